import Algebra
import Support

extension KnowledgeModel {
    /// Fits the model to ratings by subspace iteration (Golub and Van Loan, "Matrix Computations",
    /// section 8.2): B ← orthonormal basis of (K − 1 pᵀ)ᵀ (K − 1 pᵀ) B.
    /// - Parameters:
    ///   - table: the ratings; users without any know nothing.
    ///   - rank: r, the number of factors; fewer where there are not as many users or items.
    ///   - iterations: how often the basis is improved.
    ///   - seed: of the first basis.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(
        fitting table: RatingTable, rank: Int = 20, iterations: Int = 10, seed: UInt64 = 0, threads: Int = 1
    ) {
        self.init(fitting: table, rank: rank, iterations: iterations, seed: seed, threads: threads) { false }
    }

    /// - Parameter isOver: whether to improve the basis no more.
    private init(
        fitting table: RatingTable, rank: Int = 20, iterations: Int = 10, seed: UInt64 = 0, threads: Int = 1,
        isOver: () -> Bool
    ) {
        let rank = max(0, min(rank, table.userCount - 1, table.itemCount))
        let fitting = KnowledgeFitting(table, rank: rank, threads: threads)
        var generator = SeededGenerator(seed: seed, stream: .factors)
        for item in 0..<table.itemCount {
            for index in 0..<rank { fitting.basis[item * fitting.stride + index] = generator.normal() }
        }
        fitting.orthonormalise()
        for _ in 0..<(rank > 0 ? iterations : 0) where !isOver() {
            fitting.project()
            fitting.gather()
            fitting.orthonormalise()
        }
        fitting.project()
        self.init(
            shares: fitting.shares, vectors: fitting.vectors, covariance: fitting.covariance, rank: rank)
    }

    /// Fits the model with the standard settings on one thread, unless it is to end before; the same bytes as
    /// without.
    /// - Throws: `CancellationError`, within the time that one improvement of the basis takes.
    package init(fitting table: RatingTable, until cancellation: Cancellation) throws {
        self.init(fitting: table, isOver: { cancellation.isRequested })
        try cancellation.check()
    }
}

/// The products with the centred matrix K − 1 pᵀ, which is never formed: those with K are sums of rows.
private struct KnowledgeFitting {
    /// p, shape [items].
    let shares: [Double]
    let rank: Int
    /// The length of the rows below, a multiple of 8.
    let stride: Int
    /// B, shape [items, stride].
    let basis: Buffer<Double>
    private let table: RatingTable
    private let threads: Int
    /// (K − 1 pᵀ) B, shape [users, stride]: first those who have rows, then those without a rating.
    private let users: Buffer<Double>
    /// The position among those who have rows of each rating's user, in the order of the items.
    private let itemUsers: [Int32]

    init(_ table: RatingTable, rank: Int, threads: Int) {
        shares = (0..<table.itemCount).map {
            Double(table.count(ofItem: $0)) / Double(max(table.userCount, 1))
        }
        self.rank = rank
        stride = (rank + 7) / 8 * 8
        basis = Buffer(table.itemCount * stride)
        users = Buffer(table.userCount * stride)
        self.table = table
        self.threads = threads
        itemUsers = table.itemUsers
    }

    /// B without the padding, shape [items, r].
    var vectors: [Double] { (0..<shares.count * rank).map { basis[$0 / rank * stride + $0 % rank] } }

    /// C = 1/U Σ z zᵀ, shape [r, r].
    var covariance: [Double] {
        let sum = Buffer<Double>(rank * stride)
        Double.multiply(
            rank, stride, table.userCount, users.start, 1, stride, users.start, stride, sum.start, stride,
            accumulate: false)
        return (0..<rank * rank).map { sum[$0 / rank * stride + $0 % rank] / Double(table.userCount) }
    }

    /// Z ← (K − 1 pᵀ) B.
    func project() {
        let centre = Buffer<Double>(stride)
        for (item, share) in shares.enumerated() {
            Double.addScaled(stride, share, basis.start + item * stride, centre.start)
        }
        Parallel.forEach(table.userCount, threads: threads) { user, _ in
            let row = users.start + user * stride
            for index in 0..<stride { row[index] = -centre[index] }
            guard user < table.raterCount else { return }
            let range = table.userOffsets[user]..<table.userOffsets[user + 1]
            RowKernels.add(basis.start, width: stride, rows: table.rows.items[range], to: row)
        }
    }

    /// B ← (K − 1 pᵀ)ᵀ Z.
    func gather() {
        let total = Buffer<Double>(stride)
        Double.columnSums(table.userCount, stride, users.start, total.start)
        Parallel.forEach(table.itemCount, threads: threads) { item, _ in
            let row = basis.start + item * stride
            for index in 0..<stride { row[index] = -shares[item] * total[index] }
            let range = table.itemOffsets[item]..<table.itemOffsets[item + 1]
            RowKernels.add(users.start, width: stride, rows: itemUsers[range], to: row)
        }
    }

    /// Makes the columns of B orthonormal (modified Gram and Schmidt, twice); one that depends on those
    /// before becomes zero.
    func orthonormalise() {
        let rows = shares.count
        let columns = Buffer<Double>(stride * rows)
        Double.transpose(rows, stride, basis.start, columns.start)
        for index in 0..<rank {
            let column = columns.start + index * rows
            let before = dot(column, column)
            for _ in 0..<2 {
                for other in 0..<index {
                    let direction = columns.start + other * rows
                    Double.addScaled(rows, -dot(column, direction), direction, column)
                }
            }
            let length = dot(column, column)
            let factor = length > 1e-20 * before && length > 0 ? 1 / length.squareRoot() : 0
            for row in 0..<rows { column[row] *= factor }
        }
        Double.transpose(stride, rows, columns.start, basis.start)
    }

    private func dot(_ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>) -> Double {
        var product = 0.0
        Double.project(1, shares.count, left, right, 0, &product)
        return product
    }
}
