/// Asks about what is known and disputed: score = nᵢ · Varᵢ, which is the sum of squared deviations of an item's ratings
/// from their mean, in squared units of the scale 1…5.
public struct VariancePopularityStrategy: ItemwiseStrategy {
    /// `variance-popularity`
    public let name = "variance-popularity"
    /// Creates the strategy.
    public init() {}

    /// See the strategy.
    public func score(_ spread: RatingSpread, users: Int) -> Double { Double(spread.total) * spread.variance }

    /// See the protocol.
    public func reason(_ spread: RatingSpread) -> String? {
        "its ratings lie \(Wording.oneDecimal(spread.deviation)) points from their mean, typically"
    }
}
