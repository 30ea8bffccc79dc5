import Datasets

/// Recommends items to users who gave a few ratings: the local update of θ₂ on the ratings (MeLU, section
/// 3.2), then the estimates ŷ of the whole catalogue, best first.
///
/// Everything that does not depend on the user is computed once; see ``CatalogueEstimation`` for what is
/// left. A request runs on the thread that makes it, and any number of threads may make requests at once. The
/// same request gives the same bytes.
///
/// Estimates are in rating units and not clipped to the rating scale: clipping would tie the best items. Of
/// an estimator of interactions without ratings they are logits, and a rating is 1 for an item taken and 0
/// for one passed over.
package struct Recommender: Sendable {
    private let estimator: Estimator<Float>
    private let update: LocalUpdate
    private let layout: DecisionLayout
    private let catalogue: CatalogueInputs
    private let products: InputProducts
    private let memories: RequestMemoryPool

    /// Prepares a catalogue.
    /// - Parameters:
    ///   - estimator: the meta-learned parameters.
    ///   - dataset: the items.
    ///   - inputs: its features, encoded for the estimator.
    ///   - update: the local update.
    ///   - catalogue: the positions of the items that may be recommended; `nil` for all items of the dataset.
    /// - Precondition: the positions are items of the dataset, whose features `inputs` encodes.
    package init(
        _ estimator: Estimator<Float>, dataset: Dataset, inputs: EstimatorInputs, update: LocalUpdate,
        catalogue: [Int]? = nil
    ) {
        (self.estimator, self.update) = (estimator, update)
        layout = estimator.architecture.decision
        self.catalogue = CatalogueInputs(
            catalogue ?? Array(0..<dataset.items.count), encoded: inputs.items, estimator: estimator)
        products = InputProducts(catalogueCount: self.catalogue.items.count)
        memories = RequestMemoryPool(layout: layout, catalogueCount: self.catalogue.items.count)
    }

    /// The values of a user that the model takes otherwise than they were given.
    /// - Throws: ``UserFeatureError`` where a number lies far outside of what the model was made on.
    package func remarks(on user: NewUser) throws(UserFeatureError) -> [FeatureRemark] {
        try estimator.remarks(on: user)
    }

    /// The positions of the items that may be recommended, ascending.
    package var catalogueItems: [Int] { catalogue.items.sorted() }

    /// The best items for a user after the local update on their ratings.
    /// - Parameters:
    ///   - user: the user's features.
    ///   - ratings: the support set; without ratings the estimates are the meta-learned ones. A repeated item
    ///     counts twice.
    ///   - count: how many items at most.
    ///   - excluded: positions of items not to recommend, besides the rated ones.
    ///   - reasons: the items whose ratings may be reasons; `nil` for all that are rated.
    /// - Returns: the items with the highest ŷ, ties by the smaller position, with their reasons. An item
    ///   whose estimate is no finite number is not among them.
    /// - Precondition: the rated items are positions of the dataset's items.
    package func recommendations(
        to user: NewUser, ratings: [GivenRating], count: Int,
        excluding excluded: some Sequence<Int> = EmptyCollection(), reasonsAmong reasons: Set<Int>? = nil
    ) -> [Recommendation] {
        let count = min(max(count, 0), catalogue.items.count)
        let places =
            ratings.compactMap { catalogue.place(of: $0.item) }
            + excluded.compactMap { catalogue.place(of: $0) }
        var search = CatalogueSearch(count: count, excluding: places)
        return lendEstimated(user, ratings, items: count, search: &search) { memory, search, parameters in
            explained(
                search.best.items, ratings: ratings, reasons: reasons, memory: memory, parameters: parameters)
        }
    }

    /// The estimates of the whole catalogue after the local update.
    /// - Returns: ŷ in rating units, shape [catalogueItems].
    /// - Precondition: the rated items are positions of the dataset's items.
    package func estimates(to user: NewUser, ratings: [GivenRating]) -> [Double] {
        var everything = CatalogueSearch(count: 0, excluding: EmptyCollection())
        return lendEstimated(user, ratings, items: 0, search: &everything) { memory, _, _ in
            catalogueItems.map { update.estimate(ofInner: Double(estimate(of: $0, in: memory))) }
        }
    }

    /// Lends a memory in which the user is adapted and the catalogue estimated.
    private func lendEstimated<Element>(
        _ user: NewUser, _ ratings: [GivenRating], items itemCount: Int, search: inout CatalogueSearch,
        _ body: (RequestMemory, CatalogueSearch, UnsafePointer<Float>) -> [Element]
    ) -> [Element] {
        precondition(ratings.allSatisfy { catalogue.isItem($0.item) }, "the dataset has no such item")
        return memories.lend(ratings: ratings.count, items: itemCount) { memory in
            estimator.parameters.withUnsafeBufferPointer {
                guard let parameters = $0.baseAddress else { return [] }
                let theta = parameters + estimator.architecture.embeddingCount
                memory.user.adapt(
                    EncodedEntities(user, for: estimator.architecture), catalogue: catalogue,
                    ratings: ratings, update: update,
                    parameters: parameters, theta: theta)
                if CatalogueEstimation.usesProducts(ratings.count, layout: layout) {
                    let rated = update.steps > 0 ? ratings.map(\.item) : []
                    memory.catalogue.run(
                        catalogue, user: memory.user,
                        products: products.rows(
                            of: rated, inputs: memory.user.itemInputs, catalogue: catalogue),
                        search: &search)
                } else {
                    memory.user.moveWeights(from: theta)
                    memory.catalogue.run(catalogue, user: memory.user, search: &search)
                }
                return body(memory, search, parameters)
            }
        }
    }

    /// Puts the estimates before the update and the reasons to the best items.
    private func explained(
        _ best: [Int], ratings: [GivenRating], reasons: Set<Int>?, memory: RequestMemory,
        parameters: UnsafePointer<Float>
    ) -> [Recommendation] {
        let effects = memory.effects
        let named = ratings.indices.filter { reasons?.contains(ratings[$0].item) ?? true }
        effects.run(
            memory.user, ratings: ratings, on: best, catalogue: catalogue, update: update,
            theta: parameters + estimator.architecture.embeddingCount)
        return best.enumerated().map { row, item in
            Recommendation(
                item: item, estimate: update.estimate(ofInner: Double(estimate(of: item, in: memory))),
                estimateBefore: update.estimate(ofInner: effects.estimateBefore(of: row)),
                reasons: effects.strongest(on: row, among: named).map {
                    RatingEffect(item: ratings[$0].item, effect: effects.effects[$0][row])
                })
        }
    }

    /// ŷ of an item of the catalogue; NaN for another.
    private func estimate(of item: Int, in memory: RequestMemory) -> Float {
        catalogue.place(of: item).map { memory.catalogue.estimates[$0] } ?? .nan
    }
}
