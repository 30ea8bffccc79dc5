import Elicitation
import Foundation
import Support

/// Designs a grid from counts of who took what; see `Benchmarks/grid`.
struct GridMeasurement {
    private let counts: TapCounts

    /// Counts the users who are not held out, and writes the counts where the peer reads them: `taken`, `columns` and
    /// `pairs`, little-endian.
    /// - Parameters:
    ///   - split: the dataset and the held-out users.
    ///   - folder: where the counts go.
    init(_ split: SplitDataset, folder: String) throws {
        let table = TapTable(of: split.dataset, users: split.holdout.newUsers.map { !$0 })
        let columns = CandidateItems.mostTaken(
            table.takenCounts, limit: CandidateItems.limit(itemCount: table.itemCount))
        counts = TapCounts(table, columns: columns, threads: 2)
        let folder = URL(filePath: folder)
        try counts.taken.map(Int64.init).withUnsafeBytes { try Data($0).write(to: folder.appending(path: "taken")) }
        try columns.map(Int64.init).withUnsafeBytes { try Data($0).write(to: folder.appending(path: "columns")) }
        try counts.pairs.withUnsafeBytes { try Data($0).write(to: folder.appending(path: "pairs")) }
    }

    /// Answers each line `design TILES THREADS` with the seconds from counts to tiles, the tiles and the gain of the last one.
    func answer() {
        print("ready \(counts.people)")
        fflush(nil)
        while let line = readLine() {
            let numbers = line.split(separator: " ").dropFirst().compactMap { Int($0) }
            guard numbers.count == 2 else { return }
            let start = ContinuousClock.now
            var design = GridDesign(TapModel(counts), threads: numbers[1])
            let tiles = design.choose(numbers[0])
            let seconds = (ContinuousClock.now - start).inSeconds
            print(seconds, tiles.last?.gain ?? 0, tiles.map { "\($0.item)" }.joined(separator: " "))
            fflush(nil)
        }
    }
}
