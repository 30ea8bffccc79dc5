import Algebra
import LatentFactors
import Statistics
import Tasks

/// The nearest items of those that the user rated (Sarwar et al., WWW 2001; shrinkage and baseline as in
/// Koren, "Factor in the neighbors", TKDD 2010, section 2.3):
///
///     s_ij = n_ij / (n_ij + λ) · Σ_u c_ui c_uj / √(Σ_u c_ui² Σ_u c_uj²),   c_ui = y_ui − ȳᵢ
///     ŷ_ui = ȳᵢ + b_u + Σ_{j ∈ N} s_ij (y_uj − ȳⱼ − b_u) / (Σ_{j ∈ N} s_ij + ε)
///
/// where all three sums run over the n_ij users who rated both i and j, b_u is the mean residual of the
/// user's support set and N are the k support items with the largest positive s_ij, those of equal s_ij in
/// the order of the support set. ε draws a prediction from weak neighbours to the bias. s_ij and ε have no
/// unit and λ counts ratings, so the unit of the ratings changes nothing; nor does rounding: a rating that
/// equals its item's mean has c_ui = 0, and s_ij that differ by less than 2⁻⁴⁰ are equal.
package struct ItemNeighbourBaseline: RatingBaseline {
    /// `item-knn`.
    package let name = "item-knn"
    private let rows: RatingRows
    private let means: [Double]
    private let neighbours: Int
    private let shrinkage: Double
    private let pull: Double
    private let userOffsets: [Int]
    private let itemOffsets: [Int]
    private let itemRows: [Int32]
    /// The place in `userOffsets` of each row's user.
    private let userOfRow: [Int32]
    /// c_ui of each row, in a unit of its own.
    private let centred: [Double]

    /// Fits the baseline.
    /// - Parameters:
    ///   - rows: the training ratings.
    ///   - neighbours: k.
    ///   - shrinkage: λ, in ratings.
    ///   - pull: ε ≥ 0, without unit.
    package init(_ rows: RatingRows, neighbours: Int = 10, shrinkage: Double = 200, pull: Double = 0.2) {
        self.rows = rows
        self.neighbours = neighbours
        self.shrinkage = shrinkage
        self.pull = pull
        let means = rows.itemMeans
        self.means = means
        userOffsets = rows.userOffsets
        (itemOffsets, itemRows) = rows.byItem()
        let tolerance = Tolerance(among: rows.ratings)
        let differences = zip(rows.items, rows.ratings).map { tolerance.difference($1, means[Int($0)]) }
        let unit = differences.powerOfTwo
        centred = differences.map { $0 / unit }
        var userOfRow: [Int32] = []
        userOfRow.reserveCapacity(rows.count)
        for user in 0..<userOffsets.count - 1 {
            userOfRow.append(
                contentsOf: repeatElement(Int32(user), count: userOffsets[user + 1] - userOffsets[user]))
        }
        self.userOfRow = userOfRow
    }

    /// ŷ of every task's query set, in rating units, shape [tasks][query].
    package func predictions(for tasks: [UserTask], threads: Int) -> [[Double]] {
        var wanted = [[(task: Int, position: Int)]](repeating: [], count: rows.itemCount)
        for (index, task) in tasks.enumerated() {
            for (position, item) in task.queryItems.enumerated() {
                wanted[Int(item)].append((index, position))
            }
        }
        let biases = tasks.map { $0.meanResidual(itemMeans: means) }
        let distinct = wanted.indices.filter { !wanted[$0].isEmpty }
        let found = concurrentMap(distinct.count, threads: threads) { place -> [Double] in
            let item = distinct[place]
            let similarities = similarities(toItem: item)
            return wanted[item].map {
                means[item] + estimate(tasks[$0.task], bias: biases[$0.task], similarities)
            }
        }
        var predictions = tasks.map { [Double](repeating: 0, count: $0.queryItems.count) }
        for (item, values) in zip(distinct, found) {
            for (place, value) in zip(wanted[item], values) {
                predictions[place.task][place.position] = value
            }
        }
        return predictions
    }

    /// b_u plus the neighbours' weighted mean of what remains.
    private func estimate(_ task: UserTask, bias: Double, _ similarities: [Double]) -> Double {
        let rated = zip(task.supportItems, task.supportRatings).map { item, rating in
            (similarity: similarities[Int(item)], residual: rating - means[Int(item)] - bias)
        }
        // Sorting is stable, so equal similarities keep the order of the support set.
        let near = rated.filter { Self.rounded($0.similarity) > 0 }
            .sorted { Self.rounded($0.similarity) > Self.rounded($1.similarity) }.prefix(neighbours)
        let weight = near.reduce(0) { $0 + $1.similarity }
        guard weight > 0 else { return bias }
        return bias + near.reduce(0) { $0 + $1.similarity * $1.residual } / (weight + pull)
    }

    /// To a multiple of 2⁻⁴⁰.
    private static func rounded(_ similarity: Double) -> Double { (similarity * 0x1p40).rounded() }

    /// s_ij for one i and every j, shape [items].
    private func similarities(toItem item: Int) -> [Double] {
        var sums = [SIMD4<Double>](repeating: .zero, count: rows.itemCount)
        sums.withUnsafeMutableBufferPointer { sums in
            for position in itemOffsets[item]..<itemOffsets[item + 1] {
                let row = Int(itemRows[position])
                let own = centred[row]
                let user = Int(userOfRow[row])
                for other in userOffsets[user]..<userOffsets[user + 1] {
                    let theirs = centred[other]
                    sums[Int(rows.items[other])] += SIMD4(own * theirs, own * own, theirs * theirs, 1)
                }
            }
        }
        return sums.map { sum in
            let scale = (sum.y * sum.z).squareRoot()
            return scale > 0 ? sum.w / (sum.w + shrinkage) * sum.x / scale : 0
        }
    }
}
