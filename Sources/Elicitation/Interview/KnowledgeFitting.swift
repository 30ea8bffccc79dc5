import Datasets
import Preference

extension KnowledgeModel {
    /// Fits the model to the ratings of the training users by subspace iteration (Golub and Van Loan, "Matrix Computations",
    /// section 8.2): B ← orthonormal basis of (K − 1 pᵀ)ᵀ (K − 1 pᵀ) B.
    /// - Parameters:
    ///   - table: the ratings of the training users.
    ///   - rank: r, the number of factors; fewer where there are not as many users or items.
    ///   - iterations: how often the basis is improved.
    ///   - seed: of the first basis.
    public init(fitting table: RatingTable, rank: Int = 20, iterations: Int = 10, seed: UInt64 = 0) {
        let shares = (0..<table.itemCount).map { Double(table.count(ofItem: $0)) / Double(max(table.userCount, 1)) }
        let rank = max(0, min(rank, table.userCount - 1, table.itemCount))
        var generator = SeededGenerator(seed: seed)
        var basis = (0..<table.itemCount * rank).map { _ in generator.normal() }
        KnowledgeFitting.orthonormalise(&basis, columns: rank)
        for _ in 0..<(rank > 0 ? iterations : 0) {
            let users = KnowledgeFitting.project(table, basis, shares: shares, rank: rank)
            basis = KnowledgeFitting.gather(table, users, shares: shares, rank: rank)
            KnowledgeFitting.orthonormalise(&basis, columns: rank)
        }
        let users = KnowledgeFitting.project(table, basis, shares: shares, rank: rank)
        var covariance = SmallMatrix(zeroOf: rank)
        for user in 0..<(rank > 0 ? table.userCount : 0) {
            covariance.addOuter(users, at: user * rank, weight: 1 / Double(table.userCount))
        }
        self.init(shares: shares, vectors: basis, covariance: covariance.elements, rank: rank)
    }
}

/// The products with the centred matrix K − 1 pᵀ, which is never formed.
private enum KnowledgeFitting {
    /// (K − 1 pᵀ) B, shape [users, r].
    static func project(_ table: RatingTable, _ basis: [Double], shares: [Double], rank: Int) -> [Double] {
        var centre = [Double](repeating: 0, count: rank)
        for (item, share) in shares.enumerated() {
            for index in 0..<rank { centre[index] += share * basis[item * rank + index] }
        }
        var users = [Double](repeating: 0, count: table.userCount * rank)
        users.withUnsafeMutableBufferPointer { users in
            basis.withUnsafeBufferPointer { basis in
                for user in 0..<table.userCount {
                    for index in 0..<rank { users[user * rank + index] = -centre[index] }
                    for row in table.userOffsets[user]..<table.userOffsets[user + 1] {
                        let item = Int(table.rows.items[row])
                        for index in 0..<rank { users[user * rank + index] += basis[item * rank + index] }
                    }
                }
            }
        }
        return users
    }

    /// (K − 1 pᵀ)ᵀ Z, shape [items, r].
    static func gather(_ table: RatingTable, _ users: [Double], shares: [Double], rank: Int) -> [Double] {
        var total = [Double](repeating: 0, count: rank)
        for (index, value) in users.enumerated() { total[index % rank] += value }
        var items = [Double](repeating: 0, count: table.itemCount * rank)
        items.withUnsafeMutableBufferPointer { items in
            users.withUnsafeBufferPointer { users in
                for user in 0..<table.userCount {
                    for row in table.userOffsets[user]..<table.userOffsets[user + 1] {
                        let item = Int(table.rows.items[row])
                        for index in 0..<rank { items[item * rank + index] += users[user * rank + index] }
                    }
                }
                for (item, share) in shares.enumerated() {
                    for index in 0..<rank { items[item * rank + index] -= share * total[index] }
                }
            }
        }
        return items
    }

    /// Makes the columns orthonormal (modified Gram and Schmidt, twice); a column that depends on those before becomes zero.
    static func orthonormalise(_ basis: inout [Double], columns: Int) {
        guard columns > 0 else { return }
        let rows = basis.count / columns
        basis.withUnsafeMutableBufferPointer { basis in
            func dot(_ left: Int, _ right: Int) -> Double {
                (0..<rows).reduce(0) { $0 + basis[$1 * columns + left] * basis[$1 * columns + right] }
            }
            for column in 0..<columns {
                let before = dot(column, column)
                for _ in 0..<2 {
                    for other in 0..<column {
                        let length = dot(column, other)
                        for row in 0..<rows { basis[row * columns + column] -= length * basis[row * columns + other] }
                    }
                }
                let length = dot(column, column)
                let factor = length > 1e-20 * before && length > 0 ? 1 / length.squareRoot() : 0
                for row in 0..<rows { basis[row * columns + column] *= factor }
            }
        }
    }
}
