import Datasets
import Statistics

/// A strategy's list with the scores that it was chosen by.
package struct ScoredList: Sendable, Equatable {
    /// The strategy's name.
    package var strategy: String
    /// Positions of all the items that the strategy scores, best first, each once.
    package var items: [Int]
    /// Their scores in the strategy's units, shape [items].
    package var scores: [Double]

    /// Creates a list.
    /// - Precondition: the shapes are equal.
    package init(strategy: String, items: [Int], scores: [Double]) {
        precondition(items.count == scores.count, "a score per item")
        self.strategy = strategy
        self.items = items
        self.scores = scores
    }
}

/// How alike the lists of several strategies are, and how varied each is.
package struct ListComparison: Sendable, Equatable {
    /// Two strategies beside each other.
    package struct Pair: Sendable, Equatable {
        /// The strategy that comes first.
        package var strategy: String
        /// The other.
        package var otherStrategy: String
        /// How many of the shown items both lists have.
        package var overlap: Int
        /// Rank-biased overlap of the shown items at p = 0.9, 0...1.
        package var rankBiasedOverlap: Double
        /// Kendall's τ_b of the scores of all the items that both score, −1...1; `nil` where one scores them
        /// all alike.
        package var kendallTau: Double?
    }

    /// The shown items of each strategy, shape [strategies][at most shown].
    package let lists: [[Int]]
    /// Every two strategies, the earlier first.
    package let pairs: [Pair]
    /// How varied each strategy's shown items are, shape [strategies].
    package let diversity: [ListDiversity]
    /// The share of the dataset's items in each strategy's list, shape [strategies], 0...1.
    package let coverage: [Double]
    /// The share of the dataset's items in at least one of the lists, 0...1.
    package let joinedCoverage: Double

    /// Compares lists.
    /// - Parameters:
    ///   - scored: the strategies' lists.
    ///   - shown: how many items of each are shown.
    ///   - dataset: where the items' genres and years are.
    package init(_ scored: [ScoredList], shown: Int, of dataset: Dataset) {
        let lists = scored.map { Array($0.items.prefix(max(shown, 0))) }
        let scores = scored.map {
            Dictionary(zip($0.items, $0.scores), uniquingKeysWith: { first, _ in first })
        }
        self.lists = lists
        pairs = scored.indices.flatMap { first in
            scored.indices.dropFirst(first + 1).map { second in
                let common = scored[first].items.filter { scores[second][$0] != nil }
                return Pair(
                    strategy: scored[first].strategy, otherStrategy: scored[second].strategy,
                    overlap: Evaluation.overlap(lists[first], lists[second]),
                    rankBiasedOverlap: Evaluation.rankBiasedOverlap(lists[first], lists[second]),
                    kendallTau: kendallTauB(
                        common.map { scores[first][$0] ?? 0 }, common.map { scores[second][$0] ?? 0 }))
            }
        }
        diversity = lists.map { ListDiversity($0, of: dataset) }
        coverage = lists.map { catalogueCoverage([$0], itemCount: dataset.items.count) }
        joinedCoverage = catalogueCoverage(lists, itemCount: dataset.items.count)
    }
}
