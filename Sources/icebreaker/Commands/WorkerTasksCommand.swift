import ArgumentParser
import Foundation
import Scaling
import Storage
import Tasks

/// `icebreaker worker tasks`: a shard of the workspace's own tasks, for schedulers that start from the
/// workspace.
struct WorkerTasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks",
        abstract: "Write a shard of the workspace's tasks for `worker score` or `worker train`.")

    @Option(
        name: .long,
        help: "The model whose tasks to write, by number or name. Default: the one that select takes.")
    var model: String?
    @Option(
        name: .long, help: "What `worker begin` wrote: the tasks to train on, in place of those of a model.",
        completion: .file())
    var vocabulary: String?
    @Option(name: .long, help: "How many shards there are.")
    var shards = 1
    @Option(name: .long, help: "Which of them to write, from 0.")
    var shard = 0
    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        guard shards >= 1, (0..<shards).contains(shard) else {
            throw ValidationError(
                "--shard must be from 0 to below --shards (\(shards)), which is 1 or more; it is \(shard).")
        }
        guard model == nil || vocabulary == nil else {
            throw ValidationError(
                "Give either --model or --vocabulary: the tasks are those of a model or of a training.")
        }
    }

    func run() throws {
        let workspace = try workspace.open(for: .reading)
        let dataset = try workspace.loadDataset()
        let tasks: [UserTask]
        if let vocabulary {
            tasks = try Vocabulary(InputFile.read(vocabulary), file: vocabulary)
                .trainingTasks(of: dataset, datasetHash: workspace.datasetRecord().contentHash)
        } else {
            tasks = try workspace.trainedModel(
                model.map(RecordReference.init) ?? workspace.defaultModel(for: .shipping), dataset: dataset
            )
            .tasks(.warm, of: dataset).tasks
        }
        try Console.result(TaskLines(dataset).lines(tasks, shard: shard, of: shards).joined(separator: "\n"))
    }
}
