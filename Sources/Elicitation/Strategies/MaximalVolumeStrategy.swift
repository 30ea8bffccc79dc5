import Support

/// Asks about items that represent all others: those whose latent vectors span the largest volume
/// (representative-based matrix factorisation: Liu et al., "Wisdom of the better few", RecSys 2011).
///
/// Of the d × d submatrices of X = (xᵢ), the first d items are those of one whose determinant no exchange of
/// a single item raises by more than 1% (Goreinov et al., "How to find a good submatrix", 2010): a pivoted
/// orthogonalisation gives the start and the order, exchanges improve it. More items than d follow one by
/// one, each with the largest xᵢᵀ (X_Sᵀ X_S)⁻¹ xᵢ, which raises det X_Sᵀ X_S most (Fonarev et al., "Efficient
/// rectangular maximal-volume algorithm", ICDM 2016). Who knows the items plays no part.
package struct MaximalVolumeStrategy: ElicitationStrategy {
    /// `maxvol`
    package let name = StrategyID.maxvol.name
    /// Creates the strategy.
    package init() {}

    /// Ranks the rated items; the score of place k is 1/k, since a volume belongs to all items together.
    package func rank(
        _ input: ElicitationInput, using generator: inout SeededGenerator
    ) throws(ElicitationError) -> ItemRanking {
        let model = try input.model(for: name)
        let items = input.ratings.ratedItems
        guard !items.isEmpty else { throw .noRatings(strategy: name) }
        var search = MaximalVolumeSearch(model: model, items: items)
        let order = search.order(depth: input.depth)
        return ItemRanking(
            strategy: name,
            scored: order.enumerated().map { place, item in
                RankedItem(
                    item: item, score: 1 / Double(place + 1),
                    reason: "it stands for a taste that the items before it leave open")
            })
    }
}
