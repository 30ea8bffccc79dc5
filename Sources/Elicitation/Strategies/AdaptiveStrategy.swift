import Datasets

/// Asks each user what their own answers leave most in doubt, see ``AdaptiveInterview``.
///
/// A list for everybody cannot adapt: before the first answer the best guess of how the interview will go is the list of
/// ``DesignStrategy``, and that is how this strategy ranks.
public struct AdaptiveStrategy: ElicitationStrategy {
    /// `adaptive`
    public let name = "adaptive"
    /// Creates the strategy.
    public init() {}

    /// Ranks the rated items like ``DesignStrategy``.
    public func rank(
        _ input: ElicitationInput, using generator: inout SeededGenerator
    ) throws(ElicitationError) -> ItemRanking {
        try DesignStrategy(name: name).rank(input, using: &generator)
    }
}
