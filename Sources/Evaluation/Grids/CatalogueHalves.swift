import Support

/// A random half of the catalogue to show tiles of; recommendations are judged on the other half.
package struct CatalogueHalves: Sendable, Equatable {
    /// Which titles may be tiles, shape [items].
    package let shown: [Bool]
    /// Which titles may be recommended, shape [items].
    package var recommended: [Bool] { shown.map { !$0 } }

    /// Draws one split: every half of the titles, rounded down, is equally likely to be shown.
    /// - Parameters:
    ///   - items: the number of titles.
    ///   - seed: of all splits.
    ///   - number: which of them, from 0.
    package init(items: Int, seed: UInt64, number: Int) {
        var generator = SeededGenerator(seed: seed, stream: .catalogueHalves(number))
        var order = Array(0..<items)
        generator.shuffle(&order)
        var shown = [Bool](repeating: false, count: items)
        for item in order.prefix(items / 2) { shown[item] = true }
        self.shown = shown
    }
}
