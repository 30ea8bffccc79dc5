import Datasets
import Preference

/// Asks about the items whose answers are expected to make the estimates of everything else most certain (greedy Bayesian
/// experimental design).
///
/// With w ~ N(m₀, S₀) the vector of a new user, σ² the noise of a rating, pᵢ = nᵢ / U the probability that a new user knows
/// item i, and tⱼ = nⱼ / Σ n, each step picks
///
///     argmaxᵢ pᵢ Σⱼ tⱼ (xⱼᵀ S xᵢ)² / (xᵢᵀ S xᵢ + σ²),   then   S ← S − pᵢ S xᵢ xᵢᵀ S / (xᵢᵀ S xᵢ + σ²)
///
/// ties to the smaller item. No rating of the new user enters, so the list is the same for everybody.
public struct DesignStrategy: ElicitationStrategy {
    /// `design`
    public let name: String
    /// Creates the strategy.
    public init() { name = "design" }

    init(name: String) { self.name = name }

    /// Ranks the rated items; scores are expected reductions of the mean variance of an estimate, in squared rating units.
    public func rank(
        _ input: ElicitationInput, using generator: inout SeededGenerator
    ) throws(ElicitationError) -> ItemRanking {
        let model = try input.model(for: name)
        let items = input.ratings.ratedItems
        guard !items.isEmpty else { throw .noRatings(strategy: name) }
        let search = DesignSearch(model: model, counts: input.ratings.knownCounts)
        return search.rank(items, depth: input.depth, strategy: name)
    }
}

/// The greedy search of ``DesignStrategy``.
struct DesignSearch {
    private let model: LatentFactorModel
    /// p, shape [items].
    private let shares: [Double]
    /// M.
    private let targets: SmallMatrix

    init(model: LatentFactorModel, counts: KnownCounts) {
        self.model = model
        shares = counts.counts.indices.map { counts.share(ofItem: $0) }
        let total = Double(max(1, counts.counts.reduce(0, +)))
        targets = VarianceReduction.targets(
            vectors: model.itemVectors, weights: counts.counts.map { Double($0) / total }, dimension: model.dimension)
    }

    func rank(_ items: [Int], depth: Int, strategy: String) -> ItemRanking {
        let prior = SmallMatrix(model.priorCovariance, dimension: model.dimension)
        let whole = (prior * targets).trace
        var step = reduction(prior)
        var (open, picked) = (items, [RankedItem]())
        for _ in 0..<min(max(depth, 0), items.count) {
            let gains = open.map { shares[$0] * step.gain(ofItem: $0) }
            guard let best = gains.firstMaximum else { break }
            let item = open.remove(at: best)
            picked.append(RankedItem(item: item, score: gains[best], reason: reason(gain: gains[best], whole: whole)))
            step = reduction(step.covariance(afterItem: item, probability: shares[item]))
        }
        let rest = open.map { item in
            let gain = shares[item] * step.gain(ofItem: item)
            return RankedItem(item: item, score: gain, reason: reason(gain: gain, whole: whole))
        }
        return ItemRanking(strategy: strategy, picked: picked, rest: rest)
    }

    private func reduction(_ covariance: SmallMatrix) -> VarianceReduction {
        VarianceReduction(
            vectors: model.itemVectors, covariance: covariance, targets: targets, noiseVariance: model.noiseVariance)
    }

    private func reason(gain: Double, whole: Double) -> String? {
        guard whole > 0 else { return nil }
        return "asking removes \(Wording.oneDecimal(100 * gain / whole))% of the doubt about a new user's taste, on average"
    }
}
