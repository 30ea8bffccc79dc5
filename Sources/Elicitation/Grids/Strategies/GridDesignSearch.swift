/// The strategy `design`: ``GridDesign`` under the rules of a list, pins first.
enum GridDesignSearch {
    static func rank(_ input: GridInput, rules: GridRules) -> ItemRanking {
        var places = GridRules.Places(rules)
        var design = GridDesign(
            input.model, exponent: input.exponent, isTarget: input.isTarget, ridge: input.ridge, threads: input.threads)
        var tiles: [RankedItem] = []
        for item in rules.pins {
            guard let place = input.model.place(ofItem: item) else { continue }
            tiles.append(RankedItem(item: item, score: design.gain(ofColumn: place)))
            design.show(item)
        }
        while places.room > 0, let next = design.best(where: places.allows) {
            tiles.append(RankedItem(item: next.item, score: next.gain))
            places.take(next.item)
            design.show(next.item)
        }
        let shown = Set(design.shown)
        let tried = input.model.columns.enumerated().filter { !shown.contains($1) }.map {
            RankedItem(item: $1, score: design.gain(ofColumn: $0))
        }
        return ItemRanking(.design, tiles: tiles, tried: tried, taken: input.taken)
    }
}
