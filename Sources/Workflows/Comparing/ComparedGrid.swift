import Datasets
import Elicitation
import Evaluation

/// A way to choose the tiles of a grid, as a comparison tries it.
package struct ComparedGrid {
    /// Where the tiles come from.
    enum Source: Equatable {
        /// A strategy for taps, on the training users, for the titles that may be recommended.
        case taps(GridStrategy)
        /// The list of a strategy for ratings, without what may not be shown.
        case ratings(String)
        /// Pages of so many tiles, each from the taps so far.
        case pages(of: Int)
    }

    /// The name in results.
    package let name: String
    let source: Source

    /// Whether ``GridDesign`` makes it.
    var isDesigned: Bool {
        switch source {
        case .taps(.design), .pages: true
        case .taps, .ratings: false
        }
    }

    /// Whether a protocol can try it: hidden titles would need pages that know what they must not ask.
    func takes(_ gridProtocol: GridProtocol) -> Bool {
        if case .pages = source { gridProtocol != .heldOutTitles } else { true }
    }

    /// Every grid, in the order in which comparisons print them.
    package static let all: [ComparedGrid] =
        GridStrategy.allCases.map { ComparedGrid(name: $0.name, source: .taps($0)) } + pages + rated

    private static let pages = [("pages-of-5", 5), ("pages-of-10", 10), ("one-by-one", 1)].map {
        ComparedGrid(name: $0.0, source: .pages(of: $0.1))
    }

    /// The strategies that look at how items are rated; what they share with those for taps is not tried
    /// twice.
    private static let rated = ElicitationStrategies.all.filter { entry in
        if case .evidence = entry.need { return false }
        return entry.id.hasList && ![.popularity, .random].contains(entry.id)
    }.map { ComparedGrid(name: "rating-\($0.name)", source: .ratings($0.name)) }

    /// The grids of some names, all that are possible without any; popularity is always among them.
    /// - Throws: ``Refusal`` for a name that is unknown, or that cannot take part here.
    package static func chosen(
        _ names: [String], for subject: GridComparisonSubject, dataset: Dataset, progress: WorkProgress
    ) throws -> [ComparedGrid] {
        if let unknown = names.first(where: { name in !all.contains { $0.name == name } }) {
            throw Refusal.unknown(unknown)
        }
        let wanted = all.filter {
            names.isEmpty || $0.name == GridComparison.reference || names.contains($0.name)
        }
        let obstacles = wanted.map { (name: $0.name, obstacle: $0.obstacle(subject, dataset)) }
        if !names.isEmpty, let first = obstacles.first(where: { $0.obstacle != nil }) {
            throw Refusal.impossible(first.name, because: first.obstacle ?? "")
        }
        for obstacle in obstacles.compactMap(\.obstacle).distinct {
            let left = obstacles.filter { $0.obstacle == obstacle }.map(\.name)
            progress.note("left out: \(left.joined(separator: ", ")), which \(obstacle)")
        }
        return zip(wanted, obstacles).filter { $1.obstacle == nil }.map(\.0)
    }

    /// Why a grid takes no part.
    package enum Refusal: Error, CustomStringConvertible {
        case unknown(String)
        case impossible(String, because: String)

        package var description: String {
            switch self {
            case .unknown(let name):
                "there is no \"\(name)\" for taps; choose one of: \(all.map(\.name).joined(separator: ", "))"
            case .impossible(let name, let reason): "\(name) \(reason); leave it out"
            }
        }
    }

    /// What it needs and is not there.
    private func obstacle(_ subject: GridComparisonSubject, _ dataset: Dataset) -> String? {
        switch source {
        case .taps(let strategy):
            if strategy.gradient != nil, subject.model == nil { return "needs a model that held out users" }
            return strategy.needsTimes && dataset.interactions.timestamps == nil
                ? "needs times, which the dataset lacks" : nil
        case .ratings: return dataset.feedback == .explicit ? nil : "needs ratings, which the dataset lacks"
        case .pages: return nil
        }
    }
}
