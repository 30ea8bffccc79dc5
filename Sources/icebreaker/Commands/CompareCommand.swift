import ArgumentParser
import Elicitation
import Evaluation
import Foundation
import Storage

/// `icebreaker compare`: interviews held-out users by each strategy, stores and prints what the answers were worth.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare the strategies on users that training never saw.",
        discussion: """
            Interviews each held-out user by every strategy, predicts ratings that were never asked from the answers, and says \
            which strategies beat plain popularity and which lose to it. Needs a model trained with --holdout. Strategies: \
            \(strategies).
            """)
    private static var strategies: String { ElicitationStrategies.all.map(\.name).joined(separator: ", ") }

    @Option(name: .long, help: "A strategy to compare; may be repeated. Default: all. Popularity always takes part.")
    var strategy: [String] = []
    @Option(name: .long, help: "After how many shown items to compare, 1 to 40.")
    var shown = 20
    @Option(name: .long, help: "How many query sets to draw for each user, 1 to 100; more make differences more certain.")
    var draws = 1
    @Option(name: .long, help: "The model, by number or name. Default: the latest.")
    var model: String?
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var work: WorkOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...ComparisonSession.longest).contains(shown) else {
            throw ValidationError("--shown must be from 1 to \(ComparisonSession.longest); it is \(shown).")
        }
        guard (1...100).contains(draws) else { throw ValidationError("--draws must be from 1 to 100; it is \(draws).") }
    }

    func run() throws {
        let chosen = try Set(strategy.map { try ElicitationStrategies.named($0).name }).union(["popularity"])
        let entries = ElicitationStrategies.all.filter { strategy.isEmpty || chosen.contains($0.name) }
        let workspace = try workspace.open(for: .writing)
        let dataset = try workspace.loadDataset()
        let session = try ComparisonSession(
            model: try workspace.trainedModel(model.map(RecordReference.init) ?? .latest, dataset: dataset), dataset: dataset,
            seed: work.seed, threads: work.threadCount, quiet: output.quiet)
        let records = try session.compare(entries, shown: shown, draws: draws)
        let run = NewAnalysisRun(
            kind: "compare", modelID: session.model.record.id, seed: work.seed,
            optionsJSON: String(
                decoding: try JSONEncoder.stable.encode(Options(shown: shown, draws: draws, strategies: entries.map(\.name))),
                as: UTF8.self),
            datasetHash: dataset.contentHash, softwareVersion: softwareVersion)
        _ = try workspace.saveAnalysis(run, results: AnalysisResults(elicitations: records), at: Date())
        Console.result(try ComparisonReport(records, shown: shown).rendered(output.format))
    }

    /// The options as they are stored.
    private struct Options: Encodable {
        var shown: Int
        var draws: Int
        var strategies: [String]
    }
}
