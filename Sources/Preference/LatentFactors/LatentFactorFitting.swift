import Datasets

extension LatentFactorModel {
    /// Fits the model to ratings by alternating ridge regressions that carry the users' uncertainty along (expectation and
    /// maximisation; Ilin and Raiko, "Practical approaches to principal component analysis in the presence of missing
    /// values", JMLR 2010, section 4).
    ///
    /// Users, given the items: the posterior N(m_u, S_u) of every w_u, then m₀ and S₀ from them. Items, given the users:
    ///
    ///     (bᵢ, qᵢ) = argmin Σ_u E[(y_ui − μ − b_u − bᵢ − p_uᵀ qᵢ)²] + λ_b bᵢ² + λ |qᵢ|²
    ///
    /// and σ² from what remains. The same bytes for any number of threads: users and items are independent, and every sum
    /// over them is taken in their order.
    /// - Parameters:
    ///   - rows: the training ratings; without any, μ and all biases are 0.
    ///   - options: rank, penalties and iterations.
    ///   - threads: how many threads to use.
    ///   - checkpoint: called with the model after each iteration, counted from 1.
    public init(
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
}

/// The parameters while they are fitted.
struct LatentFactorState {
    let rows: RatingRows
    let options: LatentFactorOptions
    let dimension: Int
    let mean: Double
    let userOffsets: [Int]
    let itemOffsets: [Int]
    let itemRows: [Int32]
    /// The position of each row's user among those who have rows.
    let userOfRow: [Int32]
    /// bᵢ in front of qᵢ, shape [items, d]: the coefficients of (1, p_u).
    var items: [Double]
    /// m_u, shape [users, d].
    var userMeans: [Double]
    /// The lower triangles of S_u, shape [users, d (d + 1) / 2].
    var userCovariances: [Double]
    var priorMean: [Double]
    var priorCovariance: [Double]
    var noiseVariance = 1.0

    var userCount: Int { userOffsets.count - 1 }

    init(_ rows: RatingRows, options: LatentFactorOptions) {
        let d = max(options.factors, 0) + 1
        self.rows = rows
        self.options = options
        dimension = d
        mean = rows.mean
        userOffsets = rows.userOffsets
        (itemOffsets, itemRows) = rows.byItem()
        var userOfRow: [Int32] = []
        userOfRow.reserveCapacity(rows.count)
        for user in 0..<max(userOffsets.count - 1, 0) {
            userOfRow.append(contentsOf: repeatElement(Int32(user), count: userOffsets[user + 1] - userOffsets[user]))
        }
        self.userOfRow = userOfRow
        var generator = SeededGenerator(seed: options.seed)
        items = (0..<rows.itemCount * d).map { $0 % d == 0 ? 0 : 0.1 * generator.normal() }
        userMeans = Array(repeating: 0, count: (userOffsets.count - 1) * d)
        userCovariances = Array(repeating: 0, count: (userOffsets.count - 1) * PackedGram.count(d))
        priorMean = Array(repeating: 0, count: d)
        priorCovariance = Self.startingCovariance(dimension: d)
        for (item, mean) in shrunkenItemMeans().enumerated() { items[item * d] = mean }
    }

    /// The variances 0.2 and 0.3 with which the first iteration begins; also what a few users' worth of doubt holds S₀ to.
    static func startingCovariance(dimension d: Int) -> [Double] {
        (0..<d * d).map { $0 == 0 ? 0.2 : $0 % (d + 1) == 0 ? 0.3 : 0 }
    }

    /// Σ (y − μ) / (nᵢ + λ_b), in rating units, shape [items]; 0 for an item without ratings.
    func shrunkenItemMeans() -> [Double] {
        (0..<rows.itemCount).map { item in
            let range = itemOffsets[item]..<itemOffsets[item + 1]
            let sum = range.reduce(0) { $0 + rows.ratings[Int(itemRows[$1])] - mean }
            return range.isEmpty ? 0 : sum / (Double(range.count) + options.biasPenalty)
        }
    }

    /// The model with these parameters.
    var model: LatentFactorModel {
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
            mean: mean, itemBiases: biases, itemVectors: vectors, priorMean: priorMean, priorCovariance: priorCovariance,
            noiseVariance: noiseVariance)
    }
}
