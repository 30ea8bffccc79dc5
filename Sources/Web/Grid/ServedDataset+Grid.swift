import Workflows

extension ServedDataset {
    /// The command that makes a first grid.
    var firstGrid: String { "icebreaker select --answers taps" }

    /// The items of a list that the dataset has, by rank.
    func tiles(of list: OnboardingCache.List) -> [Int] {
        list.items.compactMap { dataset.items.position(of: $0.item.itemID) }
    }

    /// The first page: as much of the list as a page has room for.
    func firstTiles(of list: OnboardingCache.List) -> [Int] {
        Array(tiles(of: list).prefix(GridState.pageSize))
    }

    /// The next page: what is left of the list where it is longer than a page, and then what follows from the
    /// taps.
    func nextTiles(_ recommender: TapRecommender?, shown: [Int], taps: [Int], count: Int) -> [Int] {
        guard let list = onboarding.list else { return [] }
        let answered = Set(shown).union(taps)
        let listed = Array(tiles(of: list).lazy.filter { !answered.contains($0) }.prefix(count))
        let left = count - listed.count
        guard left > 0, let recommender else { return listed }
        let isAllowed = list.rules.isAllowed(in: dataset, known: catalogue.known)
        let next = recommender.next(shown: shown, taps: taps, count: left, list: list.id) {
            !listed.contains($0) && isAllowed($0)
        }
        return listed + next
    }

    /// How many users must know an item to be recommended, where nobody says.
    func floor(without answered: [Int], leaving count: Int) -> Int {
        catalogue.minimumKnown(leaving: count, without: Set(answered))
    }

    /// The best items by what was shown and tapped; neither is recommended.
    /// - Parameter others: items that are not recommended either.
    func recommended(
        _ recommender: TapRecommender, shown: [Int], taps: [Int], without others: [Int] = [], count: Int
    ) -> [TapRecommendation] {
        let answered = Set(shown).union(taps).union(others)
        let least = catalogue.minimumKnown(leaving: count, without: answered)
        return recommender.recommendations(
            shown: shown, taps: taps, count: count,
            excluding: answered.union(catalogue.items(knownToFewerThan: least)))
    }
}
