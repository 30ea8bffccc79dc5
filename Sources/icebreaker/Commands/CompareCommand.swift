import ArgumentParser
import Datasets
import Elicitation
import Evaluation
import Foundation
import Preference
import Storage

/// `icebreaker compare`: interviews held-out users by each strategy, stores and prints what the answers were worth.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare the strategies on users that training never saw.",
        discussion: """
            Interviews each held-out user by every strategy, predicts ratings that were never asked from the answers, and says \
            which strategies beat plain popularity and which lose to it. The users are those that the model held out (`train \
            --holdout`); with --holdout of its own it needs no model, and leaves out what rests on one. Strategies: \(strategies).
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
    @Option(
        name: .long,
        help: "Interview a share of the users (0.2) or listed ones (users=FILE), without a model: by what needs none.")
    var holdout: HoldoutOption?
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
        guard holdout == nil || model == nil else {
            throw ValidationError("--holdout compares without a model; leave out --model, or --holdout.")
        }
    }

    func run() throws {
        let chosen = try Set(strategy.map { try ElicitationStrategies.named($0).name }).union(["popularity"])
        let workspace = try workspace.open(for: .writing)
        let dataset = try workspace.loadDataset()
        guard dataset.feedback == .explicit else {
            throw ImplicitFeedbackError(
                "compare", reason: "the comparison predicts ratings from the answers of an interview",
                mend: "measure models with `icebreaker evaluate`")
        }
        let subject = try subject(workspace, dataset)
        let entries = try entries(chosen, subject)
        let session = ComparisonSession(
            subject, dataset: dataset, seed: work.seed, threads: work.threadCount, quiet: output.quiet)
        let results = try session.compare(entries, shown: shown, draws: draws, splits: splits)
        let run = NewAnalysisRun(
            kind: "compare", modelID: subject.model?.record.id, seed: work.seed,
            optionsJSON: String(
                decoding: try JSONEncoder.stable.encode(
                    Options(
                        shown: shown, draws: draws, splits: splits, strategies: entries.map(\.name),
                        newUsers: subject.model == nil ? subject.newUsers(of: dataset) : nil)), as: UTF8.self),
            datasetHash: dataset.contentHash, softwareVersion: softwareVersion)
        _ = try workspace.saveAnalysis(run, results: results, at: Date())
        try output.result(ComparisonReport(results, shown: shown, scale: dataset.scale).rendered(output.format))
    }

    /// Whom to interview, and by what.
    /// - Throws: ``NobodyToInterview`` or ``NoComparison``, with a command that interviews somebody.
    private func subject(_ workspace: Workspace, _ dataset: Dataset) throws -> ComparisonSubject {
        let advice = ComparisonAdvice(dataset, in: workspace)
        if let holdout {
            do {
                return try ComparisonSubject(holdout: holdout.newUsers(of: dataset, seed: work.seed), dataset: dataset)
            } catch var problem as NobodyToInterview {
                problem.command = try advice.command()
                throw problem
            }
        }
        if model == nil, try workspace.models().isEmpty {
            throw NoComparison(
                command: try advice.command(), canTrain: TrainingAdvice(for: dataset).command != nil,
                training: try advice.training())
        }
        let model = try workspace.trainedModel(
            model.map(RecordReference.init) ?? workspace.defaultModel(for: .measuring), dataset: dataset)
        Console.notes(about: model, quiet: output.quiet)
        do {
            return try ComparisonSubject(model, dataset: dataset)
        } catch var problem as NobodyToInterview {
            problem.command = try advice.command(otherThan: model.record.id)
            throw problem
        }
    }

    /// The strategies that take part.
    private func entries(_ chosen: Set<String>, _ subject: ComparisonSubject) throws -> [ElicitationStrategies.Entry] {
        let entries = ElicitationStrategies.all.filter { strategy.isEmpty || chosen.contains($0.name) }
        let left = entries.filter { !subject.allows($0) }.map(\.name)
        guard !left.isEmpty else { return entries }
        guard strategy.isEmpty else {
            throw ValidationError(
                "--holdout compares without a model, which \(left.joined(separator: ", ")) needs; leave out --strategy \(left[0]), "
                    + "or --holdout.")
        }
        Console.note(
            "without a model: ratings are predicted by fold-in alone, and \(left.joined(separator: ", ")) take no part",
            quiet: output.quiet)
        return entries.filter(subject.allows)
    }

    /// The options as they are stored.
    private struct Options: Encodable {
        var shown: Int
        var draws: Int
        var splits: Int
        var strategies: [String]
        /// The users who were held out for this comparison; those of a model are stored with it.
        var newUsers: [ExternalID]?
    }
}
