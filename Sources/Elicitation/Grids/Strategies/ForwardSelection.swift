import Support

/// The strategy `forward`: each next tile is the one that would have made the first ten recommendations to
/// past users best (greedy forward selection by nDCG@10 of the linear recommender of ``GridTable``).
///
/// Past users play new ones: half of them get recommendations from the covariance of the other half, and the
/// other way round, so that nobody is recommended from their own choices. At each step the ``shortlist`` best
/// candidates of ``GridDesign`` are tried on up to ``maximumPeople`` people of each half, over the
/// ``maximumItems`` most taken items.
enum ForwardSelection {
    static let shortlist = 40
    static let maximumPeople = 1000
    static let maximumItems = 1500

    static func rank(_ input: GridInput, rules: GridRules, using generator: inout SeededGenerator)
        -> ItemRanking
    {
        var design = GridDesign(
            input.model, exponent: input.settings.exponent, isTarget: input.isTarget,
            ridge: input.settings.ridge,
            threads: input.threads)
        var folds = folds(input, using: &generator)
        var places = GridRules.Places(rules)
        var tiles: [RankedItem] = []
        func measure(_ item: Int?) -> Double {
            let gains = folds.map { $0.normalizedGains(showing: item, threads: input.threads) }
            let people = gains.reduce(0) { $0 + $1.count }
            return people > 0 ? gains.joined().reduce(0, +) / Double(people) : 0
        }
        let start = measure(nil)
        func show(_ item: Int) {
            design.show(item)
            for index in folds.indices { folds[index].show(item) }
        }
        for item in rules.pins where input.model.place(ofItem: item) != nil {
            tiles.append(RankedItem(item: item, score: measure(item)))
            show(item)
        }
        while places.room > 0 {
            let open = zip(input.model.columns, design.gains()).map { (item: $0, gain: $1) }
                .filter { places.allows($0.item) }
            let tried = open.sorted { ($1.gain, $0.item) < ($0.gain, $1.item) }.prefix(shortlist).map(\.item)
            let measures = tried.map { measure($0) }
            guard let best = measures.firstMaximum else { break }
            tiles.append(RankedItem(item: tried[best], score: measures[best]))
            places.take(tried[best])
            show(tried[best])
        }
        return ItemRanking(.forward, tiles: inOrder(tiles, from: start), taken: input.taken)
    }

    /// The score of a tile is what it added to the nDCG of the tiles before it, lowered where it is not below
    /// theirs, so that descending scores give the order of the choice.
    private static func inOrder(_ tiles: [RankedItem], from start: Double) -> [RankedItem] {
        var (before, last) = (start, Double.infinity)
        return tiles.map { tile in
            last = min(tile.score - before, last.nextDown)
            before = tile.score
            return RankedItem(item: tile.item, score: last)
        }
    }

    private static func folds(_ input: GridInput, using generator: inout SeededGenerator) -> [ForwardFold] {
        var order = Array(0..<input.table.personCount)
        generator.shuffle(&order)
        let halves = [order.prefix(order.count / 2), order.suffix(order.count - order.count / 2)].map {
            $0.sorted()
        }
        let items = CandidateItems.mostTaken(input.taken, limit: maximumItems, including: input.model.columns)
        {
            input.isTarget?[$0] ?? true
        }
        return halves.indices.map { half in
            let others = TapCounts(
                input.table.people(halves[1 - half]), columns: input.model.columns, threads: input.threads)
            return ForwardFold(
                people: input.table.people(Array(drawn(halves[half], using: &generator))),
                model: TapModel(others), items: items,
                isTarget: input.isTarget, ridge: input.settings.ridge)
        }
    }

    private static func drawn(_ people: [Int], using generator: inout SeededGenerator) -> [Int] {
        guard people.count > maximumPeople else { return people }
        var people = people
        generator.shuffle(&people)
        return people.prefix(maximumPeople).sorted()
    }
}
