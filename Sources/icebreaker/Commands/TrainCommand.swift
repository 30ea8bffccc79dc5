import ArgumentParser
import Datasets
import Foundation
import Preference
import Storage
import Support
import Tasks
import Workflows

/// `icebreaker train`: meta-trains an estimator, epoch by epoch into the workspace, or takes its weights from
/// a file.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Meta-train the preference estimator.",
        discussion: """
            Each epoch is kept in the workspace, so that an interrupted training continues with --resume and ends in the same \
            bytes. Training never sees held-out users and items: they serve to measure the model, and lists are made from \
            everything all the same. The model to ship is trained without --holdout, or by --final-fit. A training that \
            diverges begins again with a quarter of both rates, at most twice; then it fails, and no model is kept.
            """)

    @OptionGroup var training: TrainingFlags
    @Option(
        name: .long, help: "Hold out a share (0.2) or listed ids (users=FILE,items=FILE). Default: nothing.")
    var holdout: HoldoutChoice?
    @Flag(name: .long, help: "First search both learning rates on the validation users.")
    var tune = false
    @Flag(
        name: .long,
        help:
            "After the model that was measured, train a second one on everything, for as many epochs, with the same settings."
    )
    var finalFit = false
    @Flag(
        name: .long,
        help:
            "Continue the training of these settings that was interrupted; without other flags, the last one."
    )
    var resume = false
    @Option(name: .long, help: "Start from the parameters of a model, by number or name, or from the latest.")
    var warmStart: String?
    @Option(
        name: .long, help: "Take the weights from a safetensors file instead of training.",
        completion: .file(extensions: ["safetensors"]))
    var weights: String?
    @Option(name: .long, help: "A name for the model, unique in the workspace.")
    var name: String?
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var work: WorkOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let problem = name.flatMap(GivenName.problem) { throw ValidationError("--name: \(problem).") }
        if finalFit, let problem = name.map(TrainingSession.finalName).flatMap(GivenName.problem) {
            throw ValidationError(
                "--name: with --final-fit, the second model's name adds -final: \(problem).")
        }
        guard weights == nil || !(tune || resume || warmStart != nil) else {
            throw ValidationError(
                "--weights takes the weights as they are; leave out --tune, --resume and --warm-start.")
        }
        guard !finalFit || (holdout != nil && weights == nil) else {
            throw ValidationError(
                "--final-fit trains on what --holdout kept out of a first model; give --holdout, or leave out --final-fit."
            )
        }
    }

    func run() throws {
        let workspace = try workspace.open(for: .writing)
        let dataset = try workspace.loadDataset()
        if resume, let id = try resumeLast(workspace, dataset) {
            return try report([id], of: workspace)
        }
        let holdout = try holdout?.holdout(of: dataset, seed: work.seed) ?? Holdout(nothingOf: dataset)
        let session = TrainingSession(
            workspace: workspace, dataset: dataset, holdout: holdout, rule: training.rule(for: dataset),
            name: name,
            seed: work.seed,
            threads: work.threadCount, progress: output.progress)
        var options = try training.options(seed: work.seed, for: dataset)
        try dataset.requireInputValues()
        if let weights {
            return try report(
                [session.importWeights(weights, localUpdate: options.localUpdate)], of: workspace)
        }
        if !resume { try session.requireFreeNames(finalFit: finalFit) }
        if tune { options = try session.tuned(options) }
        let start = warmStart.map(RecordReference.init)
        let interrupted =
            resume && finalFit ? try session.measuredBeforeInterruption(options, from: start) : nil
        let measured = try interrupted ?? session.train(options, resume: resume, from: start)
        guard finalFit else {
            try report([measured.id], of: workspace)
            return noteHoldout(holdout, model: measured.id)
        }
        Console.note("fitting on everything", quiet: output.quiet)
        let final = try session.trainOnEverything(measured, resume: interrupted != nil, from: start)
        try report([measured.id, final.id], of: workspace)
    }

    private func report(_ models: [Int64], of workspace: Workspace) throws {
        try output.result(TrainingReport(workspace, models: models).rendered(output.format))
    }

    /// What was held out serves measurement, and is missing in what the model is used for.
    private func noteHoldout(_ holdout: Holdout, model: Int64) {
        let (users, items) = (holdout.newUsers.count { $0 }, holdout.newItems.count { $0 })
        guard users + items > 0 else { return }
        Console.note(
            "\(users) users and \(items) items were held out of model \(model), so that it can be measured on them; the model to "
                + "ship is made by `icebreaker train`, or by adding --final-fit", quiet: output.quiet)
    }

    /// Continues the training that was interrupted last with its own settings, where no flags ask for others.
    /// - Returns: the model; `nil` where flags were given or nothing was interrupted.
    private func resumeLast(_ workspace: Workspace, _ dataset: Dataset) throws -> Int64? {
        guard training.areDefault, holdout == nil, !tune, !finalFit, warmStart == nil, name == nil,
            work.seed == 0
        else {
            return nil
        }
        return try TrainingSession.resumeLast(
            in: workspace, dataset: dataset, threads: work.threadCount, progress: output.progress)?.id
    }
}
