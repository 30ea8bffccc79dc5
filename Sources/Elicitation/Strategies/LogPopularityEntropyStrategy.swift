import Foundation

/// Popularity and entropy together: score = ln nᵢ · Hᵢ (Rashid et al., "Getting to know you", IUI 2002).
public struct LogPopularityEntropyStrategy: ItemwiseStrategy {
    /// `logpop-entropy`
    public let name = "logpop-entropy"
    /// Creates the strategy.
    public init() {}

    /// See the strategy.
    public func score(_ spread: RatingSpread, users: Int) -> Double { log(Double(spread.total)) * spread.entropy }
    /// See the protocol.
    public func reason(_ spread: RatingSpread) -> String? { spread.mixture }
}
