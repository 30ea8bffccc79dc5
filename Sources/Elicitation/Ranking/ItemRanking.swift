import Datasets
import Preference

/// An item with the score that an elicitation strategy gives it.
package struct RankedItem: Sendable, Equatable {
    /// The position of the item in the dataset.
    package var item: Int
    /// The score in the strategy's own unit; higher is asked earlier.
    package var score: Double
    /// What the score is made of, where the strategy scores evidence candidates.
    package var evidence: EvidenceCandidate?
    /// What the strategy says of the item to a person who reads the list, as a clause without capital or full
    /// stop, such as `opinions on it are divided`.
    package var reason: String?

    /// Creates an item with its score.
    package init(item: Int, score: Double, evidence: EvidenceCandidate? = nil, reason: String? = nil) {
        self.item = item
        self.score = score
        self.evidence = evidence
        self.reason = reason
    }
}

/// Items in the order in which a strategy would ask about them: descending score, ties to the smaller
/// position, which is the smaller item id.
package struct ItemRanking: Sendable, Equatable {
    /// The name of the strategy, such as `melu`.
    package let strategy: String
    /// The items, the first to ask about first; each at most once.
    package let items: [RankedItem]

    /// Ranks items by score.
    /// - Parameters:
    ///   - strategy: the name of the strategy.
    ///   - scored: the items in any order. Those whose score is NaN are left out; of a repeated item the best
    ///     place counts.
    package init(strategy: String, scored: [RankedItem]) {
        var seen = Set<Int>()
        self.strategy = strategy
        items = scored.filter { !$0.score.isNaN }
            .sorted { ($1.score, $0.item) < ($0.score, $1.item) }
            .filter { seen.insert($0.item).inserted }
    }

    /// Ranks evidence candidates by score.
    /// - Parameters:
    ///   - strategy: the name of the strategy.
    ///   - evidence: the candidates.
    ///   - gradient: which gradient's norm they were scored by, for the words in which it is explained.
    package init(strategy: String, evidence: EvidenceScores, gradient: GradientTarget = .loss) {
        let mean = evidence.meanGradientNorm
        self.init(
            strategy: strategy,
            scored: evidence.candidates.map { candidate in
                RankedItem(
                    item: candidate.item, score: candidate.score, evidence: candidate,
                    reason: gradient.clause(norm: candidate.gradientNorm, average: mean))
            })
    }

    /// Ranks items by how many users know them: the plain popularity that every list is compared with.
    package init(popularity counts: KnownCounts) {
        self.init(
            strategy: StrategyID.popularity.name,
            scored: counts.counts.indices.filter { counts.counts[$0] > 0 }
                .map { RankedItem(item: $0, score: Double(counts.counts[$0])) })
    }

    /// The positions of the first items, at most `count` of them.
    package func top(_ count: Int) -> [Int] { items.prefix(max(0, count)).map(\.item) }
}
