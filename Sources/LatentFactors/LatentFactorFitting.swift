import Algebra
import Support

extension LatentFactorModel {
    /// Fits the model to ratings by alternating ridge regressions that carry the users' uncertainty along
    /// (expectation and maximisation; Ilin and Raiko, "Practical approaches to principal component analysis
    /// in the presence of missing values", JMLR 2010, section 4).
    ///
    /// Users, given the items: the posterior N(m_u, S_u) of every w_u, then m₀ and S₀ from them. Items, given
    /// the users:
    ///
    ///     (bᵢ, qᵢ) = argmin Σ_u E[(y_ui − μ − b_u − bᵢ − p_uᵀ qᵢ)²] + λ_b bᵢ² + λ |qᵢ|²
    ///
    /// and σ² from what remains. The same bytes for any number of threads: users and items are independent,
    /// and every sum over them is taken in their order.
    /// - Parameters:
    ///   - rows: the training ratings; without any, μ and all biases are 0.
    ///   - options: rank, penalties and iterations.
    ///   - threads: how many threads to use.
    ///   - checkpoint: called with the model after each iteration, counted from 1.
    package init(
        fitting rows: RatingRows, options: LatentFactorOptions = LatentFactorOptions(), threads: Int = 1,
        checkpoint: ((_ iteration: Int, _ model: LatentFactorModel) -> Void)? = nil
    ) {
        var state = LatentFactorState(rows, options: options)
        for iteration in 0..<max(options.iterations, 1) {
            state.updateUsers(threads: threads)
            state.updateItems(threads: threads)
            checkpoint?(iteration + 1, state.model)
        }
        self = state.model
    }

    /// Fits the model on one thread, unless it is to end before; the same bytes as without.
    /// - Throws: `CancellationError`, within the time that a few users or items take.
    package init(
        fitting rows: RatingRows, options: LatentFactorOptions = LatentFactorOptions(),
        until cancellation: Cancellation
    ) throws {
        var state = LatentFactorState(rows, options: options)
        state.cancellation = cancellation
        for _ in 0..<max(options.iterations, 1) {
            try cancellation.check()
            state.updateUsers(threads: 1)
            try cancellation.check()
            state.updateItems(threads: 1)
        }
        try cancellation.check()
        self = state.model
    }
}

/// The parameters while they are fitted.
package struct LatentFactorState {
    package let rows: RatingRows
    package let options: LatentFactorOptions
    package let dimension: Int
    package let shape: FactorShape
    package let mean: Double
    package let userOffsets: [Int]
    package let itemOffsets: [Int]
    /// y − μ of every row.
    package let centred: [Double]
    /// The position among those who have rows of each rating's user, and y − μ, in the order of the items.
    package let itemUsers: [Int32]
    package let itemCentred: [Double]
    /// Σ (y − μ)² over the rows of each item.
    package let itemSquares: [Double]
    /// bᵢ in front of qᵢ, shape [items, d]: the coefficients of (1, p_u).
    package var items: [Double]
    /// Between two steps the lower triangle of S_u, then m_u, of every user, shape [users, width]; the items'
    /// step replaces them.
    package let userMoments: Buffer<Double>
    package var priorMean: [Double]
    package var priorCovariance: [Double]
    package var noiseVariance = 1.0
    /// Once it is requested, users and items are left as they are.
    package var cancellation: Cancellation?

    package var userCount: Int { userOffsets.count - 1 }

    package init(_ rows: RatingRows, options: LatentFactorOptions) {
        let d = max(options.factors, 0) + 1
        self.rows = rows
        self.options = options
        dimension = d
        shape = FactorShape(d)
        let (mean, scaling) = (rows.innerMean, rows.scaling)
        self.mean = mean
        userOffsets = rows.userOffsets
        centred = rows.ratings.map { scaling.inner($0) - mean }
        let (offsets, order) = rows.byItem()
        itemOffsets = offsets
        var userOfRow: [Int32] = []
        userOfRow.reserveCapacity(rows.count)
        for user in 0..<max(userOffsets.count - 1, 0) {
            userOfRow.append(
                contentsOf: repeatElement(Int32(user), count: userOffsets[user + 1] - userOffsets[user]))
        }
        itemUsers = order.map { userOfRow[Int($0)] }
        let residuals = order.map { scaling.inner(rows.ratings[Int($0)]) - mean }
        itemCentred = residuals
        itemSquares = (0..<rows.itemCount).map { item in
            residuals[offsets[item]..<offsets[item + 1]].reduce(0) { $0 + $1 * $1 }
        }
        var generator = SeededGenerator(seed: options.seed, stream: .factors)
        items = (0..<rows.itemCount * d).map { $0 % d == 0 ? 0 : 0.1 * generator.normal() }
        userMoments = Buffer((userOffsets.count - 1) * shape.width)
        priorMean = Array(repeating: 0, count: d)
        priorCovariance = Self.startingCovariance(dimension: d)
        for (item, mean) in shrunkenItemMeans().enumerated() { items[item * d] = mean }
    }

    /// The variances 0.2 and 0.3 with which the first iteration begins; also what a few users' worth of doubt
    /// holds S₀ to.
    package static func startingCovariance(dimension d: Int) -> [Double] {
        (0..<d * d).map { $0 == 0 ? 0.2 : $0 % (d + 1) == 0 ? 0.3 : 0 }
    }

    /// Σ (y − μ) / (nᵢ + λ_b), shape [items]; 0 for an item without ratings.
    package func shrunkenItemMeans() -> [Double] {
        (0..<rows.itemCount).map { item in
            let range = itemOffsets[item]..<itemOffsets[item + 1]
            let sum = itemCentred[range].reduce(0, +)
            return range.isEmpty ? 0 : sum / (Double(range.count) + options.biasPenalty)
        }
    }

    /// The model with these parameters.
    package var model: LatentFactorModel {
        let d = dimension
        var vectors = items
        for item in 0..<rows.itemCount {
            vectors[item * d] = 1
            guard itemOffsets[item] == itemOffsets[item + 1] else { continue }
            for index in 1..<max(d, 1) { vectors[item * d + index] = 0 }
        }
        var biases = (0..<rows.itemCount).map { items[$0 * d] }
        if options.offset == .observedMean {
            biases = shrunkenItemMeans()
            for item in 0..<rows.itemCount {
                for index in 0..<d { biases[item] -= vectors[item * d + index] * priorMean[index] }
            }
        }
        return LatentFactorModel(
            mean: mean, itemBiases: biases, itemVectors: vectors, priorMean: priorMean,
            priorCovariance: priorCovariance,
            noiseVariance: noiseVariance, scaling: rows.scaling)
    }
}
