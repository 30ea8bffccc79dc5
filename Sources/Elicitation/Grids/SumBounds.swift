import Algebra

/// Upper bounds of ``CandidateSums``, by which ``GridDesign`` passes over candidates that cannot be the best.
///
/// The items are split into the heavy ones, which have nearly all of the sums, and the rest:
///
///     Σ_j tⱼ S_ja² = H_a + R_a²,   R_a ← R_a + |F_a| √(Σ_{j in the rest} tⱼ Fⱼ²)
///
/// H_a follows each tile as the whole sum does, from the columns of the heavy items alone; the other step is
/// the triangle inequality. Where the sum of a candidate is known, R_a follows from it.
///
/// The bounds hold for the sums as they are computed: a sum of n products is off by less than n 2⁻⁵³ times the
/// sum of their absolute values (Higham, Accuracy and Stability of Numerical Algorithms, section 3.1), those are
/// at most ``CandidateSums/sizes``, and what is allowed for is 4,096 times as much.
struct SumBounds: Sendable {
    /// The share of the items that are heavy, and how many of them there are at least and at most. With more of
    /// them fewer rows are left to compute, and each step is longer.
    private static let heavyShare = 0.3
    private static let possibleCounts = 64...16_384

    /// The positions of the heavy items, ascending.
    private let heavy: [Int]
    /// C of the heavy items, shape [candidates][heavy].
    private let rows: [Double]
    /// F of the heavy items, shape [factors][heavy].
    private var factors: [[Double]]
    /// H and R, shape [candidates].
    private var sums: [Double]
    private var roots: [Double]
    private let rounding: Double
    private let threads: Int

    /// Starts from the sums as they are, all of which are computed.
    /// - Parameters:
    ///   - candidates: the sums.
    ///   - model: C; the candidates are its columns.
    ///   - targets: t, shape [items].
    ///   - factors: F of the tiles so far, shape [tiles][items].
    ///   - threads: how many threads to use.
    init(
        of candidates: inout CandidateSums, model: TapModel, targets: [Double], factors: [[Double]],
        threads: Int
    ) {
        let heavy = SumBounds.heaviest(targets, model.mean)
        (self.heavy, self.threads) = (heavy, threads)
        rows = SumBounds.rows(of: model, heavy)
        self.factors = factors.map { factor in heavy.map { factor[$0] } }
        rounding = Double(model.itemCount) * 0x1p-41
        sums =
            GridSums(
                rows: rows, count: heavy.count, targets: heavy.map { targets[$0] }, factors: self.factors,
                spreads: candidates.spreads, threads: threads
            ).values
        roots = sums.map { _ in 0 }
        candidates.updateAll()
        for place in sums.indices { learn(candidates.value(place), place, size: candidates.sizes[place]) }
    }

    /// The most that the sum of a candidate can be.
    /// - Parameter size: see ``CandidateSums/sizes``.
    func bound(_ place: Int, size: Double) -> Double {
        sums[place] + roots[place] * roots[place] + rounding * size
    }

    /// Takes the sum of a candidate, after all steps.
    mutating func learn(_ sum: Double, _ place: Int, size: Double) {
        roots[place] = (max(0, sum - sums[place]) + rounding * size).squareRoot()
    }

    /// Takes a step.
    /// - Parameters:
    ///   - step: what showing the tile does.
    ///   - item: the tile.
    ///   - factor: F, shape [items].
    ///   - weighted: t F, shape [items].
    ///   - spreads: F of the candidates, shape [factors][candidates]; that of this step last.
    mutating func take(
        _ step: CandidateSums.Step, item: Int, factor: [Double], weighted: [Double], spreads: [[Double]]
    ) {
        guard let own = spreads.last else { return }
        let (factor, weighted) = (heavy.map { factor[$0] }, heavy.map { weighted[$0] })
        let square = factor.dot(weighted)
        var products = GridSums.products(of: rows, count: heavy.count, with: weighted, threads: threads)
        for (earlier, spread) in zip(factors, spreads) {
            products.add(-earlier.dot(weighted), times: spread)
        }
        factors.append(factor)
        let rest = (max(0, step.square - square) + rounding * step.square).squareRoot()
        let isHeavy = heavy.partitionPoint { $0 < item } < heavy.partitionPoint { $0 <= item }
        let weight = isHeavy ? step.weight * step.scale * step.scale : 0
        for (place, spread) in own.enumerated() {
            sums[place] += spread * (spread * (square - weight) - 2 * products[place])
            roots[place] += abs(spread) * rest
        }
    }

    /// The items with the largest tⱼ μⱼ (1 − μⱼ), which is at least tⱼ S_ja² / S_aa.
    private static func heaviest(_ targets: [Double], _ mean: [Double]) -> [Int] {
        let weights = zip(targets, mean).map { $0 * $1 * (1 - $1) }
        let share = Int(heavyShare * Double(weights.count))
        let count = min(max(share, possibleCounts.lowerBound), possibleCounts.upperBound)
        guard count < weights.count else { return Array(weights.indices) }
        let least = weights.sorted(by: >)[count - 1]
        return Array(weights.indices.lazy.filter { weights[$0] >= least }.prefix(count))
    }

    private static func rows(of model: TapModel, _ items: [Int]) -> [Double] {
        let count = model.columns.count * items.count
        return [Double](unsafeUninitializedCapacity: count) { out, initialized in
            model.covariance.withUnsafeBufferPointer { covariance in
                items.withUnsafeBufferPointer { items in
                    for place in model.columns.indices {
                        let (row, start) = (place * model.itemCount, place * items.count)
                        for number in items.indices { out[start + number] = covariance[row + items[number]] }
                    }
                }
            }
            initialized = count
        }
    }
}
