import Support

/// Asks about the items that would have helped most to estimate the other ratings of past users
/// (GreedyExtend: Golbandi, Koren and Lempel, "On bootstrapping recommender systems", CIKM 2010).
///
/// Every training user plays a new one: of the items S asked so far they answer those that they have rated,
/// and the fold-in of the latent factor model estimates their other ratings. Each step adds the item that
/// lowers the error most,
///
///     argminᵢ Σ_u 1/n_u Σ_{j ∈ R_u ∖ S ∖ i} (y_uj − ŷ_uj(S ∪ i))²
///
/// ties to the smaller item. Every user counts alike, as in the evaluation. The error function is left open
/// by the method; here it is the fold-in, whose item vectors have seen these very ratings, so the errors are
/// lower than a new user's.
package struct GreedyExtendStrategy: ElicitationStrategy {
    /// `greedy-extend`
    package let name = StrategyID.greedyExtend.name
    /// How many of the most rated items are tried.
    package let candidateCount: Int
    /// How many users at most play a new one; more are drawn from by the generator.
    package let maximumUsers: Int

    /// Creates the strategy.
    package init(candidateCount: Int = 400, maximumUsers: Int = 6000) {
        self.candidateCount = candidateCount
        self.maximumUsers = maximumUsers
    }

    /// Ranks the rated items; scores are reductions of the mean squared error, in squared rating units. Items
    /// that were not tried follow by popularity.
    package func rank(
        _ input: ElicitationInput, using generator: inout SeededGenerator
    ) throws(ElicitationError) -> ItemRanking {
        try PastUserSearch<SquaredErrorCriterion>.rank(
            strategy: name, input, candidateCount: candidateCount, maximumUsers: maximumUsers,
            using: &generator)
    }
}
