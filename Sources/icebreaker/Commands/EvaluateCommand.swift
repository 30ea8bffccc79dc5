import ArgumentParser
import Datasets
import Evaluation
import Foundation
import Preference
import Storage
import Tasks

/// `icebreaker evaluate`: the four scenarios, before and after the local update, beside baselines.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure the estimator on warm and cold users and items, beside baselines.",
        discussion: """
            Needs a model that was trained with --holdout for the cold scenarios. The warm figures of the estimator are \
            in-sample: its training looked at those query sets. See docs/evaluation.md.
            """)

    @Option(name: .long, help: "The model, by number or name. Default: the latest.")
    var model: String?
    @Option(name: .long, help: "The number of local steps, 1 to 5. Default: the model's.")
    var localSteps: Int?
    @Option(name: .long, help: "The rate of the local update, alpha. Default: the model's.")
    var localLearningRate: Double?
    @Flag(name: .long, help: "Clip all estimates to the rating scale.")
    var clip = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var work: WorkOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard localSteps.map((1...5).contains) ?? true else {
            throw ValidationError("--local-steps must be from 1 to 5; it is \(localSteps ?? 0).")
        }
        guard localLearningRate.map({ $0 > 0 && $0.isFinite }) ?? true else {
            throw ValidationError("--local-learning-rate must be a number above 0; it is \(localLearningRate ?? 0).")
        }
    }

    func run() throws {
        let workspace = try workspace.open(for: .writing)
        let dataset = try workspace.loadDataset()
        let model = try workspace.trainedModel(model.map(RecordReference.init) ?? .latest, dataset: dataset)
        let results = evaluate(model, dataset: dataset, networks: try networks(model, dataset: dataset))
        let records = results.flatMap(\.records)
        _ = try workspace.saveAnalysis(
            NewAnalysisRun(
                kind: "evaluate", modelID: model.record.id, seed: work.seed, optionsJSON: try optionsJSON(update(of: model)),
                datasetHash: dataset.contentHash, softwareVersion: softwareVersion),
            results: AnalysisResults(evaluations: records), at: Date())
        try Console.result(EvaluationReport(results).rendered(output.format))
        let missing = Scenario.allCases.filter { scenario in !results.contains { $0.metrics.scenario == scenario } }
        if !missing.isEmpty {
            Console.note("no tasks in: \(missing.map(\.rawValue).joined(separator: ", "))", quiet: output.quiet)
        }
    }

    private func evaluate(_ model: TrainedModel, dataset: Dataset, networks: [EvaluatedNetwork]) -> [EvaluatedMethod] {
        let evaluation = ScenarioEvaluation(
            dataset: dataset, holdout: model.holdout, warmTasks: model.tasks(.warm, of: dataset).tasks, seed: work.seed,
            threads: work.threadCount)
        let bar = ProgressBar("evaluating", total: Scenario.allCases.count, unit: "scenarios", quiet: output.quiet)
        defer { bar.finish() }
        return Scenario.allCases.enumerated().flatMap { number, scenario in
            defer { bar.update(number + 1) }
            return evaluation.evaluate(
                model.tasks(scenario, of: dataset), networks: networks, inputs: model.inputs, clips: clip)
        }
    }

    /// The estimator, and the same network without meta-learning.
    private func networks(_ model: TrainedModel, dataset: Dataset) throws -> [EvaluatedNetwork] {
        var options = model.options.training ?? .standard(seed: work.seed)
        options.localUpdate.steps = update(of: model).steps
        let bar = ProgressBar("training without meta-learning", total: options.epochs, unit: "epochs", quiet: output.quiet)
        defer { bar.finish() }
        let tasks = TrainingTasks(dataset, holdout: model.holdout, rule: model.options.rule, options: options)
        let plain = try FineTunedNetwork(
            dataset: dataset, tasks: tasks, options: options, threads: work.threadCount
        ) { bar.update($0) }
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

    private func optionsJSON(_ update: LocalUpdate) throws -> String {
        struct Options: Encodable {
            let localUpdate: LocalUpdate
            let clip: Bool
        }
        return String(decoding: try JSONEncoder.stable.encode(Options(localUpdate: update, clip: clip)), as: UTF8.self)
    }
}

extension EvaluatedMethod {
    /// The measures as the workspace keeps them.
    fileprivate var records: [EvaluationRecord] {
        UserMetrics.Measure.allCases.map { measure in
            let estimate = metrics[measure]
            return EvaluationRecord(
                scenario: metrics.scenario.rawValue, method: metrics.method, localSteps: localSteps ?? 0,
                metric: measure.rawValue,
                value: estimate.value, intervalLow: estimate.lower, intervalHigh: estimate.upper, users: metrics.users.count)
        }
    }
}
