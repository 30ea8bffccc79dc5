import Foundation
import Support

/// Asks about the items whose answers would have made the other ratings of past users most certain (greedy
/// Bayesian experimental design; Chaloner and Verdinelli, Statistical Science 1995, section 2.2).
///
/// Every training user u plays a new one, whose vector is w ~ N(m₀, S₀): of the items S asked so far they
/// answer those that they have rated, R_u, which leaves a covariance S_u. One more answer, about item i,
/// lowers the variances of the estimates of their other ratings by
///
///     Δ_u(i) = 1/n_u Σ_{j ∈ R_u ∖ S ∖ i} (xⱼᵀ S_u xᵢ)² / (xᵢᵀ S_u xᵢ + σ²)
///
/// whatever the answer is, and each step picks
///
///     argmaxᵢ pᵢ^(κ − 1) 1/U Σ_{u : i ∈ R_u} Δ_u(i),   pᵢ = nᵢ / U
///
/// ties to the smaller item. Who knows one item and who knows another is taken from the past users together,
/// not as if it were independent. κ = 1 is the expected reduction itself. The vectors of items that few know
/// are estimated from few ratings, which the model does not account for; κ = 3/2, chosen by cross-validation
/// on training users, discounts them. No rating of a new user enters, so the list is the same for everybody.
package struct DesignStrategy: ElicitationStrategy {
    /// `design`
    package let name: String
    /// κ.
    package let knowledgeExponent: Double
    /// How many of the most rated items are tried.
    package let candidateCount: Int
    /// How many users at most play a new one; more are drawn from by the generator.
    package let maximumUsers: Int

    /// Creates the strategy.
    package init(knowledgeExponent: Double = 1.5, candidateCount: Int = 600, maximumUsers: Int = 6000) {
        self.init(
            name: StrategyID.design.name, knowledgeExponent: knowledgeExponent,
            candidateCount: candidateCount,
            maximumUsers: maximumUsers)
    }

    init(name: String, knowledgeExponent: Double = 1.5, candidateCount: Int = 600, maximumUsers: Int = 6000) {
        self.name = name
        self.knowledgeExponent = knowledgeExponent
        self.candidateCount = candidateCount
        self.maximumUsers = maximumUsers
    }

    /// Ranks the rated items; scores are the values of the criterion: with κ = 1, mean reductions of the mean
    /// variance of an estimate, in squared rating units. Items that were not tried follow by popularity.
    package func rank(
        _ input: ElicitationInput, using generator: inout SeededGenerator
    ) throws(ElicitationError) -> ItemRanking {
        try PastUserSearch<DoubtCriterion>.rank(
            strategy: name, input, candidateCount: candidateCount, maximumUsers: maximumUsers,
            using: &generator
        ) {
            pow($0, knowledgeExponent - 1)
        }
    }
}
