import Algebra

/// The sums over all items that the greedy of ``GridDesign`` compares candidates by, with S = C − Σ_k F_k
/// F_kᵀ:
///
///     Σ_j tⱼ S_ja² = Σ_j tⱼ C_ja² − 2 Σ_k F_ka Σ_j tⱼ C_ja F_kj + Σ_kl F_ka F_la Σ_j tⱼ F_kj F_lj
///
/// Candidates are worked on in blocks of a fixed size, so that the sums do not depend on the number of
/// threads.
struct GridSums {
    private static let block = 16

    /// Σ_j tⱼ S_ja², shape [candidates].
    let values: [Double]

    /// - Parameters:
    ///   - model: C.
    ///   - targets: t, shape [items].
    ///   - factors: F, shape [tiles][items].
    ///   - threads: how many threads to use.
    init(model: TapModel, targets: [Double], factors: [[Double]], threads: Int) {
        let (count, tiles) = (model.itemCount, factors.count)
        var values = GridSums.squares(of: model, targets: targets, threads: threads)
        // tⱼ F_kj, shape [items][tiles], and Σ_j tⱼ F_kj F_lj.
        var weighted = [Double](repeating: 0, count: count * tiles)
        for (tile, factor) in factors.enumerated() {
            for item in 0..<count { weighted[item * tiles + tile] = targets[item] * factor[item] }
        }
        var gram = [Double](repeating: 0, count: tiles * tiles)
        for (tile, factor) in factors.enumerated() {
            for item in 0..<count {
                let value = factor[item]
                for other in 0..<tiles {
                    gram[tile * tiles + other] += value * weighted[item * tiles + other]
                }
            }
        }
        let products = GridSums.products(of: model, with: weighted, width: tiles, threads: threads)
        for (place, item) in model.columns.enumerated() {
            for (tile, factor) in factors.enumerated() {
                var inner = -2 * products[place * tiles + tile]
                for (other, second) in factors.enumerated() {
                    inner += gram[tile * tiles + other] * second[item]
                }
                values[place] += factor[item] * inner
            }
        }
        self.values = values
    }

    /// Σ_j tⱼ C_ja², shape [candidates].
    private static func squares(of model: TapModel, targets: [Double], threads: Int) -> [Double] {
        blocks(of: model, width: 1, threads: threads) { rows, columns, out in
            let count = model.itemCount
            withUnsafeTemporaryAllocation(of: Double.self, capacity: max(count, 1)) { scratch in
                guard let scratch = scratch.baseAddress else { return }
                for row in 0..<rows {
                    let column = columns + row * count
                    for item in 0..<count { (scratch + item).initialize(to: column[item] * targets[item]) }
                    Double.project(1, count, column, scratch, 0, out + row)
                }
            }
        }
    }

    /// Σ_j C_ja vⱼ, shape [candidates].
    static func products(of model: TapModel, with vector: [Double], threads: Int) -> [Double] {
        blocks(of: model, width: 1, threads: threads) { rows, columns, out in
            vector.withUnsafeBufferPointer { vector in
                guard let vector = vector.baseAddress else { return }
                Double.project(rows, model.itemCount, columns, vector, 0, out)
            }
        }
    }

    /// Σ_j C_ja V_jk, shape [candidates][width], of V, shape [items][width].
    private static func products(of model: TapModel, with matrix: [Double], width: Int, threads: Int)
        -> [Double]
    {
        let count = model.itemCount
        return blocks(of: model, width: width, threads: threads) { rows, columns, out in
            matrix.withUnsafeBufferPointer { matrix in
                guard let matrix = matrix.baseAddress else { return }
                Double.multiply(
                    rows, width, count, columns, count, 1, matrix, width, out, width, accumulate: false)
            }
        }
    }

    /// Calls `body` for every block of candidates with their rows of C and of the result.
    private static func blocks(
        of model: TapModel, width: Int, threads: Int,
        _ body: (_ rows: Int, _ columns: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>) -> Void
    ) -> [Double] {
        let (candidates, count) = (model.columns.count, model.itemCount)
        var result = [Double](repeating: 0, count: candidates * width)
        guard count > 0, width > 0 else { return result }
        result.withUnsafeMutableBufferPointer { result in
            model.covariance.withUnsafeBufferPointer { covariance in
                guard let out = result.baseAddress, let start = covariance.baseAddress else { return }
                nonisolated(unsafe) let (results, columns) = (out, start)
                Parallel.forEach((candidates + block - 1) / block, threads: threads) { index, _ in
                    let first = index * block
                    body(min(block, candidates - first), columns + first * count, results + first * width)
                }
            }
        }
        return result
    }
}
