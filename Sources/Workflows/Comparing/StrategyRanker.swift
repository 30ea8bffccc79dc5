import Datasets
import Elicitation
import Evaluation
import LatentFactors
import Preference
import Storage
import Support
import Tasks

/// Ranks items by any strategy, on all the users who are not held out or on some of them.
///
/// It measures strategies, so it looks at all ratings by those users, the query sets of the training among
/// them, of the items that are not held out, and at nobody else's.
struct StrategyRanker {
    /// What strategies choose from, filled as they need it.
    struct Input {
        fileprivate(set) var elicitation: ElicitationInput
        let factors: LatentFactorModel
        fileprivate let tasks: [UserTask]
    }

    /// The model; `nil` where no strategy needs one.
    let model: TrainedModel?
    let dataset: Dataset
    let holdout: Holdout
    let warm: [UserTask]
    let seed: UInt64
    let threads: Int

    /// The ratings of users who are not held out with latent factors fitted to them.
    /// - Parameters:
    ///   - users: positions of the users; all of them by default.
    ///   - depth: how many items will be asked for, no more of which need be picked one after another.
    func input(users: [Int32]? = nil, depth: Int) -> Input {
        var mask: [Bool]?
        if let users {
            var kept = [Bool](repeating: false, count: dataset.users.count)
            for user in users { kept[Int(user)] = true }
            mask = kept
        }
        let rows = RatingRows(warmRowsOf: dataset, holdout: holdout, withoutQueriesOf: [], users: mask)
        let factors = LatentFactorModel(fitting: rows, options: LatentFactorOptions(), threads: threads)
        let table = RatingTable(rows, userCount: users?.count ?? holdout.newUsers.count { !$0 })
        var elicitation = ElicitationInput(ratings: table, depth: depth, threads: threads)
        elicitation.model = factors
        return Input(
            elicitation: elicitation, factors: factors,
            tasks: warm.filter { task in mask.map { $0[Int(task.user)] } ?? true })
    }

    /// Ranks the items; gradient norms stay in the input.
    func rank(_ entry: ElicitationStrategies.Entry, _ input: inout Input, seed: UInt64) throws -> ItemRanking
    {
        if case .evidence(let target) = entry.need, input.elicitation.evidence[target] == nil, let model {
            let known = input.elicitation.ratings.knownCounts.counts
            input.elicitation.evidence[target] = try EvidenceScores(
                tasks: input.tasks, estimator: model.estimator, inputs: model.inputs,
                popularity: model.options.popularity == .users ? known : nil,
                options: GradientOptions(
                    gradient: target, loss: model.options.localUpdate.loss,
                    scaling: model.options.localUpdate.scaling),
                normalization: .maximum, threads: threads)
        }
        var generator = SeededGenerator(seed: seed, stream: .strategy)
        return try entry.make().rank(input.elicitation, using: &generator)
    }
}

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
    func overHalves(of input: StrategyRanker.Input, splits: Int, progress: WorkProgress) throws
        -> [StrategyMeasureRecord]
    {
        let rows = input.elicitation.ratings.rows
        let raters = Array(zip(rows.users, [-1] + rows.users).lazy.filter { $0 != $1 }.map(\.0))
        guard splits > 0, raters.count > 1 else { return [] }
        let entries = entries.filter { $0.id.hasList && !$0.id.isDrawn }
        var generator = SeededGenerator(seed: ranker.seed, stream: .stability)
        let halves = ListStability.halves(of: raters, splits: splits, using: &generator)
        let stage = progress.stage("ranking for halves of the users", total: halves.count, unit: "halves")
        defer { stage.finish() }
        let lists = try halves.enumerated().map { number, users in
            try progress.checkCancellation()
            var half = ranker.input(users: users, depth: shown)
            defer { stage.update(number + 1) }
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
