/// What is believed of one user's vector w: the normal distribution N(m, S), and how a rating changes it.
package struct UserBelief: Sendable, Equatable {
    /// m, shape [d].
    package private(set) var mean: [Double]
    /// S, symmetric and row-major, shape [d, d].
    package private(set) var covariance: [Double]

    /// Creates a belief.
    /// - Precondition: `covariance` has the square of the mean's length.
    package init(mean: [Double], covariance: [Double]) {
        precondition(covariance.count == mean.count * mean.count, "the covariance must be square")
        self.mean = mean
        self.covariance = covariance
    }

    /// v = xᵀ S x, the variance of the prediction xᵀ w, in squared units of the scale 1…5.
    package func variance(along vector: ArraySlice<Double>) -> Double {
        let product = covarianceTimes(vector)
        return zip(vector, product).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Takes one rating in, a rank-one update of the posterior of Bayesian linear regression (Bishop,
    /// "Pattern Recognition and Machine Learning", section 3.3; Sherman and Morrison, 1950):
    ///
    ///     g = S x / (xᵀ S x + σ²),   m ← m + g (r − xᵀ m),   S ← S − g (S x)ᵀ
    ///
    /// A prediction's variance never grows. The order of ratings changes the result only by rounding.
    /// - Parameters:
    ///   - vector: x of the rated item, shape [d].
    ///   - residual: r, the rating less the item's offset, on the scale 1…5.
    ///   - noiseVariance: σ² > 0, in squared units of the scale 1…5.
    package mutating func observe(_ vector: ArraySlice<Double>, residual: Double, noiseVariance: Double) {
        let d = mean.count
        let product = covarianceTimes(vector)
        var (variance, expected) = (noiseVariance, 0.0)
        for (index, x) in zip(0..<d, vector) {
            variance += x * product[index]
            expected += x * mean[index]
        }
        let step = (residual - expected) / variance
        for index in 0..<d { mean[index] += product[index] * step }
        covariance.withUnsafeMutableBufferPointer { covariance in
            product.withUnsafeBufferPointer { product in
                for row in 0..<d {
                    let gain = product[row] / variance
                    for column in 0..<d { covariance[row * d + column] -= gain * product[column] }
                }
            }
        }
    }

    private func covarianceTimes(_ vector: ArraySlice<Double>) -> [Double] {
        let d = mean.count
        return [Double](unsafeUninitializedCapacity: d) { product, count in
            covariance.withUnsafeBufferPointer { covariance in
                vector.withUnsafeBufferPointer { vector in
                    for row in 0..<d {
                        var sum = 0.0
                        for column in 0..<d { sum += covariance[row * d + column] * vector[column] }
                        product.initializeElement(at: row, to: sum)
                    }
                }
            }
            count = d
        }
    }
}
