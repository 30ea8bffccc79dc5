import ArgumentParser
import Foundation
import Scaling

/// `icebreaker worker train`: one round of training on a shard.
struct WorkerTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train for one round on a shard of tasks.",
        discussion: """
            Reads the shard on standard input, takes the global updates of one round on it from the state that all workers of \
            the round share, and writes its new state. `icebreaker worker average` brings the shards' states together.
            """)

    @Option(
        name: .long,
        help: """
            Where the round begins: what `worker begin` or `worker average` wrote. With - it is the first line of standard \
            input, in base 64.
            """, completion: .file())
    var state: String
    @OptionGroup var files: WorkerFiles

    func run() throws {
        let bytes = try InputFile.read(files.vocabulary)
        let vocabulary = try Vocabulary(bytes, file: files.vocabulary)
        let isBefore = state == "-"
        let input = try RoundInput(
            Console.input(), state: isBefore ? nil : InputFile.read(state), file: "standard input")
        let state = try RoundState(
            input.state, file: isBefore ? "the state on standard input" : state, vocabulary: bytes,
            architecture: vocabulary.architecture)
        let shard = try TaskShard(
            input.shard, file: isBefore ? "the shard on standard input" : "standard input",
            vocabulary: vocabulary)
        Console.warnings(about: shard.features, vocabulary: vocabulary)
        let part = try RoundPart(shard, vocabulary: vocabulary, state: state, threads: files.threads)
        try Console.result(part.lines().joined(separator: "\n"))
    }
}
