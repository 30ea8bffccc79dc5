import ArgumentParser
import Foundation
import Preference
import Scaling
import Support

/// `icebreaker worker score`: measures the gradient norms of a shard.
struct WorkerScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Measure the gradient norms of a shard of tasks.",
        discussion: """
            Reads the shard on standard input and writes, per item, the number of support pairs and the sum of their norms \
            without rounding. `icebreaker select --scores` takes the files of all shards, or their sum.
            """)

    @Option(
        name: .long, help: "The weights, as `export model` writes them; those that the vocabulary names.",
        completion: .file(extensions: ["safetensors"]))
    var weights: String
    @OptionGroup var files: WorkerFiles
    @Option(name: .long, help: "What is differentiated: loss, unit-error or unit-loss.")
    var gradient: GradientTarget = .loss
    @OptionGroup var measure: GradientMeasureFlags

    func run() throws {
        let bytes = try InputFile.read(files.vocabulary)
        let vocabulary = try Vocabulary(bytes, file: files.vocabulary)
        let estimator = try vocabulary.estimator(InputFile.read(weights), file: weights)
        let shard = try TaskShard(Console.input(), file: "standard input", vocabulary: vocabulary)
        Console.warnings(about: shard.features, vocabulary: vocabulary)
        let scores = ShardScores(
            shard, vocabulary: vocabulary, vocabularyHash: ContentDigest.sha256(bytes), estimator: estimator,
            options: measure.options(gradient, loss: .squaredError, scaling: vocabulary.scaling),
            threads: files.threads)
        try Console.result(scores.lines(items: vocabulary.items).joined(separator: "\n"))
    }
}
