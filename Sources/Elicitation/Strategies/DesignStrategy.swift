import Datasets
import Foundation
import Preference

/// Asks about the items whose answers are expected to make the estimates of everything else most certain (greedy Bayesian
/// experimental design).
///
/// With w ~ N(m₀, S₀) the vector of a new user, σ² the noise of a rating, pᵢ = nᵢ / U the probability that a new user knows
/// item i, and tⱼ = nⱼ / Σ n, each step picks
///
///     argmaxᵢ pᵢ^κ Σⱼ tⱼ (xⱼᵀ S xᵢ)² / (xᵢᵀ S xᵢ + σ²),   then   S ← S − pᵢ S xᵢ xᵢᵀ S / (xᵢᵀ S xᵢ + σ²)
///
/// ties to the smaller item. κ = 1 is the expected reduction itself. The vectors of items that few know are estimated from
/// few ratings, which the model does not account for; κ = 3/2, chosen by cross-validation on training users, discounts them. No rating of the new user enters, so the list is the same for everybody.
public struct DesignStrategy: ElicitationStrategy {
    /// `design`
    public let name: String
    /// κ.
    public let knowledgeExponent: Double

    /// Creates the strategy.
    public init(knowledgeExponent: Double = 1.5) { self.init(name: "design", knowledgeExponent: knowledgeExponent) }

    init(name: String, knowledgeExponent: Double = 1.5) {
        self.name = name
        self.knowledgeExponent = knowledgeExponent
    }

    /// Ranks the rated items; scores are the values of the criterion: with κ = 1, expected reductions of the mean variance of
    /// an estimate, in squared rating units.
    public func rank(
        _ input: ElicitationInput, using generator: inout SeededGenerator
    ) throws(ElicitationError) -> ItemRanking {
        let model = try input.model(for: name)
        let items = input.ratings.ratedItems
        guard !items.isEmpty else { throw .noRatings(strategy: name) }
        let search = DesignSearch(model: model, counts: input.ratings.knownCounts, knowledgeExponent: knowledgeExponent)
        return search.rank(items, depth: input.depth, strategy: name)
    }
}

/// The greedy search of ``DesignStrategy``.
struct DesignSearch {
    private let model: LatentFactorModel
    /// p, shape [items].
    private let shares: [Double]
    /// p^κ, shape [items].
    private let weights: [Double]
    /// M.
    private let targets: SmallMatrix
    /// tr S₀ M, the mean variance of an estimate before the first answer.
    private let doubt: Double

    init(model: LatentFactorModel, counts: KnownCounts, knowledgeExponent: Double) {
        self.model = model
        shares = counts.counts.indices.map { counts.share(ofItem: $0) }
        weights = shares.map { pow($0, knowledgeExponent) }
        let total = Double(max(1, counts.counts.reduce(0, +)))
        targets = VarianceReduction.targets(
            vectors: model.itemVectors, weights: counts.counts.map { Double($0) / total }, dimension: model.dimension)
        doubt = (SmallMatrix(model.priorCovariance, dimension: model.dimension) * targets).trace
    }

    func rank(_ items: [Int], depth: Int, strategy: String) -> ItemRanking {
        var step = reduction(SmallMatrix(model.priorCovariance, dimension: model.dimension))
        var (open, picked) = (items, [RankedItem]())
        for _ in 0..<min(max(depth, 0), items.count) {
            guard let best = open.map({ weights[$0] * step.gain(ofItem: $0) }).firstMaximum else { break }
            let item = open.remove(at: best)
            picked.append(ranked(item, step))
            step = reduction(step.covariance(afterItem: item, probability: shares[item]))
        }
        return ItemRanking(strategy: strategy, picked: picked, rest: open.map { ranked($0, step) })
    }

    private func ranked(_ item: Int, _ step: VarianceReduction) -> RankedItem {
        let gain = step.gain(ofItem: item)
        return RankedItem(item: item, score: weights[item] * gain, reason: reason(gain: shares[item] * gain))
    }

    private func reduction(_ covariance: SmallMatrix) -> VarianceReduction {
        VarianceReduction(
            vectors: model.itemVectors, covariance: covariance, targets: targets, noiseVariance: model.noiseVariance)
    }

    /// What an answer is expected to remove of the variance before the first one.
    private func reason(gain: Double) -> String? {
        guard doubt > 0 else { return nil }
        return "asking removes \(Wording.oneDecimal(100 * gain / doubt))% of the doubt about a new user's taste, on average"
    }
}
