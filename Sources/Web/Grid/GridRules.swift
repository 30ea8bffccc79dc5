import Datasets
import Elicitation
import Storage

/// The rules of a list that hold for the pages after it as well: what is never shown, and what counts as
/// taken.
struct GridRules: Equatable, Sendable {
    private let exclusions: [String]
    private let filters: [String]
    private let minimumKnown: Int
    /// The lowest rating that counts as taken; nil where any does.
    let positiveFrom: Double?
    /// λ of the list's design, by which the recommendations from its tiles are made as well.
    let ridge: Double

    /// Reads what is stored of a list.
    /// - Parameters:
    ///   - rules: its rules as JSON.
    ///   - options: the options of the run that scored its items, as JSON.
    init(rules: String, options: String) {
        let stored = StoredRules(json: rules) ?? StoredRules(count: 0)
        (exclusions, filters, minimumKnown) = (stored.exclusions, stored.filters, stored.minKnown)
        let grid = GridOptions(json: options)
        (positiveFrom, ridge) = (grid?.positiveFrom, grid?.ridge ?? GridDesign.standardRidge)
    }

    /// Whether an item of a dataset may be shown. A rule that the dataset no longer understands is passed
    /// over: the list was made by it, but another version of the dataset is served.
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
