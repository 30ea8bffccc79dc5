import Datasets
import Elicitation
import Foundation
import Preference
import Storage

/// The command that made an analysis, from its stored options.
struct AnalysisCommandLine {
    /// What makes the files that the command reads, and the command.
    let commands: [Command]

    /// The options of both kinds of analysis.
    private struct Options: Decodable {
        var localUpdate: LocalUpdate?
        var clip: Bool?
        var ranking: Ranking?
        var shown: Int?
        var draws: Int?
        var splits: Int?
        var strategies: [String]?
        var newUsers: [ExternalID]?
        var newItems: [ExternalID]?
    }

    private struct Ranking: Decodable {
        var negatives: Int
        var distribution: String
    }

    /// - Parameters:
    ///   - run: the analysis.
    ///   - dataset: the dataset.
    ///   - numbers: the number that each model has where the commands are repeated.
    init(_ run: AnalysisRunRecord, dataset: Dataset, numbers: [Int64: Int]) {
        let options = try? JSONDecoder().decode(Options.self, from: Data(run.details.optionsJSON.utf8))
        let isComparison = run.details.kind == "compare"
        let holdout = HeldOutFlags(
            users: options?.newUsers ?? [], items: isComparison ? nil : options?.newItems ?? [], seed: run.details.seed,
            dataset: dataset, source: .init(table: "analysis_run", id: run.id))
        let words =
            [run.details.kind] + (options.map(Self.flags) ?? []) + holdout.words
            + ReproducingCommands.model(run.details.modelID, numbers) + ReproducingCommands.seed(run.details.seed)
        let purpose = isComparison ? "Interview the held-out users by each strategy." : "Measure the model beside baselines."
        commands = holdout.files + [Command(purpose: purpose, line: CommandText.line(words))]
    }

    private static func flags(_ options: Options) -> [String] {
        var words: [String] = []
        if let update = options.localUpdate {
            words += ["--local-steps", "\(update.steps)", "--local-learning-rate", "\(update.localLearningRate)"]
        }
        if options.clip == true { words.append("--clip") }
        if let ranking = options.ranking {
            words += ["--negatives", "\(ranking.negatives)", "--negative-sampling", ranking.distribution]
        }
        let all = ElicitationStrategies.all.map(\.name)
        if let strategies = options.strategies, strategies != all { words += strategies.flatMap { ["--strategy", $0] } }
        if let draws = options.draws { words += ["--draws", "\(draws)"] }
        if let splits = options.splits { words += ["--splits", "\(splits)"] }
        if let shown = options.shown { words += ["--shown", "\(shown)"] }
        return words
    }
}
