import ArgumentParser
import Datasets
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
    var draws = 3
    @Option(name: .long, help: "How often to halve the training users to see how stable the lists are; 0 for not at all.")
    var splits = 5
    @Option(name: .long, help: "The model, by number or name. Default: the latest that held out users.")
    var model: String?
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var work: WorkOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...ComparisonSession.longest).contains(shown) else {
            throw ValidationError("--shown must be from 1 to \(ComparisonSession.longest); it is \(shown).")
        }
        guard (1...100).contains(draws) else { throw ValidationError("--draws must be from 1 to 100; it is \(draws).") }
        guard (0...1000).contains(splits) else {
            throw ValidationError("--splits must be from 0 to 1000; it is \(splits).")
        }
    }

    func run() throws {
        let chosen = try Set(strategy.map { try ElicitationStrategies.named($0).name }).union(["popularity"])
        let entries = ElicitationStrategies.all.filter { strategy.isEmpty || chosen.contains($0.name) }
        let workspace = try workspace.open(for: .writing)
        let dataset = try workspace.loadDataset()
        guard dataset.feedback == .explicit else {
            throw ImplicitFeedbackError(
                "compare", reason: "the comparison predicts ratings from the answers of an interview",
                mend: "measure models with `icebreaker evaluate`")
        }
        let session = try session(workspace, dataset)
        let results = try session.compare(entries, shown: shown, draws: draws, splits: splits)
        let run = NewAnalysisRun(
            kind: "compare", modelID: session.model.record.id, seed: work.seed,
            optionsJSON: String(
                decoding: try JSONEncoder.stable.encode(
                    Options(shown: shown, draws: draws, splits: splits, strategies: entries.map(\.name))), as: UTF8.self),
            datasetHash: dataset.contentHash, softwareVersion: softwareVersion)
        _ = try workspace.saveAnalysis(run, results: results, at: Date())
        try output.result(ComparisonReport(results, shown: shown, scale: dataset.scale).rendered(output.format))
    }

    /// - Throws: ``NobodyHeldOut``, with the models that held out users.
    private func session(_ workspace: Workspace, _ dataset: Dataset) throws -> ComparisonSession {
        let model = try workspace.trainedModel(
            model.map(RecordReference.init) ?? workspace.defaultModel(for: .measuring), dataset: dataset)
        Console.notes(about: model, quiet: output.quiet)
        do {
            return try ComparisonSession(
                model: model, dataset: dataset, seed: work.seed, threads: work.threadCount, quiet: output.quiet)
        } catch var problem as NobodyHeldOut {
            problem.others = try workspace.models().filter { record in
                record.id != model.record.id && record.status == .finished
                    && (try? ModelOptions(json: record.details.optionsJSON))?.holdout(of: dataset).newUsers.contains(true)
                        ?? false
            }.map(\.id)
            throw problem
        }
    }

    /// The options as they are stored.
    private struct Options: Encodable {
        var shown: Int
        var draws: Int
        var splits: Int
        var strategies: [String]
    }
}
