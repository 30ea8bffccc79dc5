import Algebra
import LatentFactors

/// Which items a user probably knows, and how each answer or "I do not know this" changes that.
///
/// A linear factor model of the matrix k_ui (1 where user u has rated item i, else 0):
///
///     k_ui = pᵢ + bᵢᵀ z_u + noise,   z_u ~ N(0, C),   noise ~ N(0, sᵢ),   sᵢ = max(pᵢ (1 − pᵢ) − bᵢᵀ C bᵢ,
///     0.001)
///
/// with bᵢ the rows of an orthonormal basis B (shape [items, r]) of the leading right singular space of K − 1
/// pᵀ, and C = 1/U Σ_u z_u z_uᵀ for z_u = Bᵀ (k_u − p): probabilistic principal components (Tipping and
/// Bishop, 1999) with a noise of each item's own. What is believed of a new user is N(m, S) over z; pᵢ + bᵢᵀ
/// m is the probability that they know i.
package struct KnowledgeModel: Sendable, Equatable {
    /// p, the share of the users who know each item, shape [items].
    package let shares: [Double]
    /// r.
    package let rank: Int
    /// B, row-major, shape [items, r].
    package let vectors: [Double]
    /// C, row-major, shape [r, r].
    package let covariance: [Double]
    /// s, shape [items].
    package let noiseVariances: [Double]

    /// Creates a model from its parameters.
    /// - Precondition: `vectors` has `rank` entries per share and `covariance` has rank².
    package init(shares: [Double], vectors: [Double], covariance: [Double], rank: Int) {
        precondition(
            vectors.count == shares.count * rank && covariance.count == rank * rank, "the shapes must fit")
        let form = SmallMatrix(covariance, dimension: rank)
        self.shares = shares
        self.rank = rank
        self.vectors = vectors
        self.covariance = covariance
        noiseVariances = shares.indices.map { item in
            max(shares[item] * (1 - shares[item]) - form.form(vectors, at: item * rank), 0.001)
        }
    }

    /// What is believed of a user of whom nothing is known: N(0, C).
    package var prior: UserBelief {
        UserBelief(mean: Array(repeating: 0, count: rank), covariance: covariance)
    }

    /// The probability that the user knows an item, 0...1: pᵢ + bᵢᵀ m, cut off at both ends.
    package func probability(ofItem item: Int, belief: UserBelief) -> Double {
        var sum = shares[item]
        for index in 0..<rank { sum += vectors[item * rank + index] * belief.mean[index] }
        return min(max(sum, 0), 1)
    }

    /// Takes in whether the user knows an item.
    package func observe(isKnown: Bool, item: Int, in belief: inout UserBelief) {
        belief.observe(
            vectors[item * rank..<(item + 1) * rank], residual: (isKnown ? 1 : 0) - shares[item],
            noiseVariance: noiseVariances[item])
    }
}
