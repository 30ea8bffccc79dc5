extension ItemRanking {
    /// Ranks items that were picked one after another, then the rest by what they would add next.
    ///
    /// The score of an item is its gain when it was picked. Gains usually fall from pick to pick; where one
    /// does not, it is lowered to just below the one before, so that descending scores give the order of the
    /// picks.
    /// - Parameters:
    ///   - strategy: the name of the strategy.
    ///   - picked: the items in the order of the picks, with their gains.
    ///   - rest: all other items with what they would add next, in any order.
    init(strategy: String, picked: [RankedItem], rest: [RankedItem]) {
        var last = Double.infinity
        var scored: [RankedItem] = []
        for var item in picked + rest.sorted(by: { ($1.score, $0.item) < ($0.score, $1.item) }) {
            if item.score >= last { item.score = last.nextDown }
            last = item.score
            scored.append(item)
        }
        self.init(strategy: strategy, scored: scored)
    }

    /// Ranks items that were picked one after another among the most rated; all others follow by popularity.
    /// - Parameters:
    ///   - strategy: the name of the strategy.
    ///   - picked: the items in the order of the picks, with their gains.
    ///   - tried: the items tried and not picked, with what they would add next.
    ///   - table: all ratings.
    init(strategy: String, picked: [RankedItem], tried: [RankedItem], table: RatingTable) {
        let seen = Set((picked + tried).map(\.item))
        let floor = tried.map(\.score).min() ?? picked.last?.score ?? 0
        let untried = table.ratedItems.filter { !seen.contains($0) }.map { item in
            RankedItem(
                item: item, score: floor - 1 + Double(table.count(ofItem: item)) / Double(table.userCount + 1)
            )
        }
        self.init(strategy: strategy, picked: picked, rest: tried + untried)
    }
}
