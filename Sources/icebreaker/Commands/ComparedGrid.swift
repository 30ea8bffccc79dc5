import ArgumentParser
import Datasets
import Elicitation
import Evaluation

/// A way to choose the tiles of a grid, as a comparison tries it.
struct ComparedGrid {
    /// What a strategy may look at: the training users and the settings chosen on some of them.
    struct Context {
        let training: GridTraining
        let tuning: GridTuning
        let dataset: Dataset
        let subject: GridComparisonSubject
        let count: Int
        let seed: UInt64
        let threads: Int

        /// Pages from the taps so far.
        func adaptive(_ pages: (Int) -> [Int], _ draw: GridDraw) -> AdaptiveGrid {
            let designer = GridDesigner(training, draw: draw, tuning: tuning, threads: threads)
            return AdaptiveGrid(
                pages: pages(count), model: designer.model, draw: draw, targets: designer.targets, ridge: designer.ridge)
        }
    }

    /// The name in flags and results.
    let name: String
    /// How many tiles each page has, of so many in all; `nil` where everybody is shown the same.
    var pages: (@Sendable (Int) -> [Int])?
    /// The tiles of one draw; empty for pages.
    var tiles: @Sendable (GridDraw, Context) throws -> [Int32] = { _, _ in [] }

    /// Whether a protocol can try it: hidden titles would need pages that know what they must not ask.
    func takes(_ gridProtocol: GridProtocol) -> Bool { pages == nil || gridProtocol != .heldOutTitles }

    /// The most taken titles.
    static let popularity = ComparedGrid(
        name: GridComparison.reference,
        tiles: { draw, context in
            let taken = context.training.taken
            return CandidateItems.mostTaken(taken, limit: context.count) { draw.tiles[$0] }
                .sorted { (taken[$1], $0) < (taken[$0], $1) }.map { Int32($0) }
        })

    /// The greedy design.
    static let design = ComparedGrid(
        name: "design",
        tiles: { draw, context in
            GridDesigner(context.training, draw: draw, tuning: context.tuning, threads: context.threads).tiles(context.count)
        })

    private static func paged(_ name: String, of size: Int) -> ComparedGrid {
        ComparedGrid(name: name, pages: { count in stride(from: 0, to: count, by: size).map { min(size, count - $0) } })
    }

    /// Pages from the taps so far: of five, of ten, and one tile at a time.
    static let adaptive = [paged("pages-of-5", of: 5), paged("pages-of-10", of: 10), paged("one-by-one", of: 1)]

    /// Every strategy, in the order in which comparisons print them.
    static let all: [ComparedGrid] = [popularity, design] + adaptive

    /// The strategies of some names, all without any; popularity is always among them.
    /// - Throws: `ValidationError` for an unknown name.
    static func chosen(
        _ names: [String], for subject: GridComparisonSubject, dataset: Dataset, quiet: Bool
    ) throws -> [ComparedGrid] {
        if let unknown = names.first(where: { name in !all.contains { $0.name == name } }) {
            throw ValidationError(
                "--strategy: there is no \"\(unknown)\" for taps; choose one of: \(all.map(\.name).joined(separator: ", ")).")
        }
        return all.filter { names.isEmpty || $0.name == popularity.name || names.contains($0.name) }
    }
}
