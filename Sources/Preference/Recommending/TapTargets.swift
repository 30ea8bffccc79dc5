import Datasets

/// What the estimator is told of the tiles of a grid in its local update: y of those that were tapped, and of
/// those that were shown and not tapped.
///
/// An estimator of interactions without ratings learned 1 for an item taken and 0 for one that was not. One
/// of ratings knows nothing of not taking an item: for it a tap is the highest rating and no tap the lowest.
package struct TapTargets: Sendable, Equatable {
    /// y of a tile that was tapped.
    package let tapped: Double
    /// y of a tile that was not tapped.
    package let untapped: Double
    /// Whether they stand for ratings that nobody gave.
    package let areRatings: Bool

    /// - Parameters:
    ///   - update: the local update of the estimator, whose loss says what it learned.
    ///   - scale: the ends of the ratings.
    package init(_ update: LocalUpdate, scale: RatingScale) {
        areRatings = update.loss != .binaryCrossEntropy
        (tapped, untapped) = areRatings ? (scale.maximum, scale.minimum) : (1, 0)
    }

    /// The support set of somebody's taps: the tiles in their order, then what was tapped elsewhere.
    /// - Parameters:
    ///   - shown: the positions of the tiles, each once.
    ///   - taps: the positions of what was tapped, among the tiles or elsewhere, each once.
    package func ratings(shown: [Int], taps: [Int]) -> [GivenRating] {
        let (tiles, tappedItems) = (Set(shown), Set(taps))
        return shown.map { GivenRating(item: $0, rating: tappedItems.contains($0) ? tapped : untapped) }
            + taps.filter { !tiles.contains($0) }.map { GivenRating(item: $0, rating: tapped) }
    }
}
