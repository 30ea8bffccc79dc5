import Datasets

/// Walks a ranking and takes what the rules allow.
struct ListPicker {
    let rules: ListRules
    let counts: KnownCounts
    let dataset: Dataset
    let pins: Set<Int>
    /// The rule against each item that was passed over.
    private(set) var rejected: [Int: DisplacingRule] = [:]
    /// How many items of each value the list holds, one table per cap.
    private var used: [[String: Int]]

    init(rules: ListRules, counts: KnownCounts, dataset: Dataset) {
        self.rules = rules
        self.counts = counts
        self.dataset = dataset
        pins = Set(rules.pins)
        used = rules.caps.map { _ in [:] }
        for item in rules.pins { take(item) }
    }

    /// The items of the list in the order of the ranking.
    mutating func pick(from ranking: ItemRanking) -> [RankedItem] {
        var picked: [RankedItem] = []
        var room = rules.count - pins.count
        var missingPins = pins.count
        for (place, ranked) in ranking.items.enumerated() {
            if room == 0, missingPins == 0, place >= rules.count { break }
            if pins.contains(ranked.item) {
                picked.append(ranked)
                missingPins -= 1
            } else if let rule = ruleAgainst(ranked.item, room: room) {
                rejected[ranked.item] = rule
            } else {
                take(ranked.item)
                picked.append(ranked)
                room -= 1
            }
        }
        let scored = Set(picked.map(\.item))
        return picked + rules.pins.filter { !scored.contains($0) }.map { RankedItem(item: $0, score: 0) }
    }

    /// Why an item of a grid that was chosen without the rules is not on this one.
    func rule(againstTile item: Int) -> DisplacingRule {
        rules.rule(against: item, counts: counts, dataset: dataset) ?? fullCap(for: item) ?? .otherTiles
    }

    private func ruleAgainst(_ item: Int, room: Int) -> DisplacingRule? {
        rules.rule(against: item, counts: counts, dataset: dataset) ?? fullCap(for: item)
            ?? (room > 0 ? nil : .pins)
    }

    /// The first cap that leaves no room for an item.
    private func fullCap(for item: Int) -> DisplacingRule? {
        for (index, cap) in rules.caps.enumerated() {
            let values = cap.values(ofItem: item, in: dataset)
            if let full = values.first(where: { used[index][$0, default: 0] >= cap.limit }) {
                return .cap(cap, value: full)
            }
        }
        return nil
    }

    private mutating func take(_ item: Int) {
        for (index, cap) in rules.caps.enumerated() {
            for value in cap.values(ofItem: item, in: dataset) { used[index][value, default: 0] += 1 }
        }
    }

    /// What a reader of the list should know of it.
    func notes(on picked: [RankedItem], ranking: ItemRanking) -> [ListNote] {
        let scored = Set(ranking.items.map(\.item))
        var notes: [ListNote] = []
        for item in rules.pins {
            if let rule = rules.rule(against: item, counts: counts, dataset: dataset) {
                notes.append(.pinAgainstRule(title: dataset.label(ofItem: item).titleAndYear, rule: rule))
            }
            if !scored.contains(item) {
                notes.append(.pinWithoutScore(title: dataset.label(ofItem: item).titleAndYear))
            }
        }
        for (index, cap) in rules.caps.enumerated() {
            for value in used[index].keys.sorted() {
                let count = used[index][value, default: 0]
                if count > cap.limit { notes.append(.pinsBreakCap(cap, value: value, count: count)) }
            }
        }
        return picked.count < rules.count
            ? notes + [.shorter(count: picked.count, asked: rules.count)] : notes
    }
}
