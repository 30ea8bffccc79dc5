import Support

/// Asks about items drawn at random: every order of the rated items is equally likely. The floor for all
/// others.
package struct RandomStrategy: ElicitationStrategy {
    /// `random`
    package let name = StrategyID.random.name
    /// Creates the strategy.
    package init() {}

    /// Ranks the rated items in an order drawn by the generator; the score of place k of N is 1 − k/N.
    package func rank(
        _ input: ElicitationInput, using generator: inout SeededGenerator
    ) throws(ElicitationError) -> ItemRanking {
        var items = input.ratings.ratedItems
        guard !items.isEmpty else { throw .noRatings(strategy: name) }
        generator.shuffle(&items)
        return ItemRanking(
            strategy: name,
            scored: items.enumerated().map { place, item in
                RankedItem(
                    item: item, score: 1 - Double(place) / Double(items.count), reason: "drawn at random")
            })
    }
}
