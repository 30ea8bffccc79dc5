import Datasets

/// The items to ask a new user about, picked from a ranking under the rules of a product manager.
package struct OnboardingList: Sendable, Equatable {
    /// An item on the list.
    package struct Item: Sendable, Equatable {
        /// The place on the list, counted from 1.
        package var rank: Int
        /// The position of the item in the dataset.
        package var item: Int
        /// The score by the strategy; 0 where it did not score the item.
        package var score: Double
        /// Whether the item is on the list because it was pinned.
        package var isPinned: Bool
    }

    /// An item that would be on the list were there no rules.
    package struct Displaced: Sendable, Equatable {
        /// The place it would have, counted from 1.
        package var rank: Int
        /// The position of the item in the dataset.
        package var item: Int
        /// The score by the strategy.
        package var score: Double
        /// The rule that keeps it off the list.
        package var rule: DisplacingRule
        /// The item that came in for it, the first displaced item being matched with the first that came in
        /// and so on; `nil` where the list is shorter.
        package var replacement: Int?
        /// By how much its score is above the replacement's; its whole score where there is none. A pinned
        /// item without a score counts 0.
        package var cost: Double
    }

    /// The name of the strategy that ranked the items.
    package let strategy: String
    /// The items, in the order of the ranking.
    package let items: [Item]
    /// The items that the rules keep off the list, in the order of the ranking.
    package let displaced: [Displaced]
    /// Where the list is not as the rules alone would have it, in one sentence each.
    package let notes: [ListNote]
    /// The sum of the scores of the list without rules minus the sum of this list's: what the rules cost.
    package let scoreCost: Double

    /// Picks a list: walks the ranking from the top and takes each item that the rules allow, keeping a place
    /// for every pinned item.
    ///
    /// Pinned items stand where their score puts them, after all others where the strategy gave them none.
    /// They count towards the caps from the start, so that a cap is broken only by the pinned items
    /// themselves.
    /// - Parameters:
    ///   - ranking: the items by descending score.
    ///   - rules: what is asked of the list.
    ///   - counts: how many users know each item.
    ///   - dataset: whose items these are.
    package init(ranking: ItemRanking, rules: ListRules, counts: KnownCounts, dataset: Dataset) {
        self.init(ranking: ranking, without: nil, rules: rules, counts: counts, dataset: dataset)
    }

    /// Picks the tiles of a grid that were chosen jointly, under the rules.
    /// - Parameters:
    ///   - ranking: what was chosen under the rules, best first.
    ///   - unruled: what would have been chosen without rules; `nil` where the order of the ranking does not
    ///     depend on them.
    ///   - rules: what is asked of the list.
    ///   - counts: how many users know each item.
    ///   - dataset: whose items these are.
    package init(
        ranking: ItemRanking, without unruled: ItemRanking?, rules: ListRules, counts: KnownCounts,
        dataset: Dataset
    ) {
        var picker = ListPicker(rules: rules, counts: counts, dataset: dataset)
        let picked = picker.pick(from: ranking)
        let free = (unruled ?? ranking).items.prefix(rules.count)
        let chosen = Set(picked.map(\.item))
        let freeItems = Set(free.map(\.item))
        let newcomers = picked.filter { !freeItems.contains($0.item) }
        let missing = free.enumerated().filter { !chosen.contains($1.item) }
        strategy = ranking.strategy
        items = picked.enumerated().map { place, ranked in
            Item(
                rank: place + 1, item: ranked.item, score: ranked.score,
                isPinned: picker.pins.contains(ranked.item))
        }
        displaced = missing.enumerated().map { order, entry in
            let newcomer = order < newcomers.count ? newcomers[order] : nil
            return Displaced(
                rank: entry.offset + 1, item: entry.element.item, score: entry.element.score,
                rule: unruled == nil
                    ? picker.rejected[entry.element.item] ?? .pins
                    : picker.rule(againstTile: entry.element.item),
                replacement: newcomer?.item,
                cost: entry.element.score - (newcomer?.score ?? 0))
        }
        notes = picker.notes(on: picked, ranking: ranking)
        scoreCost = free.reduce(0) { $0 + $1.score } - picked.reduce(0) { $0 + $1.score }
    }
}
