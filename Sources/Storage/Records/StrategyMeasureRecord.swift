/// One measure of one strategy's interviews or list.
public struct StrategyMeasureRecord: Equatable, Sendable, Codable {
    /// The strategy, such as `melu`; empty for what all the lists have together.
    public var strategy: String
    /// What predicts from the answers; empty for a measure that takes no predictor.
    public var predictor: String
    /// The measure, such as `genre-entropy`.
    public var measure: String
    /// Its value, in the measure's units.
    public var value: Double
    /// The lower end of its interval.
    public var intervalLow: Double?
    /// The upper end of its interval.
    public var intervalHigh: Double?

    /// Creates a record.
    public init(
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
