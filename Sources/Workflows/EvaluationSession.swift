import Datasets
import Evaluation
import Foundation
import Preference
import Storage
import Support
import Tasks

/// What an evaluation measures: a model on what it held out, or the baselines alone.
package struct EvaluationSubject {
    /// The model; `nil` for the baselines alone.
    package let model: TrainedModel?
    /// The users and items that are new.
    package let holdout: Holdout
    /// Who has a task.
    package let rule: TaskRule

    /// A model on what it held out.
    package init(_ model: TrainedModel) {
        (self.model, holdout, rule) = (model, model.holdout, model.options.rule)
    }

    /// The baselines alone, under the usual rule.
    package init(holdout: Holdout, dataset: Dataset) {
        (model, self.holdout, rule) = (nil, holdout, TaskRule(for: dataset))
    }

    /// A model of the workspace; the baselines alone, with nothing held out, where there is none at all.
    /// - Parameter reference: which one; the latest that held out users where `nil`.
    package init(_ reference: RecordReference?, in workspace: Workspace, dataset: Dataset) throws {
        if reference == nil, try workspace.models().isEmpty {
            self.init(holdout: Holdout(nothingOf: dataset), dataset: dataset)
        } else {
            self.init(
                try workspace.trainedModel(
                    reference ?? workspace.defaultModel(for: .measuring), dataset: dataset))
        }
    }

    /// The tasks of a scenario.
    func tasks(_ scenario: Scenario, of dataset: Dataset) -> TaskSet {
        TaskSet(dataset, scenario: scenario, holdout: holdout, rule: rule)
    }
}

/// The steps of `icebreaker evaluate`: measures the four scenarios, before and after the local update and
/// against baselines, and stores the measures.
package struct EvaluationSession {
    /// How estimates are measured.
    package struct Options: Sendable {
        /// The number of local steps; the model's where `nil`.
        package var localSteps: Int?
        /// α, the rate of the local update; the model's where `nil`.
        package var localLearningRate: Double?
        /// Whether all estimates are clipped to the rating scale.
        package var clips: Bool
        /// Without ratings: among how many items that its user has not taken each held-out one is ranked.
        package var negatives: Int
        /// Without ratings: what those are drawn by.
        package var distribution: NegativeSampling.Distribution

        package init(
            localSteps: Int? = nil, localLearningRate: Double? = nil, clips: Bool = false,
            negatives: Int = 99, distribution: NegativeSampling.Distribution = .uniform
        ) {
            (self.localSteps, self.localLearningRate, self.clips) = (localSteps, localLearningRate, clips)
            (self.negatives, self.distribution) = (negatives, distribution)
        }
    }

    /// What was measured.
    package struct Result {
        /// Each method in each scenario that has tasks, also those whose estimates are no finite numbers.
        package let methods: [EvaluatedMethod]
        /// How positives were ranked, where there are no ratings.
        package let rules: RankingEvaluation.Rules?

        /// The methods whose estimates are no finite numbers, each with its number of users; nothing of them
        /// is stored.
        package var undefined: [String] { methods.filter { !$0.isDefined }.map(\.failure) }
        /// The scenarios without tasks.
        package var emptyScenarios: [Scenario] {
            Scenario.allCases.filter { scenario in
                !methods.contains { $0.metrics.scenario == scenario }
            }
        }
    }

    private let subject: EvaluationSubject
    private let workspace: Workspace
    private let dataset: Dataset
    private let options: Options
    private let seed: UInt64
    private let threads: Int
    private let progress: WorkProgress

    package init(
        _ subject: EvaluationSubject, in workspace: Workspace, dataset: Dataset,
        options: Options = Options(), seed: UInt64, threads: Int, progress: WorkProgress
    ) {
        (self.subject, self.workspace, self.dataset, self.options) = (subject, workspace, dataset, options)
        (self.seed, self.threads, self.progress) = (seed, threads, progress)
        if let model = subject.model { progress.notes(about: model) }
    }

    /// Measures and stores.
    /// - Throws: ``NothingToMeasure``; `UndefinedEstimates` where the model itself failed; `CancellationError`.
    package func evaluate() throws -> Result {
        let result = Result(methods: try methods(), rules: rules)
        guard !result.methods.isEmpty else {
            throw NothingToMeasure(
                shortage: TaskShortage(dataset, holdout: subject.holdout, rule: subject.rule))
        }
        try check(result)
        _ = try workspace.saveAnalysis(
            NewAnalysisRun(
                kind: "evaluate", modelID: subject.model?.record.id, seed: seed,
                optionsJSON: try optionsJSON(undefined: result.undefined),
                datasetHash: dataset.contentHash, softwareVersion: softwareVersion),
            results: AnalysisResults(evaluations: result.methods.filter(\.isDefined).flatMap(\.records)),
            at: Date())
        return result
    }

    /// - Throws: `UndefinedEstimates` where the model itself failed; a baseline that failed is named instead.
    private func check(_ result: Result) throws {
        guard let update, let failed = result.methods.first(where: { $0.isOfModel && !$0.isDefined })
        else { return }
        let action = options.localLearningRate == nil ? "train again" : "evaluate"
        throw UndefinedEstimates(
            method: failed.title, users: failed.metrics.users.undefinedUsers, of: failed.metrics.users.count,
            fix: "\(action) with a smaller local learning rate than \(update.localLearningRate)")
    }

    /// How positives are ranked; the support sets have the negatives that the model was trained with. `nil`
    /// where there are ratings.
    private var rules: RankingEvaluation.Rules? {
        guard dataset.feedback == .implicit else { return nil }
        return RankingEvaluation.Rules(
            negatives: options.negatives, distribution: options.distribution,
            supportNegatives: (subject.model?.options.training?.negatives ?? NegativeSampling()).perPositive,
            seed: seed)
    }

    private func methods() throws -> [EvaluatedMethod] {
        let networks = try networks()
        let warm = subject.tasks(.warm, of: dataset).tasks
        let inputs =
            subject.model?.inputs
            ?? EstimatorInputs(dataset, architecture: EstimatorArchitecture(for: dataset))
        let evaluate: (TaskSet) -> [EvaluatedMethod]
        if let rules {
            let evaluation = RankingEvaluation(
                dataset: dataset, holdout: subject.holdout, warmTasks: warm, rules: rules, threads: threads)
            evaluate = { evaluation.evaluate($0, networks: networks, inputs: inputs) }
        } else {
            let evaluation = ScenarioEvaluation(
                dataset: dataset, holdout: subject.holdout, warmTasks: warm, seed: seed, threads: threads)
            evaluate = { evaluation.evaluate($0, networks: networks, inputs: inputs, clips: options.clips) }
        }
        let stage = progress.stage("evaluating", total: Scenario.allCases.count, unit: "scenarios")
        defer { stage.finish() }
        return try Scenario.allCases.enumerated().flatMap { number, scenario in
            try progress.checkCancellation()
            defer { stage.update(number + 1) }
            return evaluate(subject.tasks(scenario, of: dataset))
        }
    }

    /// The estimator, and the same network without meta-learning; none without a model.
    private func networks() throws -> [EvaluatedNetwork] {
        guard let model = subject.model, let update else { return [] }
        var training = model.options.training ?? .standard(seed: seed, for: dataset.feedback)
        training.localUpdate.steps = update.steps
        training.localUpdate.scaling = model.options.localUpdate.scaling
        try progress.checkCancellation()
        let stage = progress.stage(
            "training without meta-learning", total: training.epochCount, unit: "epochs")
        defer { stage.finish() }
        let tasks = TrainingTasks(
            dataset, holdout: model.holdout, rule: model.options.rule, options: training)
        let plain = try FineTunedNetwork(
            dataset: dataset, tasks: tasks, options: training, threads: threads,
            progress: { stage.update($0) },
            note: { progress.warning("without meta-learning, \($0)") })
        return [
            EvaluatedNetwork(name: "fine-tuned", estimator: plain.estimator, update: plain.update),
            EvaluatedNetwork(name: EvaluatedMethod.model, estimator: model.estimator, update: update),
        ]
    }

    /// The local update as it is measured; `nil` without a model.
    private var update: LocalUpdate? {
        guard var update = subject.model?.options.localUpdate else { return nil }
        update.steps = options.localSteps ?? update.steps
        update.localLearningRate = options.localLearningRate ?? update.localLearningRate
        return update
    }

    private func optionsJSON(undefined: [String]) throws -> String {
        struct Stored: Encodable {
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
        return try CanonicalJSON.text(
            Stored(
                localUpdate: update, clip: options.clips, ranking: rules,
                undefined: undefined.isEmpty ? nil : undefined,
                newUsers: held(dataset.users.ids, subject.holdout.newUsers),
                newItems: held(dataset.items.ids, subject.holdout.newItems)))
    }
}

extension EvaluatedMethod {
    /// What the model's estimator is called among the methods.
    fileprivate static var model: String { "melu" }
    fileprivate var isOfModel: Bool { metrics.method == Self.model }

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

/// No scenario has a task.
package struct NothingToMeasure: Error, CustomStringConvertible {
    package let shortage: TaskShortage
    package var description: String {
        let rule = shortage.rule
        return
            "no user has the \(rule.minimumRatings) ratings in one scenario that a task needs; the most that one has is "
            + "\(shortage.most): import more ratings, or train a model whose tasks need fewer"
    }
}
