import Support

/// A way to choose which items a new user is asked about.
package protocol ElicitationStrategy: Sendable {
    /// The name by which people ask for it, such as `popularity`.
    var name: String { get }

    /// Ranks every item with a rating, the first to ask about first.
    /// - Parameters:
    ///   - input: what to choose from.
    ///   - generator: where chance comes from, for the strategies that have any.
    /// - Throws: ``ElicitationError`` where the strategy lacks what it needs.
    func rank(_ input: ElicitationInput, using generator: inout SeededGenerator) throws(ElicitationError)
        -> ItemRanking
}

/// A strategy that scores each item by its own ratings alone.
package protocol ItemwiseStrategy: ElicitationStrategy {
    /// The score of an item, higher being asked earlier.
    func score(_ spread: RatingSpread, users: Int) -> Double
    /// What to say of the item to a person, if anything.
    func reason(_ spread: RatingSpread) -> String?
}

extension ItemwiseStrategy {
    /// Ranks the rated items by their own score.
    package func rank(
        _ input: ElicitationInput, using generator: inout SeededGenerator
    ) throws(ElicitationError) -> ItemRanking {
        let table = input.ratings
        guard table.raterCount > 0 else { throw .noRatings(strategy: name) }
        return ItemRanking(
            strategy: name,
            scored: table.ratedItems.map { item in
                let spread = table.spreads[item]
                return RankedItem(
                    item: item, score: score(spread, users: table.userCount), reason: reason(spread))
            })
    }
}
