import Datasets
import Elicitation
import Foundation

/// The rules of a list that hold for the pages after it as well: what is never shown, and what counts as taken.
struct GridRules: Equatable, Sendable {
    private var exclusions: [String] = []
    private var filters: [String] = []
    private var minimumKnown = 0
    /// The lowest rating that counts as taken; nil where any does.
    private(set) var positiveFrom: Double?

    private struct Stored: Decodable {
        var exclusions: [String]?
        var filters: [String]?
        var minKnown: Int?

        enum CodingKeys: String, CodingKey {
            case exclusions
            case filters = "where"
            case minKnown = "min_known"
        }
    }

    private struct Options: Decodable {
        var positiveFrom: Double?

        enum CodingKeys: String, CodingKey { case positiveFrom = "positive_from" }
    }

    /// Reads what is stored of a list.
    /// - Parameters:
    ///   - rules: its rules as JSON.
    ///   - options: the options of the run that scored its items, as JSON.
    init(rules: String, options: String) {
        if let stored = try? JSONDecoder().decode(Stored.self, from: Data(rules.utf8)) {
            (exclusions, filters) = (stored.exclusions ?? [], stored.filters ?? [])
            minimumKnown = stored.minKnown ?? 0
        }
        positiveFrom = (try? JSONDecoder().decode(Options.self, from: Data(options.utf8)))?.positiveFrom
    }

    /// Whether an item of a dataset may be shown. A rule that the dataset no longer understands is passed over: the list was made
    /// by it, but another version of the dataset is served.
    func isAllowed(in dataset: Dataset, known: KnownCounts) -> (Int) -> Bool {
        let excluded = Set(exclusions.compactMap { dataset.items.position(of: ExternalID($0)) })
        let conditions = filters.compactMap { try? ItemFilter($0, dataset: dataset) }
        let least = minimumKnown
        return { item in
            known.counts[item] >= least && !excluded.contains(item)
                && conditions.allSatisfy { $0.clause(failedBy: item, in: dataset) == nil }
        }
    }
}
