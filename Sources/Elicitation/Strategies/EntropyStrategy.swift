/// Asks about the items on which opinions are most mixed, however few know them: score = Hᵢ = −Σ p_v lg p_v
/// over the classes of rating values, in bits (Rashid et al., "Getting to know you", IUI 2002).
package struct EntropyStrategy: ItemwiseStrategy {
    /// `entropy`
    package let name = StrategyID.entropy.name
    /// Creates the strategy.
    package init() {}

    /// See the strategy.
    package func score(_ spread: RatingSpread, users: Int) -> Double { spread.entropy }
    /// See the protocol.
    package func reason(_ spread: RatingSpread) -> String? { spread.mixture }
}
