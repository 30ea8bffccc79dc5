import Elicitation
import Statistics

/// Recommends to a new user from what they tapped and what they were shown and did not tap.
package protocol GridRecommender: Sendable {
    /// The name in results, such as `linear`.
    var name: String { get }
    /// Whether it can be prepared for a grid of each user's own, page by page; else it takes part for fixed
    /// lists alone.
    var takesPages: Bool { get }
    /// What counts as no difference of two scores.
    var tolerance: Tolerance { get }
    /// Whatever can be computed for a grid once, before anybody has seen it.
    /// - Parameter tiles: positions of the tiles, all of which are shown.
    func prepared(for tiles: [Int32]) -> any GridScorer
}

extension GridRecommender {
    package var takesPages: Bool { true }
    package var tolerance: Tolerance { .ofShares }
}

/// A recommender for one grid.
package protocol GridScorer: Sendable {
    /// Scores all titles for a user, the largest to be recommended first.
    /// - Parameters:
    ///   - user: the position of the user, whose features may be used; what they took may not.
    ///   - taps: the tiles that they tapped, in the order of the grid.
    /// - Returns: shape [items].
    func scores(user: Int32, taps: [Int32]) -> [Double]
}

/// Recommends what most people took, whatever is tapped: what a service does that asks nothing.
package struct PopularityRecommender: GridRecommender, GridScorer {
    package let name = GridRecommenderName.popularity.rawValue
    private let share: [Double]

    /// - Parameter share: μ, the share of the training users who took each title, shape [items].
    package init(share: [Double]) { self.share = share }

    package func prepared(for tiles: [Int32]) -> any GridScorer { self }
    package func scores(user: Int32, taps: [Int32]) -> [Double] { share }
}
