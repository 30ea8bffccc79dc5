import Algebra

/// The normal equations of predicting who takes what from the answers z to a grid:
///
///     s = μ + Gᵀ (M + Λ)⁻¹ (z − m),   m = E z,   M = Cov(z, z),   G = Cov(z, x),   Λ = diag(λ)
///
/// z has an entry per tile, 1 where it was tapped, and where asked for one per value of a user feature and
/// per pair of tiles.
struct GridEquations {
    /// m, shape [columns].
    let means: [Double]
    private let factor: Cholesky?

    /// - Parameters:
    ///   - means: m.
    ///   - inner: M, symmetric, shape [columns, columns].
    ///   - ridges: λ, above 0, shape [columns].
    init(means: [Double], inner: [Double], ridges: [Double]) {
        let count = means.count
        precondition(inner.count == count * count && ridges.count == count, "the shapes must agree")
        precondition(ridges.allSatisfy { $0 > 0 }, "a ridge above 0 makes the matrix definite")
        var matrix = inner
        for place in 0..<count { matrix[place * (count + 1)] += ridges[place] }
        self.means = means
        factor = Cholesky(matrix, dimension: count)
    }

    /// The equations of tiles alone; taps are noticed at a rate q, so that m = qμ_L and M = q² C_LL off the
    /// diagonal and qμ (1 − qμ) on it.
    init(tiles: [Int], of model: TapModel, ridge: Double, tapRate: Double = 1) {
        let means = tiles.map { tapRate * model.mean[$0] }
        var inner = [Double](repeating: 0, count: tiles.count * tiles.count)
        for (row, tile) in tiles.enumerated() {
            guard let place = model.place(ofItem: tile) else {
                preconditionFailure("a tile needs a column of the model")
            }
            for (column, other) in tiles.enumerated() {
                inner[row * tiles.count + column] =
                    row == column
                    ? means[row] * (1 - means[row])
                    : tapRate * tapRate * model.covariance(ofItem: other, withColumn: place)
            }
        }
        self.init(means: means, inner: inner, ridges: tiles.map { _ in ridge })
    }

    /// (M + Λ)⁻¹ b. M + Λ is positive definite; where rounding says otherwise, nothing is learnt from the
    /// answers.
    func solve(_ right: [Double]) -> [Double] { factor?.solve(right) ?? right.map { _ in 0 } }

    /// 1 / ((M + Λ)⁻¹)_zz: the variance of each answer that the other answers leave open, plus its λ; shape
    /// [columns].
    var conditionalVariances: [Double] {
        guard let inverse = factor?.inverse() else { return means.map { _ in 0 } }
        return means.indices.map { 1 / inverse[$0 * (means.count + 1)] }
    }

    /// (M + Λ)⁻¹ G.
    /// - Parameters:
    ///   - cross: G, shape [columns][items].
    ///   - itemCount: the number of items.
    func weights(_ cross: [Double], itemCount: Int) -> [Double] {
        let count = means.count
        var weights = [Double](repeating: 0, count: count * itemCount)
        guard let inverse = factor?.inverse(), count > 0, itemCount > 0 else { return weights }
        inverse.withUnsafeBufferPointer { inverse in
            cross.withUnsafeBufferPointer { cross in
                weights.withUnsafeMutableBufferPointer { out in
                    guard let a = inverse.baseAddress, let b = cross.baseAddress, let c = out.baseAddress
                    else { return }
                    Double.multiply(
                        count, itemCount, count, a, count, 1, b, itemCount, c, itemCount, accumulate: false)
                }
            }
        }
        return weights
    }
}
