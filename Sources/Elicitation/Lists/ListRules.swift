import Datasets

/// What a product manager asks of a list beyond the scores.
package struct ListRules: Sendable, Equatable {
    /// The number of items on the list.
    package let count: Int
    /// The positions of items that are on the list whatever their score and whatever the other rules say.
    package let pins: [Int]
    /// The positions of items that are never on the list, ascending.
    package let exclusions: [Int]
    /// Limits on how many items may share a value of a feature.
    package let caps: [FeatureCap]
    /// The conditions that the items must all meet.
    package let filters: [ItemFilter]
    /// The fewest users who must know an item.
    package let minimumKnown: Int

    /// Reads rules as people write them.
    /// - Parameters:
    ///   - count: the number of items on the list, at least 1.
    ///   - pins: ids of items that are on the list in any case; they take their place by score and are marked
    ///     as pinned.
    ///   - exclusions: ids of items that are never on the list.
    ///   - caps: limits such as `genre=4`, see ``FeatureCap``.
    ///   - filters: conditions such as `genre=Comedy and year>=1990`, see ``ItemFilter``.
    ///   - minimumKnown: the fewest users who must know an item.
    ///   - dataset: whose items and item features are meant. A rule that is given twice counts once.
    /// - Throws: ``RuleError`` where a rule cannot be read or two of them contradict each other.
    package init(
        count: Int = 20, pins: [String] = [], exclusions: [String] = [], caps: [String] = [],
        filters: [String] = [],
        minimumKnown: Int = 0, dataset: Dataset
    ) throws(RuleError) {
        guard count > 0 else { throw .count(count) }
        guard minimumKnown >= 0 else { throw .minimumKnown(minimumKnown) }
        let pinned = try ListRules.positions(of: pins, rule: "pin", dataset: dataset)
        guard pinned.count <= count else { throw .tooManyPins(pins: pinned.count, count: count) }
        let excluded = try ListRules.positions(of: exclusions, rule: "exclude", dataset: dataset)
        if let both = pinned.first(where: excluded.contains) {
            throw .pinnedAndExcluded(id: dataset.items.ids[both].description)
        }
        var readCaps: [FeatureCap] = []
        for text in caps {
            let cap = try FeatureCap(text, dataset: dataset)
            if !readCaps.contains(cap) { readCaps.append(cap) }
        }
        var readFilters: [ItemFilter] = []
        for text in filters {
            let filter = try ItemFilter(text, dataset: dataset)
            if !readFilters.contains(filter) { readFilters.append(filter) }
        }
        self.count = count
        self.pins = pinned
        self.exclusions = excluded
        self.caps = readCaps
        self.filters = readFilters
        self.minimumKnown = minimumKnown
    }

    /// The positions of ids, ascending, each once.
    private static func positions(of ids: [String], rule: String, dataset: Dataset) throws(RuleError) -> [Int]
    {
        var positions = Set<Int>()
        for id in ids {
            guard let position = dataset.items.position(of: ExternalID(id)) else {
                throw .unknownItem(
                    rule: rule, id: id, examples: dataset.items.ids.prefix(3).map(\.description))
            }
            positions.insert(position)
        }
        return positions.sorted()
    }

    /// The rule by which an item may not be on the list whatever else is on it, if there is one.
    func rule(against item: Int, counts: KnownCounts, dataset: Dataset) -> DisplacingRule? {
        if exclusions.contains(item) { return .excluded }
        for filter in filters {
            if let clause = filter.clause(failedBy: item, in: dataset) { return .filter(clause.description) }
        }
        return counts.counts[item] < minimumKnown ? .minimumKnown(minimumKnown) : nil
    }
}

/// The rule that keeps an item off a list.
package enum DisplacingRule: Sendable, Equatable, CustomStringConvertible {
    /// The item is excluded by name.
    case excluded
    /// The item does not meet a condition.
    case filter(String)
    /// Too few users know the item.
    case minimumKnown(Int)
    /// The list already holds as many items with this value of the feature as the cap allows.
    case cap(FeatureCap, value: String)
    /// Pinned items took the places that were left.
    case pins
    /// Tiles are chosen jointly, and others fit those better that the rules leave.
    case otherTiles

    /// The rule in words, such as `cap genre=4 (Drama)`.
    package var description: String {
        switch self {
        case .excluded: "excluded by name"
        case .filter(let clause): "where \(clause)"
        case .minimumKnown(let number): "known by fewer than \(Wording.count(number, "user", "users"))"
        case .cap(let cap, let value): "cap \(cap) (\(value))"
        case .pins: "made room for a pinned item"
        case .otherTiles: "others fit the tiles better that the rules leave"
        }
    }
}
