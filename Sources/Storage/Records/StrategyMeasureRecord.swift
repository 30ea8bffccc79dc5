/// One measure of one strategy's interviews or list.
package struct StrategyMeasureRecord: Equatable, Sendable, Codable {
    /// The strategy, such as `melu`; empty for what all the lists have together.
    package var strategy: String
    /// What predicts from the answers; empty for a measure that takes no predictor.
    package var predictor: String
    /// The measure, such as `genre-entropy`.
    package var measure: String
    /// Its value, in the measure's units.
    package var value: Double
    /// The lower end of its interval.
    package var intervalLow: Double?
    /// The upper end of its interval.
    package var intervalHigh: Double?

    /// Creates a record.
    package init(
        strategy: String, predictor: String = "", measure: String, value: Double, intervalLow: Double? = nil,
        intervalHigh: Double? = nil
    ) {
        self.strategy = strategy
        self.predictor = predictor
        self.measure = measure
        self.value = value
        self.intervalLow = intervalLow
        self.intervalHigh = intervalHigh
    }
}
