import ArgumentParser
import Foundation
import Preference
import Scaling
import Tasks
import Workflows

/// `icebreaker worker begin`: what a training by many workers starts from.
struct WorkerBeginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "begin",
        abstract: "Write the vocabulary and the first state of a training by many workers.",
        discussion: """
            The flags are those of `train`. When the rounds are done, `icebreaker train --weights` takes the weights into the \
            workspace, with the same --holdout.
            """)

    @OptionGroup var training: TrainingFlags
    @Option(
        name: .long, help: "Hold out a share (0.2) or listed ids (users=FILE,items=FILE). Default: nothing.")
    var holdout: HoldoutChoice?
    @Option(
        name: .long,
        help: """
            How often in an epoch the workers' states are averaged, at most after every global update; the more often, the more \
            like one machine they learn.
            """)
    var roundsPerEpoch = 16
    @Flag(
        name: .long,
        help:
            "The workspace holds a part of the users: take tasks that are not its own. Default: `worker average` refuses them."
    )
    var sample = false
    @Option(name: .long, help: "The file of the vocabulary to write.", completion: .file())
    var vocabulary: String
    @Option(name: .long, help: "The file of the state to write.", completion: .file())
    var state: String
    @OptionGroup var workspace: WorkspaceOptions
    @Option(name: .long, help: "The seed of everything drawn at random.")
    var seed: UInt64 = 0

    func validate() throws {
        let possible = RoundState.possibleRoundsPerEpoch
        guard !possible.contains(roundsPerEpoch) else { return }
        throw ValidationError(
            "--rounds-per-epoch must be from \(possible.lowerBound) to \(possible.upperBound); it is \(roundsPerEpoch)."
        )
    }

    func run() throws {
        let workspace = try workspace.open(for: .reading)
        let dataset = try workspace.loadDataset()
        try dataset.requireInputValues()
        let holdout = try holdout?.holdout(of: dataset, seed: seed) ?? Holdout(nothingOf: dataset)
        let (options, rule) = (try training.options(seed: seed, for: dataset), training.rule(for: dataset))
        try Vocabulary.check(dataset, rule: rule)
        let tasks = TrainingTasks(dataset, holdout: holdout, rule: rule, options: options)
        let trainer = try MetaTrainer<Float>(dataset: dataset, tasks: tasks, options: options, threads: 1)
        let judges = tasks.validation.map { dataset.users.ids[Int($0.user)] }
        let hash = try workspace.datasetRecord().contentHash
        let content = Vocabulary(
            dataset, datasetHash: hash, weightsHash: nil, architecture: trainer.estimator.architecture,
            rule: rule,
            holdout: holdout, scaling: options.localUpdate.scaling)
        let bytes = try content.encoded()
        let split =
            sample ? nil : SplitHash(try content.trainingTasks(of: dataset, datasetHash: hash), of: dataset)
        try ResultFile(vocabulary).write(bytes)
        let begin = RoundState(
            trainer, vocabulary: bytes, judges: judges, roundsPerEpoch: roundsPerEpoch, split: split)
        try ResultFile(state).write(begin.encoded())
    }
}
