import Statistics

/// One way of asking or recommending against another on the same users, by nDCG@10 of the catalogue split.
package struct GridContrast: Sendable, Equatable {
    /// What is compared.
    package enum Kind: String, Sendable, CaseIterable {
        /// A recommender with more than `linear`, after the same grid.
        case recommender = "over-recommender"
        /// Pages of each user's own against the fixed list that did best on these users, so rather too hard
        /// for the pages.
        case pages = "over-list"
    }

    package var kind: Kind
    package var strategy: String
    package var recommender: String
    /// What it is compared with: a recommender, or a strategy.
    package var other: String
    package var comparison: PairedComparison

    /// All contrasts that the outcomes allow, with Holm's correction within each kind.
    static func all(of outcomes: [GridOutcome], draws: (count: Int, seed: UInt64)) -> [GridContrast] {
        let split = outcomes.filter { $0.gridProtocol == .catalogueSplit }
        return corrected(recommenders(split, draws)) + corrected(pages(split, draws))
    }

    private static func recommenders(
        _ outcomes: [GridOutcome], _ draws: (count: Int, seed: UInt64)
    ) -> [GridContrast] {
        outcomes.flatMap { outcome -> [GridContrast] in
            guard let linear = outcome.recommenders.firstIndex(of: LinearRecommender.plainName) else {
                return []
            }
            let values = outcome.values(of: .ndcg10, recommender: linear)
            return outcome.recommenders.indices.filter { $0 != linear }.compactMap { index in
                JudgedUsers(outcome.values(of: .ndcg10, recommender: index), against: values, draws: draws)
                    .map {
                        GridContrast(
                            kind: .recommender, strategy: outcome.strategy,
                            recommender: outcome.recommenders[index],
                            other: LinearRecommender.plainName, comparison: $0.comparison)
                    }
            }
        }
    }

    private static func pages(_ outcomes: [GridOutcome], _ draws: (count: Int, seed: UInt64))
        -> [GridContrast]
    {
        func linear(_ outcome: GridOutcome) -> [Double?]? {
            outcome.recommenders.firstIndex(of: LinearRecommender.plainName)
                .map { outcome.values(of: .ndcg10, recommender: $0) }
        }
        func mean(_ values: [Double?]) -> Double {
            let known = values.compactMap { $0 }
            return known.reduce(0, +) / Double(max(known.count, 1))
        }
        let fixed = outcomes.filter { !$0.isPaged }.compactMap { outcome in
            linear(outcome).map { (outcome.strategy, $0) }
        }
        guard let best = fixed.max(by: { mean($0.1) < mean($1.1) }) else { return [] }
        return outcomes.filter(\.isPaged).compactMap { outcome in
            linear(outcome).flatMap { JudgedUsers($0, against: best.1, draws: draws) }.map {
                GridContrast(
                    kind: .pages, strategy: outcome.strategy, recommender: LinearRecommender.plainName,
                    other: best.0,
                    comparison: $0.comparison)
            }
        }
    }

    private static func corrected(_ contrasts: [GridContrast]) -> [GridContrast] {
        PairedComparison.holmCorrected(
            contrasts, \.comparison, where: { _ in true }, families: { _, _ in true })
    }
}
