import Datasets

/// What may stand on a grid: the rules of a list in a form that a greedy search can ask at every step.
package struct GridRules: Sendable {
    /// The number of tiles.
    package let count: Int
    /// Items that are tiles in any case; they are taken first, and all others are chosen in their light.
    package let pins: [Int]
    /// Whether each item may be a tile, pins and caps aside; shape [items].
    package var isAllowed: [Bool]
    /// For each cap, the limit and the values of each item, as numbers.
    private let caps: [(limit: Int, values: [[Int]])]

    /// Rules without caps.
    /// - Parameters:
    ///   - count: the number of tiles.
    ///   - isAllowed: whether each item may be a tile, shape [items].
    ///   - pins: items that are tiles in any case.
    package init(count: Int, isAllowed: [Bool], pins: [Int] = []) {
        (self.count, self.isAllowed, self.pins, caps) = (count, isAllowed, pins, [])
    }

    /// The rules of a list.
    package init(_ rules: ListRules, counts: KnownCounts, dataset: Dataset) {
        count = rules.count
        pins = rules.pins
        isAllowed = (0..<dataset.items.count).map {
            rules.rule(against: $0, counts: counts, dataset: dataset) == nil
        }
        caps = rules.caps.map { cap in
            var numbers: [String: Int] = [:]
            let values = (0..<dataset.items.count).map { item in
                cap.values(ofItem: item, in: dataset).map { value in
                    let number = numbers[value] ?? numbers.count
                    numbers[value] = number
                    return number
                }
            }
            return (cap.limit, values)
        }
    }

    /// The same rules with only these of the items that were allowed.
    package func limited(to items: [Int]) -> GridRules {
        var limited = self
        limited.isAllowed = [Bool](repeating: false, count: isAllowed.count)
        for item in items where isAllowed[item] { limited.isAllowed[item] = true }
        return limited
    }

    /// The tiles that a ranking gives: the pins, and from the top what the rules allow; in the order of the
    /// ranking.
    package func tiles(of ranking: ItemRanking) -> [Int] {
        var places = Places(self)
        let ranked = ranking.items.map(\.item)
        for item in ranked where places.room > 0 && places.allows(item) { places.take(item) }
        let chosen = Set(places.tiles)
        let tiles = ranked.filter(chosen.contains)
        let known = Set(tiles)
        return tiles + pins.filter { !known.contains($0) }
    }

    /// A grid while it is filled.
    package struct Places: Sendable {
        private let rules: GridRules
        /// How many tiles have each value, one table per cap.
        private var used: [[Int: Int]]
        private var taken: Set<Int> = []
        /// The tiles so far: the pins, then what was taken.
        package private(set) var tiles: [Int] = []

        /// Starts with the pins.
        package init(_ rules: GridRules) {
            self.rules = rules
            used = rules.caps.map { _ in [:] }
            for item in rules.pins { take(item) }
        }

        /// How many tiles may still be taken.
        package var room: Int { max(0, rules.count - tiles.count) }

        /// Whether an item may be the next tile.
        package func allows(_ item: Int) -> Bool {
            guard rules.isAllowed[item], !taken.contains(item) else { return false }
            return rules.caps.indices.allSatisfy { index in
                let cap = rules.caps[index]
                return cap.values[item].allSatisfy { used[index][$0, default: 0] < cap.limit }
            }
        }

        /// Takes an item.
        package mutating func take(_ item: Int) {
            guard taken.insert(item).inserted else { return }
            tiles.append(item)
            for index in rules.caps.indices {
                for value in rules.caps[index].values[item] { used[index][value, default: 0] += 1 }
            }
        }
    }
}
