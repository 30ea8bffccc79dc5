/// The strategy `coverage`: greedy maximum coverage (Nemhauser, Wolsey and Fisher, 1978) of people who should
/// be able to tap three tiles,
///
///     argmax_a Σ_u [a ∈ taken(u)] [taps(u) < 3]
///
/// ties to the more taken item, then to the smaller one.
enum CoverageSearch {
    static func rank(_ input: GridInput, rules: GridRules) -> ItemRanking {
        let candidates = input.model.columns
        let takers = input.table.takers(of: candidates)
        var taps = [Int](repeating: 0, count: input.table.personCount)
        var places = GridRules.Places(rules)
        var tiles: [RankedItem] = []
        func gain(_ place: Int) -> Int { takers[place].count { taps[Int($0)] < GridReach.enoughTaps } }
        func show(_ place: Int) {
            tiles.append(RankedItem(item: candidates[place], score: Double(gain(place))))
            for person in takers[place] { taps[Int(person)] += 1 }
        }
        for item in rules.pins { if let place = input.model.place(ofItem: item) { show(place) } }
        while places.room > 0 {
            let open = candidates.indices.filter { places.allows(candidates[$0]) }.map { ($0, gain($0)) }
            guard
                let next = open.max(by: { left, right in
                    (left.1, takers[left.0].count, right.0) < (right.1, takers[right.0].count, left.0)
                })
            else { break }
            show(next.0)
            places.take(candidates[next.0])
        }
        return ItemRanking(.coverage, tiles: tiles, taken: input.taken)
    }
}
