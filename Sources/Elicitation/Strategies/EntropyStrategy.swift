/// Asks about the items on which opinions are most mixed, however few know them: score = Hᵢ = −Σ p_v lg p_v over the
/// classes of rating values, in bits (Rashid et al., "Getting to know you", IUI 2002).
public struct EntropyStrategy: ItemwiseStrategy {
    /// `entropy`
    public let name = "entropy"
    /// Creates the strategy.
    public init() {}

    /// See the strategy.
    public func score(_ spread: RatingSpread, users: Int) -> Double { spread.entropy }
    /// See the protocol.
    public func reason(_ spread: RatingSpread) -> String? { spread.mixture }
}
