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
    /// Σ_j tⱼ C_ja² + Σ_k F_ka² Σ_j tⱼ F_kj², by which rounding is measured; shape [candidates].
    let sizes: [Double]

    /// - Parameters:
    ///   - model: C; the candidates are its columns.
    ///   - targets: t, shape [items].
    ///   - factors: F, shape [tiles][items].
    ///   - threads: how many threads to use.
    init(model: TapModel, targets: [Double], factors: [[Double]], threads: Int) {
        self.init(
            rows: model.covariance, count: model.itemCount, targets: targets, factors: factors,
            spreads: factors.map { factor in model.columns.map { factor[$0] } }, threads: threads)
    }

    /// The same over some of the items.
    /// - Parameters:
    ///   - rows: C, shape [candidates][items].
    ///   - count: the number of items.
    ///   - targets: t, shape [items].
    ///   - factors: F, shape [tiles][items].
    ///   - spreads: F of the candidates, shape [tiles][candidates].
    ///   - threads: how many threads to use.
    init(
        rows: [Double], count: Int, targets: [Double], factors: [[Double]], spreads: [[Double]], threads: Int
    ) {
        let tiles = factors.count
        var values = GridSums.squares(of: rows, count: count, targets: targets, threads: threads)
        var sizes = values
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
        let products = GridSums.products(
            of: rows, count: count, with: weighted, width: tiles, threads: threads)
        for place in values.indices {
            for tile in 0..<tiles {
                var inner = -2 * products[place * tiles + tile]
                for other in 0..<tiles { inner += gram[tile * tiles + other] * spreads[other][place] }
                let spread = spreads[tile][place]
                values[place] += spread * inner
                sizes[place] += spread * spread * gram[tile * (tiles + 1)]
            }
        }
        (self.values, self.sizes) = (values, sizes)
    }

    /// Σ_j tⱼ C_ja², shape [candidates].
    private static func squares(of rows: [Double], count: Int, targets: [Double], threads: Int) -> [Double] {
        blocks(of: rows, count: count, width: 1, threads: threads) { number, columns, out in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: max(count, 1)) { scratch in
                guard let scratch = scratch.baseAddress else { return }
                for row in 0..<number {
                    let column = columns + row * count
                    for item in 0..<count { (scratch + item).initialize(to: column[item] * targets[item]) }
                    Double.project(1, count, column, scratch, 0, out + row)
                }
            }
        }
    }

    /// Σ_j C_ja vⱼ, shape [candidates].
    /// - Parameters:
    ///   - rows: C, shape [candidates][items].
    ///   - count: the number of items.
    ///   - vector: v, shape [items].
    ///   - threads: how many threads to use.
    static func products(of rows: [Double], count: Int, with vector: [Double], threads: Int) -> [Double] {
        blocks(of: rows, count: count, width: 1, threads: threads) { number, columns, out in
            vector.withUnsafeBufferPointer { vector in
                guard let vector = vector.baseAddress else { return }
                Double.project(number, count, columns, vector, 0, out)
            }
        }
    }

    /// Σ_j C_ja V_jk, shape [candidates][width], of V, shape [items][width].
    private static func products(
        of rows: [Double], count: Int, with matrix: [Double], width: Int, threads: Int
    ) -> [Double] {
        blocks(of: rows, count: count, width: width, threads: threads) { number, columns, out in
            matrix.withUnsafeBufferPointer { matrix in
                guard let matrix = matrix.baseAddress else { return }
                Double.multiply(
                    number, width, count, columns, count, 1, matrix, width, out, width, accumulate: false)
            }
        }
    }

    /// Calls `body` for every block of candidates with the number of them, their rows of C and of the result.
    private static func blocks(
        of rows: [Double], count: Int, width: Int, threads: Int,
        _ body: (_ number: Int, _ columns: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>) -> Void
    ) -> [Double] {
        let candidates = count > 0 ? rows.count / count : 0
        var result = [Double](repeating: 0, count: candidates * width)
        guard candidates > 0, width > 0 else { return result }
        result.withUnsafeMutableBufferPointer { result in
            rows.withUnsafeBufferPointer { rows in
                guard let out = result.baseAddress, let start = rows.baseAddress else { return }
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
