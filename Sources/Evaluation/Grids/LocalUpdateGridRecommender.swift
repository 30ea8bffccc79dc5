import Datasets
import Preference
import Statistics
import Tasks

/// The estimator after its local update on the tiles: tapped ones as taken, the others as not taken.
///
/// An estimator of interactions without ratings learns 1 and 0. One of ratings knows nothing of not taking an
/// item: for it a tap is the highest rating and no tap the lowest.
package struct LocalUpdateGridRecommender: GridRecommender {
    package let name = GridRecommenderName.localUpdate.rawValue
    /// Each of a user's scores takes a pass through the network, so it is asked for fixed grids alone.
    package let takesPages = false
    package let tolerance: Tolerance
    private let estimator: Estimator<Float>
    private let inputs: EstimatorInputs
    private let update: LocalUpdate
    private let targets: (tapped: Double, untapped: Double)
    private let items: [Int32]

    /// - Parameters:
    ///   - estimator: the estimator.
    ///   - inputs: the encoded features.
    ///   - update: the local update.
    ///   - scale: the ends of the ratings.
    ///   - itemCount: the number of titles.
    package init(
        _ estimator: Estimator<Float>, inputs: EstimatorInputs, update: LocalUpdate, scale: RatingScale,
        itemCount: Int
    ) {
        (self.estimator, self.inputs, self.update) = (estimator, inputs, update)
        let isBinary = update.loss == .binaryCrossEntropy
        targets = isBinary ? (1, 0) : (scale.maximum, scale.minimum)
        tolerance = isBinary ? .ofShares : Tolerance(scale)
        items = (0..<itemCount).map { Int32($0) }
    }

    package func prepared(for tiles: [Int32]) -> any GridScorer { Scorer(recommender: self, tiles: tiles) }

    private struct Scorer: GridScorer {
        let recommender: LocalUpdateGridRecommender
        let tiles: [Int32]

        func scores(user: Int32, taps: [Int32]) -> [Double] {
            let (own, targets) = (recommender, recommender.targets)
            let tapped = Set(taps)
            let answers = tiles.map { tapped.contains($0) ? targets.tapped : targets.untapped }
            let task = UserTask(
                user: user, items: tiles + own.items, ratings: answers + own.items.map { _ in 0 },
                supportCount: tiles.count)
            return own.estimator.estimates([task], inputs: own.inputs, update: own.update, threads: 1).first?
                .last ?? []
        }
    }
}
