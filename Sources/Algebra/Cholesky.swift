/// The Cholesky factorisation A = L Lᵀ of a small symmetric positive definite matrix, and what follows from
/// it (Golub and Van Loan, "Matrix Computations", section 4.2).
///
/// Matrices are row-major, shape [d, d]; of A only the lower triangle is read.
package struct Cholesky {
    package let dimension: Int
    private var lower: [Double]

    /// Factorises A.
    /// - Returns: `nil` where A is not positive definite to working precision.
    package init?(_ matrix: [Double], dimension: Int) {
        self.dimension = dimension
        lower = matrix
        let done = lower.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { Self.factorise($0, dimension: dimension) } ?? true
        }
        guard done else { return nil }
    }

    /// The solution x of A x = b, shape [d].
    package func solve(_ right: [Double]) -> [Double] {
        var solution = right
        lower.withUnsafeBufferPointer { lower in
            solution.withUnsafeMutableBufferPointer { solution in
                guard let lower = lower.baseAddress, let solution = solution.baseAddress else { return }
                Self.solve(lower, solution, dimension: dimension)
            }
        }
        return solution
    }

    /// A⁻¹, symmetric, shape [d, d].
    package func inverse() -> [Double] {
        var inverse = [Double](repeating: 0, count: dimension * dimension)
        lower.withUnsafeBufferPointer { lower in
            inverse.withUnsafeMutableBufferPointer { inverse in
                guard let lower = lower.baseAddress, let inverse = inverse.baseAddress else { return }
                Self.invert(lower, into: inverse, dimension: dimension)
            }
        }
        return inverse
    }

    /// Replaces the lower triangle of A by L; false where a pivot is not positive.
    package static func factorise(_ a: UnsafeMutablePointer<Double>, dimension d: Int) -> Bool {
        for row in 0..<d {
            let current = a + row * d
            for column in 0...row {
                let other = a + column * d
                var sum = current[column]
                for k in 0..<column { sum -= current[k] * other[k] }
                if column < row {
                    current[column] = sum / other[column]
                } else {
                    guard sum > 0, sum.isFinite else { return false }
                    current[column] = sum.squareRoot()
                }
            }
        }
        return true
    }

    /// Replaces b by the solution of L Lᵀ x = b.
    package static func solve(
        _ lower: UnsafePointer<Double>, _ b: UnsafeMutablePointer<Double>, dimension d: Int
    ) {
        for row in 0..<d {
            var sum = b[row]
            for k in 0..<row { sum -= lower[row * d + k] * b[k] }
            b[row] = sum / lower[row * d + row]
        }
        for row in stride(from: d - 1, through: 0, by: -1) {
            var sum = b[row]
            for k in row + 1..<max(d, row + 1) { sum -= lower[k * d + row] * b[k] }
            b[row] = sum / lower[row * d + row]
        }
    }

    /// Writes (L Lᵀ)⁻¹: M = L⁻¹ by forward substitution, then Mᵀ M.
    package static func invert(
        _ lower: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>, dimension d: Int
    ) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: d * d) { scratch in
            guard let m = scratch.baseAddress else { return }
            m.initialize(repeating: 0, count: d * d)
            for row in 0..<d {
                for k in 0..<row {
                    let factor = lower[row * d + k]
                    for column in 0...k { m[row * d + column] -= factor * m[k * d + column] }
                }
                let pivot = 1 / lower[row * d + row]
                for column in 0..<row { m[row * d + column] *= pivot }
                m[row * d + row] = pivot
            }
            out.update(repeating: 0, count: d * d)
            for k in 0..<d {
                for row in 0...k {
                    let factor = m[k * d + row]
                    for column in 0...row { out[row * d + column] += factor * m[k * d + column] }
                }
            }
            for row in 0..<d {
                for column in 0..<row { out[column * d + row] = out[row * d + column] }
            }
        }
    }
}
