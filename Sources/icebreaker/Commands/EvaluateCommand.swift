import ArgumentParser
import Datasets
import Evaluation
import Foundation
import Preference
import Storage
import Support
import Tasks
import Workflows

/// `icebreaker evaluate`: the four scenarios, before and after the local update, beside baselines.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure the estimator on warm and cold users and items, beside baselines.",
        discussion: """
            The cold scenarios are those of the users and items that the model held out (`train --holdout`). Without any \
            model, or with --holdout of its own, the baselines alone are measured. The warm figures of the estimator are \
            in-sample: its training looked at those query sets. See docs/evaluation.md.
            """)

    @Option(name: .long, help: "The model, by number or name. Default: the latest that held out users.")
    var model: String?
    @Option(
        name: .long,
        help:
            "Measure the baselines alone, with a share (0.2) or listed ids (users=FILE,items=FILE) held out.")
    var holdout: HoldoutOption?
    @Option(name: .long, help: "The number of local steps, 1 to 5. Default: the model's.")
    var localSteps: Int?
    @Option(name: .long, help: "The rate of the local update, alpha. Default: the model's.")
    var localLearningRate: Double?
    @Flag(name: .long, help: "Clip all estimates to the rating scale.")
    var clip = false
    @Option(
        name: .long,
        help:
            "Implicit feedback only: number of negative items each held-out item is ranked against. Default: 99."
    )
    var negatives: Int?
    @Option(
        name: .long,
        help: "Without ratings, what those are drawn by: uniform or popularity. Default: uniform.")
    var negativeSampling: NegativeSampling.Distribution?
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var work: WorkOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard holdout == nil || (model == nil && localSteps == nil && localLearningRate == nil) else {
            throw ValidationError(
                "--holdout measures without a model; leave out --model, --local-steps and --local-learning-rate, or --holdout."
            )
        }
        guard localSteps.map((1...5).contains) ?? true else {
            throw ValidationError("--local-steps must be from 1 to 5; it is \(localSteps ?? 0).")
        }
        guard localLearningRate.map(LocalUpdate.possibleRates.contains) ?? true else {
            throw ValidationError(
                "--local-learning-rate must be from 1e-30 to 1e30; it is \(localLearningRate ?? 0).")
        }
        guard negatives.map({ (1...100_000).contains($0) }) ?? true else {
            throw ValidationError("--negatives must be from 1 to 100000; it is \(negatives ?? 0).")
        }
    }

    func run() throws {
        let workspace = try workspace.open(for: .writing)
        let dataset = try workspace.loadDataset()
        try check(dataset.feedback)
        let subject = try subject(workspace, dataset)
        if let model = subject.model { output.progress.notes(about: model) }
        let results = evaluate(subject, dataset: dataset, networks: try networks(subject, dataset: dataset))
        guard !results.isEmpty else {
            throw TaskShortage(dataset, holdout: subject.holdout, rule: subject.rule).ofEvaluation
        }
        if let model = subject.model { try check(results, of: model) }
        let undefined = results.filter { !$0.isDefined }.map(\.failure)
        let records = results.filter(\.isDefined).flatMap(\.records)
        _ = try workspace.saveAnalysis(
            NewAnalysisRun(
                kind: "evaluate", modelID: subject.model?.record.id, seed: work.seed,
                optionsJSON: try optionsJSON(subject, dataset: dataset, undefined: undefined),
                datasetHash: dataset.contentHash, softwareVersion: softwareVersion),
            results: AnalysisResults(evaluations: records), at: Date())
        try output.result(
            EvaluationReport(
                results, rules: dataset.feedback == .implicit ? rules(for: subject) : nil, dataset: dataset,
                hasNetworks: subject.model != nil
            ).rendered(output.format))
        if !undefined.isEmpty {
            Console.note(
                "not defined and not stored, since estimates are no finite numbers: \(undefined.joined(separator: "; "))",
                quiet: false)
        }
        let missing = Scenario.allCases.filter { scenario in
            !results.contains { $0.metrics.scenario == scenario }
        }
        if !missing.isEmpty {
            Console.note(
                "no tasks in: \(missing.map(\.rawValue).joined(separator: ", "))", quiet: output.quiet)
        }
    }

    /// The model that is meant; where there is none at all, nobody's.
    private func subject(_ workspace: Workspace, _ dataset: Dataset) throws -> EvaluationSubject {
        if let holdout {
            return EvaluationSubject(
                holdout: try holdout.holdout(of: dataset, seed: work.seed), dataset: dataset)
        }
        if model == nil, try workspace.models().isEmpty {
            guard localSteps == nil, localLearningRate == nil else {
                throw ValidationError(
                    "without a model there is no local update; leave out --local-steps and --local-learning-rate."
                )
            }
            Console.note("there is no model, so that the baselines alone are measured", quiet: output.quiet)
            return EvaluationSubject(holdout: Holdout(nothingOf: dataset), dataset: dataset)
        }
        return EvaluationSubject(
            try workspace.trainedModel(
                model.map(RecordReference.init) ?? workspace.defaultModel(for: .measuring), dataset: dataset))
    }

    /// - Throws: `ValidationError` for flags that belong to the other kind of feedback.
    private func check(_ feedback: Feedback) throws {
        if feedback == .explicit, negatives != nil || negativeSampling != nil {
            throw ValidationError(
                "--negatives and --negative-sampling belong to interactions without ratings, and this dataset has ratings."
            )
        }
        if feedback == .implicit, clip {
            throw ValidationError(
                "--clip belongs to ratings, and this dataset has interactions without ratings.")
        }
    }

    /// - Throws: ``UndefinedEstimates`` where the model itself failed; a baseline that failed is named
    ///   instead.
    private func check(_ results: [EvaluatedMethod], of model: TrainedModel) throws {
        guard let failed = results.first(where: { $0.metrics.method == "melu" && !$0.isDefined }) else {
            return
        }
        let rate = update(of: model).localLearningRate
        let fix =
            localLearningRate == nil
            ? "train again with a smaller --local-learning-rate than \(rate)"
            : "evaluate with a smaller --local-learning-rate than \(rate)"
        throw UndefinedEstimates(
            method: failed.title, users: failed.metrics.users.undefinedUsers, of: failed.metrics.users.count,
            fix: fix)
    }

    /// How positives are ranked; the support sets have the negatives that the model was trained with.
    private func rules(for subject: EvaluationSubject) -> RankingEvaluation.Rules {
        RankingEvaluation.Rules(
            negatives: negatives ?? 99, distribution: negativeSampling ?? .uniform,
            supportNegatives: (subject.model?.options.training?.negatives ?? NegativeSampling()).perPositive,
            seed: work.seed)
    }

    private func evaluate(_ subject: EvaluationSubject, dataset: Dataset, networks: [EvaluatedNetwork])
        -> [EvaluatedMethod]
    {
        let warm = subject.tasks(.warm, of: dataset).tasks
        let inputs =
            subject.model?.inputs
            ?? EstimatorInputs(dataset, architecture: EstimatorArchitecture(for: dataset))
        let evaluate: (TaskSet) -> [EvaluatedMethod]
        switch dataset.feedback {
        case .explicit:
            let evaluation = ScenarioEvaluation(
                dataset: dataset, holdout: subject.holdout, warmTasks: warm, seed: work.seed,
                threads: work.threadCount)
            evaluate = { evaluation.evaluate($0, networks: networks, inputs: inputs, clips: clip) }
        case .implicit:
            let evaluation = RankingEvaluation(
                dataset: dataset, holdout: subject.holdout, warmTasks: warm, rules: rules(for: subject),
                threads: work.threadCount
            )
            evaluate = { evaluation.evaluate($0, networks: networks, inputs: inputs) }
        }
        let bar = ProgressBar(
            "evaluating", total: Scenario.allCases.count, unit: "scenarios", quiet: output.quiet)
        defer { bar.finish() }
        return Scenario.allCases.enumerated().flatMap { number, scenario in
            defer { bar.update(number + 1) }
            return evaluate(subject.tasks(scenario, of: dataset))
        }
    }

    /// The estimator, and the same network without meta-learning; none without a model.
    private func networks(_ subject: EvaluationSubject, dataset: Dataset) throws -> [EvaluatedNetwork] {
        guard let model = subject.model else { return [] }
        var options = model.options.training ?? .standard(seed: work.seed, for: dataset.feedback)
        options.localUpdate.steps = update(of: model).steps
        options.localUpdate.scaling = model.options.localUpdate.scaling
        let bar = ProgressBar(
            "training without meta-learning", total: options.epochCount, unit: "epochs", quiet: output.quiet)
        defer { bar.finish() }
        let tasks = TrainingTasks(dataset, holdout: model.holdout, rule: model.options.rule, options: options)
        let plain = try FineTunedNetwork(
            dataset: dataset, tasks: tasks, options: options, threads: work.threadCount,
            progress: { bar.update($0) },
            note: { Console.say("warning: without meta-learning, \($0)\n") })
        return [
            EvaluatedNetwork(name: "fine-tuned", estimator: plain.estimator, update: plain.update),
            EvaluatedNetwork(name: "melu", estimator: model.estimator, update: update(of: model)),
        ]
    }

    private func update(of model: TrainedModel) -> LocalUpdate {
        var update = model.options.localUpdate
        update.steps = localSteps ?? update.steps
        update.localLearningRate = localLearningRate ?? update.localLearningRate
        return update
    }

    private func optionsJSON(_ subject: EvaluationSubject, dataset: Dataset, undefined: [String]) throws
        -> String
    {
        struct Options: Encodable {
            let localUpdate: LocalUpdate?
            let clip: Bool
            let ranking: RankingEvaluation.Rules?
            let undefined: [String]?
            /// What was held out for this evaluation; what a model held out is stored with it.
            let newUsers: [ExternalID]?
            let newItems: [ExternalID]?
        }
        func held(_ ids: [ExternalID], _ isNew: [Bool]) -> [ExternalID]? {
            subject.model == nil ? zip(ids, isNew).filter(\.1).map(\.0) : nil
        }
        let options = Options(
            localUpdate: subject.model.map(update), clip: clip,
            ranking: dataset.feedback == .implicit ? rules(for: subject) : nil,
            undefined: undefined.isEmpty ? nil : undefined,
            newUsers: held(dataset.users.ids, subject.holdout.newUsers),
            newItems: held(dataset.items.ids, subject.holdout.newItems))
        return try CanonicalJSON.text(options)
    }
}

extension EvaluatedMethod {
    /// The method with its steps and scenario.
    fileprivate var title: String {
        let steps = localSteps.map {
            $0 == 0 ? " before the local update" : " after \($0) local \($0 == 1 ? "step" : "steps")"
        }
        return "\(metrics.method)\(steps ?? "") (\(metrics.scenario.rawValue))"
    }

    /// Which method failed, and for how many users.
    fileprivate var failure: String {
        "\(title) for \(metrics.users.undefinedUsers) of \(metrics.users.count) users"
    }

    /// The measures as the workspace keeps them.
    fileprivate var records: [EvaluationRecord] {
        metrics.users.measures.map { measure in
            let estimate = metrics[measure]
            return EvaluationRecord(
                scenario: metrics.scenario.rawValue, method: metrics.method, localSteps: localSteps ?? 0,
                metric: measure.rawValue,
                value: estimate.value, intervalLow: estimate.lower, intervalHigh: estimate.upper,
                users: metrics.users.count)
        }
    }
}
