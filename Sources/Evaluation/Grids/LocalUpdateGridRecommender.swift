import Datasets
import Elicitation
import Preference
import Statistics
import Tasks

/// The estimator after its local update on the tiles: tapped ones as taken, the others as not taken; see
/// ``TapTargets``.
package struct LocalUpdateGridRecommender: GridRecommender {
    package let name = GridRecommenderName.localUpdate.rawValue
    /// Each of a user's scores takes a pass through the network, so it is asked for fixed grids alone.
    package let takesPages = false
    package let tolerance: Tolerance
    private let estimator: Estimator<Float>
    private let inputs: EstimatorInputs
    private let update: LocalUpdate
    private let targets: TapTargets
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
        targets = TapTargets(update, scale: scale)
        tolerance = targets.areRatings ? Tolerance(scale) : .ofShares
        items = (0..<itemCount).map { Int32($0) }
    }

    package func prepared(for tiles: [Int32]) -> any GridScorer { Scorer(recommender: self, tiles: tiles) }

    private struct Scorer: GridScorer {
        let recommender: LocalUpdateGridRecommender
        let tiles: [Int32]

        func scores(user: Int32, taps: [Int32]) -> [Double] {
            let own = recommender
            let support = own.targets.ratings(shown: tiles.map { Int($0) }, taps: taps.map { Int($0) })
            let task = UserTask(
                user: user, items: support.map { Int32($0.item) } + own.items,
                ratings: support.map(\.rating) + own.items.map { _ in 0 }, supportCount: support.count)
            return own.estimator.estimates([task], inputs: own.inputs, update: own.update, threads: 1).first?
                .last ?? []
        }
    }
}
