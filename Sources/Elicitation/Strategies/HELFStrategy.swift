import Foundation

/// The harmonic mean of entropy and logarithm of rating frequency (Rashid, Karypis and Riedl, SIGKDD
/// Explorations 2008):
///
///     score = 2 LF H' / (LF + H'),   LF = ln nᵢ / ln U,   H' = Hᵢ / lg(classes)
///
/// both in 0...1, and 0 where either is 0.
package struct HELFStrategy: ItemwiseStrategy {
    /// `helf`
    package let name = StrategyID.helf.name
    /// Creates the strategy.
    package init() {}

    /// See the strategy.
    package func score(_ spread: RatingSpread, users: Int) -> Double {
        let frequency = users > 1 ? log(Double(spread.total)) / log(Double(users)) : 1
        let sum = frequency + spread.relativeEntropy
        return sum > 0 ? 2 * frequency * spread.relativeEntropy / sum : 0
    }

    /// See the protocol.
    package func reason(_ spread: RatingSpread) -> String? { spread.mixture }
}
