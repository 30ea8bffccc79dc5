/// The rule that at least a share of the people can tap three tiles of a grid.
///
/// It limits the tiles to the K most taken items that the other rules allow, with the largest K that meets
/// it, found by bisection: fewer candidates are more popular ones.
package struct ThreeTapsRule: Sendable, Equatable {
    /// What came of it.
    package struct Outcome: Sendable {
        /// The ranking under the rules, limited to ``candidates`` where that is needed.
        package var ranking: ItemRanking
        /// The tiles.
        package var tiles: [Int]
        /// How many people can tap how many of the tiles.
        package var reach: GridReach
        /// K; `nil` where the rule holds without a limit.
        package var candidates: Int?
        /// The tiles without this rule.
        package var unlimitedTiles: [Int]

        /// What a strategy gives without the rule.
        package init(unlimited ranking: ItemRanking, tiles: [Int], reach: GridReach) {
            self.init(ranking: ranking, tiles: tiles, reach: reach, candidates: nil, unlimitedTiles: tiles)
        }

        fileprivate init(
            ranking: ItemRanking, tiles: [Int], reach: GridReach, candidates: Int?, unlimitedTiles: [Int]
        ) {
            (self.ranking, self.tiles, self.reach) = (ranking, tiles, reach)
            (self.candidates, self.unlimitedTiles) = (candidates, unlimitedTiles)
        }
    }

    /// The share, above 0 to 1.
    package let share: Double

    /// Creates the rule.
    package init(share: Double) { self.share = share }

    /// Applies the rule to a strategy.
    /// - Parameters:
    ///   - rules: the other rules.
    ///   - table: who took what.
    ///   - rank: the strategy, given rules.
    /// - Throws: ``ThreeTapsError`` where not even the most taken items meet it, or what the strategy throws.
    package func apply(
        _ rules: GridRules, table: TapTable, rank: (GridRules) throws -> ItemRanking
    ) throws -> Outcome {
        let free = try rank(rules)
        let unlimited = rules.tiles(of: free)
        let reach = GridReach(unlimited, in: table)
        if reach.share(atLeast: GridReach.enoughTaps) >= share {
            return Outcome(unlimited: free, tiles: unlimited, reach: reach)
        }
        let taken = table.takenCounts
        let order = taken.indices.filter { taken[$0] > 0 && rules.isAllowed[$0] }
            .sorted { (taken[$1], $0) < (taken[$0], $1) }
        func attempt(_ candidates: Int) throws -> Outcome {
            let limited = rules.limited(to: Array(order.prefix(candidates)))
            let ranking = try rank(limited)
            let tiles = limited.tiles(of: ranking)
            return Outcome(
                ranking: ranking, tiles: tiles, reach: GridReach(tiles, in: table), candidates: candidates,
                unlimitedTiles: unlimited)
        }
        func meets(_ outcome: Outcome) -> Bool { outcome.reach.share(atLeast: GridReach.enoughTaps) >= share }
        var low = min(order.count, max(0, rules.count - rules.pins.count))
        var best = try attempt(low)
        guard meets(best) else {
            throw ThreeTapsError(
                asked: share, reached: best.reach.share(atLeast: GridReach.enoughTaps),
                tiles: best.tiles.count)
        }
        var high = min(order.count, CandidateItems.limit(itemCount: table.itemCount)) + 1
        while high - low > 1 {
            let middle = low + (high - low) / 2
            let outcome = try attempt(middle)
            if meets(outcome) { (low, best) = (middle, outcome) } else { high = middle }
        }
        return best
    }
}

/// Not even the most taken items let enough people tap three.
package struct ThreeTapsError: Error, Equatable, CustomStringConvertible {
    /// The share that was asked for.
    package let asked: Double
    /// The share that the most taken items reach.
    package let reached: Double
    /// How many tiles there were.
    package let tiles: Int

    /// One sentence with what helps.
    package var description: String {
        "--three-taps: at most \(Wording.percent(reached)) of the people can tap three of \(Wording.count(tiles, "tile", "tiles")), "
            + "even of the most taken that the rules allow, and \(Wording.percent(asked)) are asked for; ask for less, show more "
            + "tiles with --count, or loosen the other rules"
    }
}
