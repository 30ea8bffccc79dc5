/// Asks about the items that most users know: score = nᵢ, the number of ratings.
package struct PopularityStrategy: ItemwiseStrategy {
    /// `popularity`
    package let name = StrategyID.popularity.name
    /// Creates the strategy.
    package init() {}

    /// See the strategy.
    package func score(_ spread: RatingSpread, users: Int) -> Double { Double(spread.total) }
    /// See the protocol.
    package func reason(_ spread: RatingSpread) -> String? { nil }
}
