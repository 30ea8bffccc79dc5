/// Asks about what is known and disputed: score = nᵢ · Varᵢ, which is the sum of squared deviations of an
/// item's ratings from their mean, in squared units of the scale 1…5.
package struct VariancePopularityStrategy: ItemwiseStrategy {
    /// `variance-popularity`
    package let name = StrategyID.variancePopularity.name
    /// Creates the strategy.
    package init() {}

    /// See the strategy.
    package func score(_ spread: RatingSpread, users: Int) -> Double {
        Double(spread.total) * spread.variance
    }

    /// See the protocol.
    package func reason(_ spread: RatingSpread) -> String? {
        "its ratings lie \(Wording.oneDecimal(spread.deviation)) points from their mean, typically"
    }
}
