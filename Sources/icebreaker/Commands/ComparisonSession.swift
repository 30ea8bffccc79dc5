import Datasets
import Elicitation
import Evaluation
import Foundation
import Storage

/// The steps of `icebreaker compare`.
struct ComparisonSession {
    /// The longest interview.
    static let longest = 40

    private let subject: ComparisonSubject
    private let dataset: Dataset
    private let seed: UInt64
    private let threads: Int
    private let quiet: Bool

    init(_ subject: ComparisonSubject, dataset: Dataset, seed: UInt64, threads: Int, quiet: Bool) {
        (self.subject, self.dataset, self.seed, self.threads, self.quiet) = (
            subject, dataset, seed, threads, quiet
        )
    }

    /// Interviews every held-out user by every strategy, and compares their lists.
    /// - Parameters:
    ///   - entries: the strategies.
    ///   - shown: the length of the interviews that are tested and of the lists.
    ///   - draws: how many query sets each user has.
    ///   - splits: how many times to split the training users for the lists' stability.
    func compare(_ entries: [ElicitationStrategies.Entry], shown: Int, draws: Int, splits: Int) throws
        -> AnalysisResults
    {
        let ranker = StrategyRanker(
            model: subject.model, dataset: dataset, holdout: subject.holdout, warm: subject.warm, seed: seed,
            threads: threads)
        Console.note("fitting latent factors", quiet: quiet)
        var input = ranker.input(depth: Self.longest)
        let simulation = ElicitationSimulation(
            tasks: subject.heldOut, scale: dataset.scale,
            predictors: [FoldInPredictor(input.factors)] + localUpdate,
            shown: Self.longest, draws: draws, seed: seed)
        let bar = ProgressBar(
            "comparing", total: entries.count * simulation.tasks.count, unit: "interviews", quiet: quiet)
        var (outcomes, rankings): ([StrategyOutcome], [ItemRanking]) = ([], [])
        for entry in entries {
            outcomes.append(
                simulation.run(
                    try strategy(entry, ranker: ranker, input: &input, rankings: &rankings), threads: threads)
            )
            bar.update(outcomes.count * simulation.tasks.count)
        }
        bar.finish()
        for outcome in outcomes { try check(outcome) }
        Console.note("resampling \(subject.heldOut.count) users", quiet: quiet)
        let comparison = ElicitationComparison(
            outcomes, options: ElicitationComparison.Options(shown: shown, seed: seed), threads: threads)
        guard let comparison, comparison.isDefined else {
            throw UndefinedEstimates(
                method: "the interviews", users: subject.heldOut.count, of: subject.heldOut.count,
                fix: Self.ratingsMend)
        }
        var results = comparison.results(of: outcomes, shown: shown)
        results.add(
            ListComparison(rankings.map(ScoredList.init), shown: shown, of: dataset), of: rankings,
            dataset: dataset)
        let study = StabilityStudy(ranker: ranker, entries: entries, shown: shown)
        results.measures += try study.overSeeds(input)
        results.measures += try study.overHalves(of: input, splits: splits, quiet: quiet)
        return results
    }

    private static let ratingsMend =
        "the ratings are too large to compute with: divide them by a constant in the dataset's files and import those again"

    /// - Throws: ``UndefinedEstimates`` where a predictor failed: its figures would be of other users for
    ///   every strategy.
    private func check(_ outcome: StrategyOutcome) throws {
        for (index, predictor) in outcome.predictors.enumerated() {
            let users = outcome.undefinedUsers(predictor: index)
            guard users > 0 else { continue }
            throw UndefinedEstimates(
                method: "\(predictor), after the answers to `\(outcome.strategy)`,", users: users,
                of: outcome.users,
                fix: predictor == "local-update" ? rateMend : Self.ratingsMend)
        }
    }

    private var rateMend: String {
        let rate = subject.model?.options.localUpdate.localLearningRate ?? 0
        return "train again with a smaller --local-learning-rate than \(rate)"
    }

    /// The list of a strategy, which joins the rankings, or its way to ask each user anew.
    private func strategy(
        _ entry: ElicitationStrategies.Entry, ranker: StrategyRanker, input: inout StrategyRanker.Input,
        rankings: inout [ItemRanking]
    ) throws -> SimulatedStrategy {
        guard entry.id.hasList else {
            let knowledge = KnowledgeModel(fitting: input.elicitation.ratings, seed: seed, threads: threads)
            return SimulatedStrategy(
                name: entry.name, plan: try InterviewPlan(model: input.factors, knowledge: knowledge))
        }
        let ranking = try ranker.rank(entry, &input, seed: seed)
        rankings.append(ranking)
        return SimulatedStrategy(name: entry.name, list: ranking.top(Self.longest).map { Int32($0) })
    }

    /// The estimator after its local update on the answers; without answers, as it was meta-learned. None
    /// without a model.
    private var localUpdate: [any AnswerPredictor] {
        subject.model.map {
            [
                LocalUpdatePredictor(
                    $0.estimator, inputs: $0.inputs, update: $0.options.localUpdate, clippedTo: dataset.scale)
            ]
        } ?? []
    }
}
