/// How biased matrix factorisation is fitted.
///
/// The defaults were chosen on MovieLens-1M by `LatentFactorTuning` on users drawn from the training users;
/// see `docs/evaluation.md`.
package struct LatentFactorOptions: Sendable, Equatable, Codable {
    /// What an item's offset stands for.
    package enum Offset: String, Sendable, Codable, CaseIterable {
        /// The fitted μ + bᵢ: what a user drawn from the prior would give, whether or not such a user would
        /// rate the item.
        case fitted
        /// Shifted so that the prior's mean predicts the item's shrunken mean rating: what those who rate it
        /// give. Better with few answers, since people rate what they expect to like.
        case observedMean
    }

    /// f, the number of latent factors beside the user's bias.
    package var factors: Int
    /// λ, the ridge penalty on an item's factors, in squared rating units.
    package var factorPenalty: Double
    /// λ_b, the ridge penalty on an item's bias, in ratings: as if so many more ratings had been the mean.
    package var biasPenalty: Double
    /// The number of alternations between users and items.
    package var iterations: Int
    /// What the items' offsets stand for.
    package var offset: Offset
    /// The seed of the items' first factors.
    package var seed: UInt64

    /// Creates options.
    package init(
        factors: Int = 20, factorPenalty: Double = 100, biasPenalty: Double = 5, iterations: Int = 8,
        offset: Offset = .observedMean, seed: UInt64 = 0
    ) {
        self.factors = factors
        self.factorPenalty = factorPenalty
        self.biasPenalty = biasPenalty
        self.iterations = iterations
        self.offset = offset
        self.seed = seed
    }
}
