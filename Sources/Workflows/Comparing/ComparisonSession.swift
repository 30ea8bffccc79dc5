import Datasets
import Elicitation
import Evaluation
import Foundation
import Storage
import Support
import Tasks

/// The steps of `icebreaker compare`: interviews held-out users by each strategy, and stores what the answers
/// were worth.
package struct ComparisonSession {
    /// The longest interview.
    package static let longest = 40

    /// How strategies are compared.
    package struct Options: Sendable {
        /// The strategies; all that are possible where empty. Popularity takes part in any case.
        package var strategies: [ElicitationStrategies.Entry]
        /// The length of the interviews that are tested, and of the lists.
        package var shown: Int
        /// How many query sets each user has.
        package var draws: Int
        /// How often the training users are halved for the lists' stability.
        package var splits: Int

        package init(
            strategies: [ElicitationStrategies.Entry] = [], shown: Int = 20, draws: Int = 3, splits: Int = 5
        ) {
            (self.strategies, self.shown, self.draws, self.splits) = (strategies, shown, draws, splits)
        }
    }

    /// The options as they are stored.
    private struct StoredOptions: Encodable {
        var shown: Int
        var draws: Int
        var splits: Int
        var strategies: [String]
        /// The users who were held out for this comparison; those of a model are stored with it.
        var newUsers: [ExternalID]?
    }

    private let subject: ComparisonSubject
    private let workspace: Workspace
    private let dataset: Dataset
    private let entries: [ElicitationStrategies.Entry]
    private let options: Options
    private let seed: UInt64
    private let threads: Int
    private let progress: WorkProgress

    /// - Throws: ``ModelNeeded`` where a strategy was asked for that needs a model.
    package init(
        _ subject: ComparisonSubject, in workspace: Workspace, dataset: Dataset,
        options: Options = Options(), seed: UInt64, threads: Int, progress: WorkProgress
    ) throws {
        (self.subject, self.workspace, self.dataset, self.options) = (subject, workspace, dataset, options)
        (self.seed, self.threads, self.progress) = (seed, threads, progress)
        let asked = options.strategies.map(\.name) + [StrategyID.reference.name]
        let wanted = ElicitationStrategies.all.filter {
            options.strategies.isEmpty || asked.contains($0.name)
        }
        let left = wanted.filter { !subject.allows($0) }.map(\.name)
        guard left.isEmpty || options.strategies.isEmpty else { throw ModelNeeded(strategies: left) }
        entries = wanted.filter(subject.allows)
        guard !left.isEmpty else { return }
        progress.note(
            "without a model: ratings are predicted by fold-in alone, and \(left.joined(separator: ", ")) take no part"
        )
    }

    /// Interviews every held-out user by every strategy, compares their lists, and stores the results.
    /// - Throws: `UndefinedEstimates`; `CancellationError`.
    package func compare() throws -> AnalysisResults {
        let results = try results()
        let stored = StoredOptions(
            shown: options.shown, draws: options.draws, splits: options.splits,
            strategies: entries.map(\.name),
            newUsers: subject.model == nil ? subject.holdout.newUserIDs(of: dataset) : nil)
        _ = try workspace.saveAnalysis(
            NewAnalysisRun(
                kind: "compare", modelID: subject.model?.record.id, seed: seed,
                optionsJSON: try CanonicalJSON.text(stored),
                datasetHash: dataset.contentHash, softwareVersion: softwareVersion),
            results: results, at: Date())
        return results
    }

    private func results() throws -> AnalysisResults {
        let shown = options.shown
        let ranker = StrategyRanker(
            model: subject.model, dataset: dataset, holdout: subject.holdout, warm: subject.warm, seed: seed,
            threads: threads)
        progress.note("fitting latent factors")
        var input = ranker.input(depth: Self.longest)
        let simulation = ElicitationSimulation(
            tasks: subject.heldOut, scale: dataset.scale,
            predictors: [FoldInPredictor(input.factors)] + localUpdate,
            shown: Self.longest, draws: options.draws, seed: seed)
        let (outcomes, rankings) = try interviews(simulation, ranker: ranker, input: &input)
        for outcome in outcomes { try check(outcome) }
        try progress.checkCancellation()
        progress.note("resampling \(subject.heldOut.count) users")
        let comparison = ElicitationComparison(
            outcomes, options: ElicitationComparison.Options(shown: shown, seed: seed), threads: threads)
        guard let comparison, comparison.isDefined else {
            throw UndefinedEstimates(
                method: "the interviews", users: subject.heldOut.count, of: subject.heldOut.count,
                fix: Self.ratingsFix)
        }
        var results = comparison.results(of: outcomes, shown: shown)
        results.add(
            ListComparison(rankings.map(ScoredList.init), shown: shown, of: dataset), of: rankings,
            dataset: dataset)
        let study = StabilityStudy(ranker: ranker, entries: entries, shown: shown)
        results.measures += try study.overSeeds(input)
        results.measures += try study.overHalves(of: input, splits: options.splits, progress: progress)
        return results
    }

    /// What each strategy's interviews gave, and the rankings of those that have one.
    private func interviews(
        _ simulation: ElicitationSimulation, ranker: StrategyRanker, input: inout StrategyRanker.Input
    ) throws -> ([StrategyOutcome], [ItemRanking]) {
        let stage = progress.stage(
            "comparing", total: entries.count * simulation.tasks.count, unit: "interviews")
        defer { stage.finish() }
        var (outcomes, rankings): ([StrategyOutcome], [ItemRanking]) = ([], [])
        for entry in entries {
            try progress.checkCancellation()
            outcomes.append(
                simulation.run(
                    try strategy(entry, ranker: ranker, input: &input, rankings: &rankings), threads: threads)
            )
            stage.update(outcomes.count * simulation.tasks.count)
        }
        return (outcomes, rankings)
    }

    private static let ratingsFix =
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
                fix: predictor == "local-update" ? rateFix : Self.ratingsFix)
        }
    }

    private var rateFix: String {
        let rate = subject.model?.options.localUpdate.localLearningRate ?? 0
        return "train again with a smaller local learning rate than \(rate)"
    }

    /// The list of a strategy, which joins the rankings, or its way to choose for each user.
    private func strategy(
        _ entry: ElicitationStrategies.Entry, ranker: StrategyRanker, input: inout StrategyRanker.Input,
        rankings: inout [ItemRanking]
    ) throws -> SimulatedStrategy {
        guard entry.id.hasList else {
            return SimulatedStrategy(
                name: entry.name,
                plan: try InterviewFitting(input.elicitation.ratings).plan(
                    input.factors, seed: seed, threads: threads))
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

/// A comparison without a model was asked for a strategy that rests on one.
package struct ModelNeeded: Error, CustomStringConvertible {
    package let strategies: [String]
    package var description: String {
        "the comparison has no model, which \(strategies.joined(separator: ", ")) needs; leave \(strategies[0]) out, "
            + "or compare with a model that held out users"
    }
}
