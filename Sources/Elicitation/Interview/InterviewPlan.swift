import Preference

/// What all interviews over one catalogue share: the models and the items that may be asked about.
public struct InterviewPlan: Sendable {
    /// What ratings say about taste.
    public let model: LatentFactorModel
    /// What answers say about which items a user knows.
    public let knowledge: KnowledgeModel
    /// The items that may be asked about, by ascending position.
    public let candidates: [Int]
    /// κ, how strongly the probability that the user knows an item weighs, as in ``DesignStrategy``.
    public let knowledgeExponent: Double
    /// M₀ = Σⱼ pⱼ xⱼ xⱼᵀ, then M_k = Σⱼ b_jk xⱼ xⱼᵀ for each factor k of the knowledge model.
    private let targets: [SmallMatrix]
    /// xᵢᵀ A xᵢ of the candidates.
    private let forms: QuadraticForms

    /// Prepares interviews.
    /// - Parameters:
    ///   - model: the latent factor model of the training users.
    ///   - knowledge: the knowledge model of the same items.
    ///   - candidateCount: how many of the best known items may be asked about.
    ///   - knowledgeExponent: κ.
    ///   - allows: whether an item may be asked about at all, by position.
    /// - Throws: ``ElicitationError/otherItems(strategy:model:ratings:)`` where the models are of different items.
    public init(
        model: LatentFactorModel, knowledge: KnowledgeModel, candidateCount: Int = 600, knowledgeExponent: Double = 1.5,
        allows: (Int) -> Bool = { _ in true }
    ) throws(ElicitationError) {
        guard model.itemCount == knowledge.shares.count else {
            throw .otherItems(strategy: "adaptive", model: model.itemCount, ratings: knowledge.shares.count)
        }
        self.model = model
        self.knowledge = knowledge
        self.knowledgeExponent = knowledgeExponent
        let shares = knowledge.shares
        candidates = shares.indices.filter { shares[$0] > 0 && allows($0) }
            .sorted { (shares[$1], $0) < (shares[$0], $1) }.prefix(max(0, candidateCount)).sorted()
        forms = QuadraticForms(vectors: model.itemVectors, rows: candidates, dimension: model.dimension)
        let rank = knowledge.rank
        targets = (0...rank).map { factor in
            Self.targets(model, weights: factor == 0 ? shares : shares.indices.map { knowledge.vectors[$0 * rank + factor - 1] })
        }
    }

    /// How much an answer is expected to lower the variances of the estimates of a user whose vector is w ~ N(m, S), each
    /// candidate's, weighted by how probably the user knows an item, t:
    ///
    ///     Δᵢ = Σⱼ tⱼ (xⱼᵀ S xᵢ)² / (xᵢᵀ S xᵢ + σ²) = xᵢᵀ S M S xᵢ / (xᵢᵀ S xᵢ + σ²),   M = Σⱼ tⱼ xⱼ xⱼᵀ
    ///
    /// since the answer leaves S − S xᵢ xᵢᵀ S / (xᵢᵀ S xᵢ + σ²) (Bishop, "Pattern Recognition and Machine Learning", section
    /// 3.3). Shape [candidates], in squared rating units when the weights add up to 1.
    func gains(taste: UserBelief, knowledgeMean: [Double]) -> [Double] {
        let covariance = SmallMatrix(taste.covariance, dimension: model.dimension)
        let reach = covariance * targets(for: knowledgeMean) * covariance
        return zip(forms.values(of: reach), forms.values(of: covariance)).map { $0 / ($1 + model.noiseVariance) }
    }

    /// Σⱼ (pⱼ + bⱼᵀ m) xⱼ xⱼᵀ = M₀ + Σ_k m_k M_k: what the user will probably want estimates of.
    private func targets(for knowledgeMean: [Double]) -> SmallMatrix {
        var sum = targets[0]
        for (weight, matrix) in zip(knowledgeMean, targets.dropFirst()) {
            for index in sum.elements.indices { sum.elements[index] += weight * matrix.elements[index] }
        }
        return sum
    }

    /// M = Σⱼ tⱼ xⱼ xⱼᵀ.
    private static func targets(_ model: LatentFactorModel, weights: [Double]) -> SmallMatrix {
        var targets = SmallMatrix(zeroOf: model.dimension)
        for (item, weight) in weights.enumerated() where weight != 0 {
            targets.addOuter(model.itemVectors, at: item * model.dimension, weight: weight)
        }
        return targets
    }
}
