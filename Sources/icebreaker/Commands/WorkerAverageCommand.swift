import ArgumentParser
import Foundation
import Scaling

/// `icebreaker worker average`: brings the parts of a round together.
struct WorkerAverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "average", abstract: "Average the states that the workers of a round wrote.",
        discussion: """
            Writes the state for the next round and the weights of the best epoch so far, and prints one line of JSON: round, \
            epoch, tasks, queryLoss, validationMAE (of the epoch before, in the round that begins one), bestEpoch, and whether \
            the training is finished.
            """)

    @Argument(help: "What `worker train` wrote, one file of each shard.", completion: .file())
    var parts: [String]
    @Option(name: .long, help: "Where the round began.", completion: .file())
    var state: String
    @Option(name: .long, help: "The vocabulary, as `worker begin` wrote it.", completion: .file())
    var vocabulary: String
    @Option(name: .long, help: "The file of the next state.", completion: .file())
    var next: String
    @Option(
        name: .long, help: "The file of the weights to write.", completion: .file(extensions: ["safetensors"])
    )
    var weights: String

    func run() throws {
        let bytes = try InputFile.read(vocabulary)
        let vocabulary = try Vocabulary(bytes, file: vocabulary)
        let state = try RoundState(
            InputFile.read(state), file: state, vocabulary: bytes, architecture: vocabulary.architecture)
        let parts = try parts.map { try RoundPart(InputFile.read($0), file: $0, state: state) }
        let average = try RoundAverage(parts, from: state, vocabulary: vocabulary)
        if state.rounds == 0 { Console.warnings(about: average.features, vocabulary: vocabulary) }
        try ResultFile(weights).write(average.state.weights(of: vocabulary.encoding))
        try ResultFile(next).write(average.state.encoded())
        try Console.result(average.summary.line())
    }
}
