import Elicitation
import Evaluation
import Storage
import Support

/// How stable the strategies' lists are.
struct StabilityStudy {
    /// How many seeds are compared.
    static let seeds = 5

    let ranker: StrategyRanker
    let entries: [ElicitationStrategies.Entry]
    let shown: Int

    /// The lists of several seeds, for strategies that draw: the others give the same list for every seed.
    func overSeeds(_ input: StrategyRanker.Input) throws -> [StrategyMeasureRecord] {
        var input = input
        return try entries.filter(\.id.isDrawn).flatMap { entry in
            let lists = try (0..<Self.seeds).map {
                try ranker.rank(entry, &input, seed: ranker.seed &+ UInt64($0)).top(shown)
            }
            return records(of: ListStability(ofAll: lists), strategy: entry.name, prefix: "seed")
        }
    }

    /// The lists of two halves of the training users, over several splits; the estimator stays that of all
    /// the users.
    func overHalves(of input: StrategyRanker.Input, splits: Int, quiet: Bool) throws
        -> [StrategyMeasureRecord]
    {
        let rows = input.elicitation.ratings.rows
        let raters = Array(zip(rows.users, [-1] + rows.users).lazy.filter { $0 != $1 }.map(\.0))
        guard splits > 0, raters.count > 1 else { return [] }
        let entries = entries.filter { $0.id.hasList && !$0.id.isDrawn }
        var generator = SeededGenerator(seed: ranker.seed, stream: .stability)
        let halves = ListStability.halves(of: raters, splits: splits, using: &generator)
        let bar = ProgressBar(
            "ranking for halves of the users", total: halves.count, unit: "halves", quiet: quiet)
        defer { bar.finish() }
        let lists = try halves.enumerated().map { number, users in
            var half = ranker.input(users: users, depth: shown)
            defer { bar.update(number + 1) }
            return try entries.map { try ranker.rank($0, &half, seed: ranker.seed).top(shown) }
        }
        return entries.indices.flatMap { entry in
            let pairs = (0..<splits).map { (lists[2 * $0][entry], lists[2 * $0 + 1][entry]) }
            return records(of: ListStability(pairs: pairs), strategy: entries[entry].name, prefix: "half")
        }
    }

    private func records(of stability: ListStability, strategy: String, prefix: String)
        -> [StrategyMeasureRecord]
    {
        [
            ("overlap", stability.overlap), ("smallest-overlap", stability.smallestOverlap),
            ("rank-biased-overlap", stability.rankBiasedOverlap),
        ].map { StrategyMeasureRecord(strategy: strategy, measure: "\(prefix)-\($0.0)", value: $0.1) }
    }
}
