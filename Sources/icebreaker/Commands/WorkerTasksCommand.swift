import ArgumentParser
import Foundation
import Scaling
import Storage
import Tasks

/// `icebreaker worker tasks`: a shard of the workspace's own tasks, for schedulers that start from the workspace.
struct WorkerTasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "Write a shard of the workspace's tasks for `worker score`.")

    @Option(name: .long, help: "The model whose tasks to write, by number or name. Default: the latest.")
    var model: String?
    @Option(name: .long, help: "How many shards there are.")
    var shards = 1
    @Option(name: .long, help: "Which of them to write, from 0.")
    var shard = 0
    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        guard shards >= 1, (0..<shards).contains(shard) else {
            throw ValidationError("--shard must be from 0 to below --shards (\(shards)), which is 1 or more; it is \(shard).")
        }
    }

    func run() throws {
        let workspace = try workspace.open(for: .reading)
        let dataset = try workspace.loadDataset()
        let model = try workspace.trainedModel(model.map(RecordReference.init) ?? .latest, dataset: dataset)
        let tasks = model.tasks(.warm, of: dataset).tasks
        try Console.result(TaskLines(dataset).lines(tasks, shard: shard, of: shards).joined(separator: "\n"))
    }
}
