import LatentFactors

/// What all interviews over one catalogue share: the models and the items that may be asked about.
package struct InterviewPlan: Sendable {
    /// What ratings say about taste.
    package let model: LatentFactorModel
    /// What answers say about which items a user knows.
    package let knowledge: KnowledgeModel
    /// The items that may be asked about, by ascending position.
    package let candidates: [Int]
    /// κ, how strongly the probability that the user knows an item weighs, as in ``DesignStrategy``.
    package let knowledgeExponent: Double
    /// The place of every item among the candidates; −1 for others.
    private let places: [Int32]
    let search: QuestionSearch

    /// Prepares interviews.
    /// - Parameters:
    ///   - model: the latent factor model of the training users.
    ///   - knowledge: the knowledge model of the same items.
    ///   - candidateCount: how many of the best known items may be asked about.
    ///   - knowledgeExponent: κ.
    ///   - allows: whether an item may be asked about at all, by position.
    /// - Throws: ``ElicitationError/otherItems(strategy:model:ratings:)`` where the models are of different
    ///   items.
    package init(
        model: LatentFactorModel, knowledge: KnowledgeModel, candidateCount: Int = 600,
        knowledgeExponent: Double = 1.5,
        allows: (Int) -> Bool = { _ in true }
    ) throws(ElicitationError) {
        guard model.itemCount == knowledge.shares.count else {
            throw .otherItems(
                strategy: StrategyID.adaptive.name, model: model.itemCount, ratings: knowledge.shares.count)
        }
        self.model = model
        self.knowledge = knowledge
        self.knowledgeExponent = knowledgeExponent
        let shares = knowledge.shares
        candidates = shares.indices.filter { shares[$0] > 0 && allows($0) }
            .sorted { (shares[$1], $0) < (shares[$0], $1) }.prefix(max(0, candidateCount)).sorted()
        var places = [Int32](repeating: -1, count: shares.count)
        for (place, item) in candidates.enumerated() { places[item] = Int32(place) }
        self.places = places
        search = QuestionSearch(
            model: model, knowledge: knowledge, candidates: candidates, exponent: knowledgeExponent)
    }

    /// The place of an item among the candidates, if it is one.
    func place(of item: Int) -> Int? { places[item] >= 0 ? Int(places[item]) : nil }
}
