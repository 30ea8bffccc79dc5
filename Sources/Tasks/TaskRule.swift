import Datasets

/// How ratings become tasks: which users take part, and where the support set ends (MeLU, section 4.1).
package struct TaskRule: Sendable, Equatable, Codable {
    /// The order in which ratings count as consumed.
    package var order: InteractionOrder
    /// How many of a user's last ratings are the query set.
    package var queryCount: Int
    /// The fewest ratings within the scenario with which a user takes part.
    package var minimumRatings: Int
    /// The most ratings within the scenario with which a user takes part.
    package var maximumRatings: Int
    /// The most ratings of a support set: the latest before the query set; `nil` for all of them.
    ///
    /// A service bounds what it looks at of its heaviest users rather than leave them out, so that a rule
    /// with a bound usually comes with no `maximumRatings`.
    package var maximumHistory: Int?

    /// Creates a rule; the defaults are the paper's.
    package init(
        order: InteractionOrder, queryCount: Int = 10, minimumRatings: Int = 13, maximumRatings: Int = 100,
        maximumHistory: Int? = nil
    ) {
        self.order = order
        self.queryCount = queryCount
        self.minimumRatings = minimumRatings
        self.maximumRatings = maximumRatings
        self.maximumHistory = maximumHistory
    }
}

extension TaskRule {
    /// The most ratings of a support set where there are only interactions, unless a rule says otherwise.
    package static let usualHistory = 100

    /// The usual rule for a dataset: the paper's for ratings; for interactions without ratings, users with
    /// long histories are bounded rather than left out.
    package init(for dataset: Dataset) {
        self.init(order: InteractionOrder(for: dataset))
        guard dataset.feedback == .implicit else { return }
        maximumRatings = .max
        maximumHistory = Self.usualHistory
    }
}
