/// Asks about the items that most users know: score = nᵢ, the number of ratings.
public struct PopularityStrategy: ItemwiseStrategy {
    /// `popularity`
    public let name = "popularity"
    /// Creates the strategy.
    public init() {}

    /// See the strategy.
    public func score(_ spread: RatingSpread, users: Int) -> Double { Double(spread.total) }
    /// See the protocol.
    public func reason(_ spread: RatingSpread) -> String? { nil }
}
