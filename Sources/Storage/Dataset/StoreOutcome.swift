/// What storing a dataset did.
package enum StoreOutcome: Equatable, Sendable {
    /// The workspace held no dataset and now holds this one.
    case stored
    /// The workspace already held exactly this dataset, and nothing was changed.
    case unchanged
    /// The workspace held another dataset, which was deleted with everything derived from it.
    case replaced(Replaced)

    /// What a replaced dataset took with it.
    package struct Replaced: Equatable, Sendable, Codable {
        /// The name of the dataset that was deleted.
        package var name: String
        /// How many models were deleted.
        package var models: Int
        /// How many scoring runs were deleted.
        package var scoringRuns: Int
        /// How many onboarding lists were deleted.
        package var lists: Int

        /// Creates a count of what was deleted.
        package init(name: String, models: Int, scoringRuns: Int, lists: Int) {
            self.name = name
            self.models = models
            self.scoringRuns = scoringRuns
            self.lists = lists
        }
    }
}
