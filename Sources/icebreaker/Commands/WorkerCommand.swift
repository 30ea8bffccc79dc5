import ArgumentParser
import Scaling

/// `icebreaker worker`: the part of scoring, training and designing grids that many machines share.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Score, train or count on a shard of the users, for Spark or any other scheduler.",
        discussion: """
            A worker reads a shard on standard input and writes what can be merged on standard output; it needs no workspace. \
            See docs/scaling.md.
            """,
        subcommands: [
            WorkerScoreCommand.self, WorkerBeginCommand.self, WorkerTrainCommand.self,
            WorkerAverageCommand.self,
            WorkerTasksCommand.self, WorkerTapsCommand.self, WorkerCountCommand.self,
            WorkerColumnsCommand.self,
            WorkerGridCommand.self,
        ])
}

/// The files that every worker gets.
struct WorkerFiles: ParsableArguments {
    @Option(
        name: .long, help: "The vocabulary, as `export vocabulary` or `worker begin` writes it.",
        completion: .file())
    var vocabulary: String
    @Option(name: .long, help: "How many threads to use; the result does not depend on it.")
    var threads = 1

    func validate() throws {
        guard (1...1024).contains(threads) else {
            throw ValidationError("--threads must be from 1 to 1024; it is \(threads).")
        }
    }
}

extension Console {
    /// Says which user features hold what the vocabulary does not know.
    static func warnings(about features: [FeatureCounts], vocabulary: Vocabulary) {
        for warning in features.warnings(vocabulary) { say("warning: \(warning)\n") }
    }
}
