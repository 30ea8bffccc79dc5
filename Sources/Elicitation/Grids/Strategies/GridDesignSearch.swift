/// The strategy `design`: ``GridDesign`` under the rules of a list, pins first.
///
/// The score of a tile is its gain as a share of Σⱼ tⱼ Var xⱼ: what its answer says of all that differs
/// between people, 0...1.
///
/// The first grid is designed for what is popular, tⱼ = μⱼ^e. Past people are then recommended to from it,
/// and the grid is designed again for what they are recommended, unless the settings say otherwise; see
/// ``GridTargets``.
package enum GridDesignSearch {
    static func rank(_ input: GridInput, rules: GridRules) -> ItemRanking {
        grid(input, rules: rules, targets: targets(input, rules: rules)).ranking
    }

    /// t of the grid that is designed last, shape [items].
    package static func targets(_ input: GridInput, rules: GridRules) -> [Double] {
        let popular = GridTargets.shares(
            input.model, exponent: input.settings.exponent, isTarget: input.isTarget)
        guard let depth = input.settings.depth else { return popular }
        let first = grid(input, rules: rules, targets: popular).tiles
        guard !first.isEmpty else { return popular }
        return GridTargets.recommended(
            depth, after: first, model: input.model, table: input.table, isTarget: input.isTarget,
            ridge: input.settings.ridge, threads: input.threads)
    }

    private static func grid(
        _ input: GridInput, rules: GridRules, targets: [Double]
    ) -> (tiles: [Int], ranking: ItemRanking) {
        var places = GridRules.Places(rules)
        var design = GridDesign(
            input.model, targets: targets, ridge: input.settings.ridge, threads: input.threads)
        let total = zip(targets, input.model.mean).reduce(0) { $0 + $1.0 * $1.1 * (1 - $1.1) }
        let unit = total > 0 ? 1 / total : 0
        var tiles: [RankedItem] = []
        for item in rules.pins {
            guard let place = input.model.place(ofItem: item) else { continue }
            tiles.append(RankedItem(item: item, score: unit * design.gain(ofColumn: place)))
            design.show(item)
        }
        while places.room > 0, let next = design.best(where: places.allows) {
            tiles.append(RankedItem(item: next.item, score: unit * next.gain))
            places.take(next.item)
            design.show(next.item)
        }
        let shown = Set(design.shown)
        let tried = zip(input.model.columns, design.gains()).filter { !shown.contains($0.0) }.map {
            RankedItem(item: $0, score: unit * $1)
        }
        return (design.shown, ItemRanking(.design, tiles: tiles, tried: tried, taken: input.taken))
    }
}
