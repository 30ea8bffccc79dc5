import Elicitation
import Support

/// What grids and recommendations are made from: the training users alone, counted once for all draws of a
/// protocol.
package struct GridTraining: Sendable {
    package let table: TapTable
    /// nᵢ, the number of training users who took each title, shape [items].
    package let taken: [Int]
    /// μ, shape [items].
    package let share: [Double]
    private let counts: TapCounts
    private let threads: Int

    /// Counts pairs for the titles that any of the draws may show.
    /// - Parameters:
    ///   - table: the training users.
    ///   - draws: the draws whose candidates are counted.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(_ table: TapTable, draws: [GridDraw], threads: Int) {
        let taken = table.takenCounts
        let columns = draws.reduce(into: Set<Int>()) { $0.formUnion(Self.candidates(taken, of: $1)) }
        counts = TapCounts(table, columns: columns.sorted(), threads: threads)
        (self.table, self.taken, self.threads) = (table, taken, threads)
        share = taken.map { Double($0) / Double(max(table.personCount, 1)) }
    }

    private static func candidates(_ taken: [Int], of draw: GridDraw) -> [Int] {
        CandidateItems.mostTaken(taken, limit: CandidateItems.limit(itemCount: taken.count)) {
            draw.tiles[$0]
        }
    }

    /// The most taken titles that a draw may show, ascending.
    package func candidates(of draw: GridDraw) -> [Int] { Self.candidates(taken, of: draw) }

    /// Mean and covariance with the columns of some titles: from the pairs counted before where they are
    /// among them.
    package func model(of columns: [Int]) -> TapModel {
        let places = columns.map { column in
            let place = counts.columns.partitionPoint { $0 < column }
            return place < counts.columns.count && counts.columns[place] == column ? place : nil
        }
        guard !places.contains(nil) else {
            return TapModel(TapCounts(table, columns: columns, threads: threads))
        }
        let pairs = places.compactMap { $0 }.flatMap {
            counts.pairs[$0 * taken.count..<($0 + 1) * taken.count]
        }
        return TapModel(TapCounts(people: counts.people, taken: taken, columns: columns, pairs: pairs))
    }
}
