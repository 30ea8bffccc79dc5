/// Asks about what is known and disputed: score = nᵢ · Varᵢ, which is the sum of squared deviations of an item's ratings
/// from their mean, in squared rating units.
public struct VariancePopularityStrategy: ItemwiseStrategy {
    /// `variance-popularity`
    public let name = "variance-popularity"
    /// Creates the strategy.
    public init() {}

    /// See the strategy.
    public func score(_ spread: RatingSpread, users: Int) -> Double { Double(spread.total) * spread.variance }

    /// See the protocol.
    public func reason(_ spread: RatingSpread) -> String? {
        "its ratings lie \(Wording.oneDecimal(spread.variance.squareRoot())) points from their mean, typically"
    }
}
