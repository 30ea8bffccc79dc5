import Datasets
import Elicitation
import Storage

extension RuleEffect {
    /// What each rule of a list does alone, from the stored scores.
    /// - Parameters:
    ///   - list: the list.
    ///   - scores: the scores that it was picked from.
    ///   - counts: how many users know each item.
    ///   - dataset: the dataset.
    static func each(
        of list: StoredList, scores: [LabelledScore], counts: KnownCounts, dataset: Dataset
    ) -> [RuleEffect] {
        guard let rules = StoredRules(json: list.record.details.rulesJSON) else { return [] }
        let ranking = ItemRanking(
            strategy: list.record.strategy,
            scored: scores.compactMap { entry in
                dataset.items.position(of: entry.score.itemID).map {
                    RankedItem(item: $0, score: entry.score.score)
                }
            })
        let total = ranking.items.prefix(rules.count).reduce(0) { $0 + $1.score }
        return rules.single.compactMap { words, single in
            guard let read = try? single.rules(for: dataset) else { return nil }
            let picked = OnboardingList(ranking: ranking, rules: read, counts: counts, dataset: dataset)
            func title(_ item: Int) -> String { dataset.label(ofItem: item).titleAndYear }
            let free = Set(ranking.top(rules.count))
            let named = (single.pins + single.exclusions).first.flatMap {
                dataset.items.position(of: ExternalID($0))
            }
            return RuleEffect(
                list: list.record.id, rule: named.map { "\(words), \(title($0))" } ?? words,
                displaced: picked.displaced.map { title($0.item) },
                arrived: picked.items.filter { !free.contains($0.item) }.map { title($0.item) },
                cost: picked.scoreCost,
                total: total)
        }
    }
}

extension StoredRules {
    /// The rules for a dataset.
    fileprivate func rules(for dataset: Dataset) throws -> ListRules {
        try ListRules(
            count: count, pins: pins, exclusions: exclusions, caps: caps, filters: filters,
            minimumKnown: minKnown,
            dataset: dataset)
    }
}
