import Preference

/// How much an answer is expected to lower the variance of the estimates of a user whose vector is w ~ N(m, S).
///
/// After an answer about item i the covariance is S − S xᵢ xᵢᵀ S / (xᵢᵀ S xᵢ + σ²) (Bishop, "Pattern Recognition and
/// Machine Learning", section 3.3), so the variances of the estimates, weighted by t, fall by
///
///     Δᵢ = Σⱼ tⱼ (xⱼᵀ S xᵢ)² / (xᵢᵀ S xᵢ + σ²) = xᵢᵀ S M S xᵢ / (xᵢᵀ S xᵢ + σ²),   M = Σⱼ tⱼ xⱼ xⱼᵀ
///
/// This is the criterion of Bayesian linear experimental design for a weighted mean of variances (Chaloner and Verdinelli,
/// Statistical Science 1995, section 2.2). In squared rating units when the weights add up to 1.
struct VarianceReduction {
    /// xᵢ of all items, shape [items, d].
    let vectors: [Double]
    let noiseVariance: Double
    /// S.
    let covariance: SmallMatrix
    /// S M S.
    private let reach: SmallMatrix

    init(vectors: [Double], covariance: SmallMatrix, targets: SmallMatrix, noiseVariance: Double) {
        self.vectors = vectors
        self.noiseVariance = noiseVariance
        self.covariance = covariance
        reach = covariance * targets * covariance
    }

    /// Δᵢ.
    func gain(ofItem item: Int) -> Double {
        let offset = item * covariance.dimension
        return reach.form(vectors, at: offset) / (covariance.form(vectors, at: offset) + noiseVariance)
    }

    /// S − p S xᵢ xᵢᵀ S / (xᵢᵀ S xᵢ + σ²): what remains on average when the answer comes with probability p.
    func covariance(afterItem item: Int, probability: Double) -> SmallMatrix {
        let offset = item * covariance.dimension
        var remaining = covariance
        let variance = covariance.form(vectors, at: offset) + noiseVariance
        remaining.addOuter(covariance.times(vectors, at: offset), weight: -probability / variance)
        return remaining
    }

    /// M = Σⱼ tⱼ xⱼ xⱼᵀ.
    static func targets(vectors: [Double], weights: [Double], dimension: Int) -> SmallMatrix {
        var targets = SmallMatrix(zeroOf: dimension)
        for (item, weight) in weights.enumerated() where weight != 0 {
            targets.addOuter(vectors, at: item * dimension, weight: weight)
        }
        return targets
    }
}
