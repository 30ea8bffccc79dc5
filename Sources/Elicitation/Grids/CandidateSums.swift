import Algebra

/// Σ_j tⱼ S_ja² of every candidate a while tiles are shown, each taken only as far as somebody asks.
///
/// With S = C − Σ_k F_k F_kᵀ, a tile 0 of weight t₀ and with the factor F changes the sum of a by
///
///     F_a (F_a Σ_j tⱼ Fⱼ² − 2 Σ_j tⱼ S_ja Fⱼ) − t₀ S_0a²
///     Σ_j tⱼ S_ja Fⱼ = Σ_j C_ja tⱼ Fⱼ − Σ_k F_ka Σ_j tⱼ F_kj Fⱼ
///
/// of which the first product, over all items, is nearly all the work. A sum that is asked for takes the
/// steps that it missed one after another, so it is the same to the bit whenever that is.
struct CandidateSums: Sendable {
    /// What showing a tile does to the sums.
    struct Step: Sendable {
        /// Σ_j tⱼ Fⱼ².
        let square: Double
        /// Σ_j tⱼ F_kj Fⱼ of the factors before, shape [factors].
        let overlaps: [Double]
        /// t₀.
        let weight: Double
        /// √(S₀₀ + λ): F times this is S_0a.
        let scale: Double
    }

    /// F of the candidates, shape [factors][candidates]; those from before the first step come first.
    private(set) var spreads: [[Double]]
    private let model: TapModel
    private let threads: Int
    private var steps: [Step] = []
    /// t F of the steps one after another, shape [steps, items].
    private var weighted: [Double] = []
    /// The sums after as many steps as are counted, shape [candidates].
    private var values: [Double]
    private var counted: [Int]
    /// Σ_j tⱼ C_ja² + Σ_k F_ka² Σ_j tⱼ F_kj², by which rounding is measured; shape [candidates].
    private(set) var sizes: [Double]

    /// Starts with some tiles shown.
    /// - Parameters:
    ///   - model: C; the candidates are its columns.
    ///   - targets: t, shape [items].
    ///   - factors: F of the tiles so far, shape [tiles][items].
    ///   - threads: how many threads to use; the sums do not depend on it.
    init(model: TapModel, targets: [Double], factors: [[Double]], threads: Int) {
        self.init(model: model, threads: threads)
        let sums = GridSums(model: model, targets: targets, factors: factors, threads: threads)
        (values, sizes, counted) = (sums.values, sums.sizes, sums.values.map { _ in 0 })
        spreads = factors.map { factor in model.columns.map { factor[$0] } }
    }

    /// Nothing of a model yet.
    init(model: TapModel, threads: Int) {
        (self.model, self.threads) = (model, threads)
        (spreads, values, sizes, counted) = ([], [], [], [])
    }

    /// Takes a step, which each sum counts when it is asked for.
    /// - Parameters:
    ///   - step: what showing a tile does.
    ///   - factor: F, shape [items].
    ///   - weighted: t F, without the tile; shape [items].
    mutating func take(_ step: Step, factor: [Double], weighted: [Double]) {
        let spread = model.columns.map { factor[$0] }
        steps.append(step)
        self.weighted += weighted
        spreads.append(spread)
        for place in sizes.indices { sizes[place] += spread[place] * spread[place] * step.square }
    }

    /// Whether a candidate's sum counts all steps.
    func isCurrent(_ place: Int) -> Bool { counted[place] == steps.count }

    /// The sum of a candidate after all steps.
    mutating func value(_ place: Int) -> Double {
        if !isCurrent(place) { (values[place], counted[place]) = (sum(place), steps.count) }
        return values[place]
    }

    /// Lets the sums of all candidates count all steps.
    mutating func updateAll() {
        guard !counted.allSatisfy({ $0 == steps.count }) else { return }
        values = concurrentMap(values.count, threads: threads) { sum($0) }
        counted = values.map { _ in steps.count }
    }

    private func sum(_ place: Int) -> Double {
        let (first, before) = (counted[place], spreads.count - steps.count)
        let products = products(place, from: first)
        var sum = values[place]
        for (number, step) in steps.enumerated().dropFirst(first) {
            let spread = spreads[before + number][place]
            var product = products[number - first]
            for (factor, overlap) in step.overlaps.enumerated() {
                product -= spreads[factor][place] * overlap
            }
            let shared = step.scale * spread
            sum += spread * (spread * step.square - 2 * product) - step.weight * shared * shared
        }
        return sum
    }

    /// Σ_j C_ja tⱼ Fⱼ of a candidate for the steps that its sum lacks, shape [steps].
    private func products(_ place: Int, from first: Int) -> [Double] {
        let (count, missing) = (model.itemCount, steps.count - first)
        return [Double](unsafeUninitializedCapacity: missing) { products, initialized in
            model.covariance.withUnsafeBufferPointer { covariance in
                weighted.withUnsafeBufferPointer { weighted in
                    guard let row = covariance.baseAddress, let steps = weighted.baseAddress,
                        let out = products.baseAddress
                    else { return }
                    Double.project(
                        missing, count, steps + first * count, row + place * count, 0, out)
                }
            }
            initialized = missing
        }
    }
}
