import Datasets

/// Biased matrix factorisation with a normal prior over users (Koren, Bell and Volinsky, "Matrix
/// factorization techniques for recommender systems", IEEE Computer 2009, equation 5; the prior as in
/// Salakhutdinov and Mnih, NIPS 2007):
///
///     ŷ_ui = μ + bᵢ + xᵢᵀ w_u,   xᵢ = (1, qᵢ),   w_u = (b_u, p_u) ~ N(m₀, S₀),   y_ui ~ N(ŷ_ui, σ²)
///
/// The first entry of a user's vector is the user's bias, so xᵢ begins with 1. A new user is folded in by the
/// posterior of Bayesian linear regression. With d = f + 1: xᵢ, w, m₀ have shape [d], S₀ has shape [d, d].
/// All of it is on the scale 1…5, to which `scaling` maps ratings; what goes in and comes out is in rating
/// units.
package struct LatentFactorModel: Sendable, Equatable {
    /// d = f + 1, the length of the vectors.
    package let dimension: Int
    /// μ, the mean of the training ratings, on the scale 1…5.
    package let mean: Double
    /// bᵢ, what an item's rating exceeds μ by for a user whose vector is zero, on the scale 1…5, shape
    /// [items].
    package let itemBiases: [Double]
    /// xᵢ = (1, qᵢ), one row per item, row-major, shape [items, d]; qᵢ is zero for items without training
    /// ratings.
    package let itemVectors: [Double]
    /// m₀, shape [d].
    package let priorMean: [Double]
    /// S₀, symmetric and row-major, shape [d, d].
    package let priorCovariance: [Double]
    /// σ², in squared units of the scale 1…5.
    package let noiseVariance: Double
    /// How ratings enter the model.
    package let scaling: RatingScaling

    /// Creates a model from its parameters.
    /// - Precondition: the shapes fit and `noiseVariance > 0`.
    package init(
        mean: Double, itemBiases: [Double], itemVectors: [Double], priorMean: [Double],
        priorCovariance: [Double],
        noiseVariance: Double, scaling: RatingScaling = .identity
    ) {
        let dimension = priorMean.count
        precondition(itemVectors.count == itemBiases.count * dimension, "one vector per item")
        precondition(priorCovariance.count == dimension * dimension, "the covariance must be square")
        precondition(noiseVariance > 0, "the noise must have a positive variance")
        self.dimension = dimension
        self.mean = mean
        self.itemBiases = itemBiases
        self.itemVectors = itemVectors
        self.priorMean = priorMean
        self.priorCovariance = priorCovariance
        self.noiseVariance = noiseVariance
        self.scaling = scaling
    }

    /// The number of items.
    package var itemCount: Int { itemBiases.count }

    /// What is believed of a user of whom nothing is known: N(m₀, S₀).
    package var prior: UserBelief { UserBelief(mean: priorMean, covariance: priorCovariance) }

    /// xᵢ, shape [d].
    package func vector(ofItem item: Int) -> ArraySlice<Double> {
        itemVectors[item * dimension..<(item + 1) * dimension]
    }

    /// y − μ − bᵢ of a rating in rating units, on the scale 1…5.
    package func residual(of rating: Double, ofItem item: Int) -> Double {
        scaling.inner(rating) - mean - itemBiases[item]
    }

    /// Takes a user's rating of an item into the belief: xᵢ and the residual y − μ − bᵢ.
    package func observe(_ rating: Double, ofItem item: Int, in belief: inout UserBelief) {
        belief.observe(
            vector(ofItem: item), residual: residual(of: rating, ofItem: item), noiseVariance: noiseVariance)
    }

    /// The posterior over a user's vector given ratings (fold-in; Bishop, "Pattern Recognition and Machine
    /// Learning", equations 3.50 and 3.51 with X of shape [n, d] and r = y − μ − b):
    ///
    ///     S = (S₀⁻¹ + Xᵀ X / σ²)⁻¹,   m = S (S₀⁻¹ m₀ + Xᵀ r / σ²)
    ///
    /// computed by one rank-one update per rating.
    /// - Parameter ratings: positions of items and their ratings, in rating units.
    package func posterior(given ratings: some Sequence<(item: Int32, rating: Double)>) -> UserBelief {
        var belief = prior
        for (item, rating) in ratings { observe(rating, ofItem: Int(item), in: &belief) }
        return belief
    }

    /// ŷ = μ + bᵢ + xᵢᵀ m, in rating units, not clipped to the scale.
    /// - Parameters:
    ///   - item: the position of the item.
    ///   - userMean: m, shape [d].
    package func predict(item: Int, userMean: [Double]) -> Double {
        var sum = mean + itemBiases[item]
        for (index, x) in zip(0..<dimension, vector(ofItem: item)) { sum += x * userMean[index] }
        return scaling.rating(ofInner: sum)
    }
}
