import ArgumentParser
import Datasets
import Foundation
import Scaling

/// `icebreaker worker taps`: a shard of what the workspace's users took, for schedulers that start from the
/// workspace.
struct WorkerTapsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "taps", abstract: "Write a shard of what the workspace's users took, for `worker count`."
    )

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The lowest rating that counts as taken. Default: any rating or interaction.", valueName: "rating"
        ))
    var positiveFrom: Double?
    @Option(name: .long, help: "How many shards there are.")
    var shards = 1
    @Option(name: .long, help: "Which of them to write, from 0.")
    var shard = 0
    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        guard positiveFrom?.isFinite ?? true else {
            throw ValidationError("--positive-from must be a number.")
        }
        guard shards >= 1, (0..<shards).contains(shard) else {
            throw ValidationError(
                "--shard must be from 0 to below --shards (\(shards)), which is 1 or more; it is \(shard).")
        }
    }

    func run() throws {
        let dataset = try workspace.open(for: .reading).loadDataset()
        if positiveFrom != nil { try dataset.requireRatings(for: "--positive-from") }
        try Console.result(
            TapLines(dataset, positiveFrom: positiveFrom).lines(shard: shard, of: shards).joined(
                separator: "\n"))
    }
}

extension Dataset {
    /// - Throws: `ImplicitFeedbackError` where there are no ratings that a flag could be compared with.
    func requireRatings(for flag: String) throws {
        guard feedback == .implicit else { return }
        throw ImplicitFeedbackError(flag, reason: "no rating can be compared with it", fix: "leave it out")
    }
}
