import Algebra

/// The factorisation A = Uᵀ U of a small symmetric positive definite matrix with its rows in memory order, so
/// that every inner loop runs along a row.
enum SymmetricSolve<Scalar: EstimatorScalar> {
    /// Replaces the upper triangle of A, shape [d, d], by U.
    /// - Returns: false where a pivot is not positive.
    static func factorise(_ a: UnsafeMutablePointer<Scalar>, _ d: Int) -> Bool {
        for k in 0..<d {
            let row = a + k * d
            let pivot = row[k]
            guard pivot > 0, pivot.isFinite else { return false }
            let scale = 1 / pivot.squareRoot()
            for column in k..<d { row[column] *= scale }
            for other in k + 1..<max(d, k + 1) {
                let factor = row[other]
                let target = a + other * d
                for column in other..<d { target[column] -= factor * row[column] }
            }
        }
        return true
    }

    /// Writes A⁻¹ = U⁻¹ U⁻ᵀ: M = U⁻ᵀ by forward substitution, then Mᵀ M.
    /// - Parameters:
    ///   - upper: U, shape [d, d].
    ///   - m: memory, shape [d, d].
    ///   - out: A⁻¹, shape [d, d].
    static func invert(
        _ upper: UnsafePointer<Scalar>, _ m: UnsafeMutablePointer<Scalar>,
        into out: UnsafeMutablePointer<Scalar>, _ d: Int
    ) {
        m.update(repeating: 0, count: d * d)
        for k in 0..<d {
            let row = m + k * d
            row[k] = 1
            for j in 0..<k {
                let (factor, other) = (upper[j * d + k], m + j * d)
                for column in 0...j { row[column] -= factor * other[column] }
            }
            let scale = 1 / upper[k * d + k]
            for column in 0...k { row[column] *= scale }
        }
        Scalar.multiply(d, d, d, m, 1, d, m, d, out, d, accumulate: false)
    }
}
