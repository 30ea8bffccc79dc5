import ArgumentParser
import Datasets
import Preference
import Storage
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
    var holdout: HoldoutChoice?
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
        let result = try EvaluationSession(
            subject, in: workspace, dataset: dataset, options: options, seed: work.seed,
            threads: work.threadCount, progress: output.progress
        ).evaluate()
        try output.result(
            EvaluationReport(result, dataset: dataset, hasNetworks: subject.model != nil).rendered(
                output.format))
        if !result.undefined.isEmpty {
            Console.note(
                "not defined and not stored, since estimates are no finite numbers: "
                    + result.undefined.joined(separator: "; "), quiet: false)
        }
        if !result.emptyScenarios.isEmpty {
            let names = result.emptyScenarios.map(\.rawValue).joined(separator: ", ")
            Console.note("no tasks in: \(names)", quiet: output.quiet)
        }
    }

    private var options: EvaluationSession.Options {
        EvaluationSession.Options(
            localSteps: localSteps, localLearningRate: localLearningRate, clips: clip,
            negatives: negatives ?? 99, distribution: negativeSampling ?? .uniform)
    }

    /// The model that is meant; where there is none at all, nobody's.
    private func subject(_ workspace: Workspace, _ dataset: Dataset) throws -> EvaluationSubject {
        if let holdout {
            return EvaluationSubject(
                holdout: try holdout.holdout(of: dataset, seed: work.seed), dataset: dataset)
        }
        let subject = try EvaluationSubject(
            model.map(RecordReference.init), in: workspace, dataset: dataset)
        guard subject.model == nil else { return subject }
        guard localSteps == nil, localLearningRate == nil else {
            throw ValidationError(
                "without a model there is no local update; leave out --local-steps and --local-learning-rate."
            )
        }
        Console.note("there is no model, so that the baselines alone are measured", quiet: output.quiet)
        return subject
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
}
