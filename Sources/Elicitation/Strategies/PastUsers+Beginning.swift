import Algebra
import LatentFactors

extension PastUsers {
    /// Fills in what is believed before the first question: S = S₀ and m = m₀, so that y = S₀ xᵢ is the same
    /// for all users.
    func begin(table: RatingTable, users: [Int], threads: Int, visit: (Int, PastUserStart) -> Void) {
        let start = PastUserBeginning(self, table: table)
        Parallel.forEach((users.count + Self.block - 1) / Self.block, threads: threads) { block, _ in
            let range = block * Self.block..<min((block + 1) * Self.block, users.count)
            start.fill(range, of: users, in: self, visit: visit)
        }
    }
}

/// What all users share before the first question.
private struct PastUserBeginning {
    private let table: RatingTable
    private let model: LatentFactorModel
    private let shape: FactorShape
    private let stride: Int
    /// xᵢ xᵢᵀ of every item, packed, and xᵢ, shapes [items, width] and [items, stride].
    private let products: Buffer<Double>
    private let vectors: Buffer<Double>
    /// y − μ − bᵢ of every row.
    private let residuals: [Double]
    /// yᵢ = S₀ xᵢ of the candidates, transposed, shape [stride, candidates].
    private let reach: Buffer<Double>
    /// yᵢ yᵢᵀ of the candidates as ``QuadraticForms`` has it, transposed, shape [width, candidates].
    private let forms: Buffer<Double>
    /// xᵢᵀ S₀ xᵢ and xᵢᵀ m₀ of the candidates.
    private let variances: [Double]
    private let means: [Double]

    init(_ users: PastUsers, table: RatingTable) {
        (self.table, model, stride) = (table, users.model, users.stride)
        let (model, stride) = (model, stride)
        let (d, count) = (model.dimension, users.candidates.count)
        let shape = FactorShape(d)
        self.shape = shape
        products = Buffer(model.itemCount * shape.width)
        vectors = Buffer(model.itemCount * stride)
        for item in 0..<model.itemCount {
            let vector = vectors.start + item * stride
            for a in 0..<d { vector[a] = model.itemVectors[item * d + a] }
            PackedGram.writeOuter(vector, dimension: d, to: products.start + item * shape.width)
        }
        residuals = zip(table.rows.ratings, table.rows.items).map { model.residual(of: $0, ofItem: Int($1)) }
        let prior = SmallMatrix(model.priorCovariance, dimension: d)
        let (rows, packed) = (Buffer<Double>(count * stride), Buffer<Double>(count * shape.width))
        for (place, item) in users.candidates.enumerated() {
            let reach = prior.times(model.itemVectors, at: item * d)
            for a in 0..<d { rows[place * stride + a] = reach[a] }
            QuadraticForms.write(reach, dimension: d, to: packed.start + place * shape.width)
        }
        reach = Buffer(stride * count)
        forms = Buffer(shape.width * count)
        Double.transpose(count, stride, rows.start, reach.start)
        Double.transpose(count, shape.width, packed.start, forms.start)
        variances = users.candidates.map { prior.form(model.itemVectors, at: $0 * d) }
        means = users.candidates.map { item in
            zip(model.vector(ofItem: item), model.priorMean).reduce(0) { $0 + $1.0 * $1.1 }
        }
    }

    /// Fills in the state of a block of users.
    func fill(_ range: Range<Int>, of users: [Int], in state: PastUsers, visit: (Int, PastUserStart) -> Void)
    {
        let candidates = state.candidates.count
        let sizes = (grams: PastUsers.block * shape.width, values: PastUsers.block * candidates)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: sizes.grams + 2 * sizes.values) { memory in
            guard let grams = memory.baseAddress, candidates > 0 else { return }
            let (spreads, pulls) = (grams + sizes.grams, grams + sizes.grams + sizes.values)
            grams.initialize(repeating: 0, count: sizes.grams)
            for (lane, position) in range.enumerated() {
                let start = begin(
                    position, user: users[position], packed: grams + lane * shape.width, in: state)
                visit(position, start)
            }
            Double.multiply(
                range.count, candidates, shape.packed, grams, shape.width, 1, forms.start, candidates,
                spreads, candidates,
                accumulate: false)
            Double.multiply(
                range.count, candidates, model.dimension, state.pulls.start + range.lowerBound * stride,
                stride, 1, reach.start,
                candidates, pulls, candidates, accumulate: false)
            for (lane, position) in range.enumerated() {
                var pair = state.offsets[position]
                for row in table.userOffsets[users[position]]..<table.userOffsets[users[position] + 1] {
                    guard pair < state.offsets[position + 1] else { break }
                    let place = Int(state.places[pair])
                    guard state.candidates[place] == Int(table.rows.items[row]) else { continue }
                    state.pairs[pair] = PastUserPair(
                        variance: variances[place], spread: spreads[lane * candidates + place],
                        error: residuals[row] - means[place], pull: pulls[lane * candidates + place])
                    pair += 1
                }
            }
        }
    }

    /// Fills in S, A and h − A m of one user.
    private func begin(
        _ position: Int, user: Int, packed: UnsafeMutablePointer<Double>, in state: PastUsers
    ) -> PastUserStart {
        let (d, rows) = (model.dimension, table.userOffsets[user]..<table.userOffsets[user + 1])
        RowKernels.add(products.start, width: shape.width, rows: table.rows.items[rows], to: packed)
        let pull = state.pulls.start + position * stride
        RowKernels.add(
            vectors.start, width: stride, rows: table.rows.items[rows], weights: residuals[rows], to: pull)
        var start = PastUserStart(
            gram: SmallMatrix(zeroOf: d), cross: Array(UnsafeBufferPointer(start: pull, count: d)),
            square: residuals[rows].reduce(0) { $0 + $1 * $1 })
        let (gram, covariance) = (
            state.grams.start + position * d * stride, state.covariances.start + position * d * stride
        )
        for a in 0..<d {
            for b in 0..<d {
                let entry = packed[PackedGram.count(max(a, b)) + min(a, b)]
                start.gram.elements[a * d + b] = entry
                gram[a * stride + b] = entry
                covariance[a * stride + b] = model.priorCovariance[a * d + b]
            }
        }
        for (a, product) in start.gram.times(model.priorMean).enumerated() { pull[a] -= product }
        return start
    }
}
