/// How alike two strategies' lists or scores are, by one measure.
public struct ListSimilarityRecord: Equatable, Sendable, Codable {
    /// One strategy.
    public var strategy: String
    /// The other.
    public var otherStrategy: String
    /// `overlap` (shared items), `rank-biased-overlap` or `kendall-tau`.
    public var measure: String
    /// Its value, in the measure's units.
    public var value: Double

    /// Creates a record.
    public init(strategy: String, otherStrategy: String, measure: String, value: Double) {
        self.strategy = strategy
        self.otherStrategy = otherStrategy
        self.measure = measure
        self.value = value
    }
}
