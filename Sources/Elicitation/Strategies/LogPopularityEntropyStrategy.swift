import Foundation

/// Popularity and entropy together: score = ln nᵢ · Hᵢ (Rashid et al., "Getting to know you", IUI 2002).
package struct LogPopularityEntropyStrategy: ItemwiseStrategy {
    /// `logpop-entropy`
    package let name = StrategyID.logpopEntropy.name
    /// Creates the strategy.
    package init() {}

    /// See the strategy.
    package func score(_ spread: RatingSpread, users: Int) -> Double {
        log(Double(spread.total)) * spread.entropy
    }
    /// See the protocol.
    package func reason(_ spread: RatingSpread) -> String? { spread.mixture }
}
