import Support

/// Asks each user what their own answers leave most in doubt, see ``AdaptiveInterview``.
///
/// A list for everybody cannot adapt: before the first answer the best guess of how the interview will go is
/// the list of ``DesignStrategy``, and that is how this strategy ranks.
package struct AdaptiveStrategy: ElicitationStrategy {
    /// `adaptive`
    package let name = StrategyID.adaptive.name
    /// Creates the strategy.
    package init() {}

    /// Ranks the rated items like ``DesignStrategy``.
    package func rank(
        _ input: ElicitationInput, using generator: inout SeededGenerator
    ) throws(ElicitationError) -> ItemRanking {
        try DesignStrategy(name: name).rank(input, using: &generator)
    }
}
