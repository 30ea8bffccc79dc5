/// How alike two strategies' lists or scores are, by one measure.
package struct ListSimilarityRecord: Equatable, Sendable, Codable {
    /// One strategy.
    package var strategy: String
    /// The other.
    package var otherStrategy: String
    /// `overlap` (shared items), `rank-biased-overlap` or `kendall-tau`.
    package var measure: String
    /// Its value, in the measure's units.
    package var value: Double

    /// Creates a record.
    package init(strategy: String, otherStrategy: String, measure: String, value: Double) {
        self.strategy = strategy
        self.otherStrategy = otherStrategy
        self.measure = measure
        self.value = value
    }
}
