import Datasets
import Elicitation
import Foundation
import Preference
import Storage
import Support

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
        var answers: String?
        var positiveFrom: Double?
        var minimumTaken: Int?
        var recommenders: [String]?
        var protocols: [String]?
        var catalogueSplits: Int?
        var behaviour: Behaviour?
        var threeTaps: Double?
        var newUsers: [ExternalID]?
        var newItems: [ExternalID]?
    }

    private struct Behaviour: Decodable {
        var tapRate: Double
        var leaveBelow: Int
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
        let isComparison = run.details.kind.hasPrefix("compare")
        let holdout = HeldOutFlags(
            users: options?.newUsers ?? [], items: isComparison ? nil : options?.newItems ?? [],
            seed: run.details.seed,
            dataset: dataset, source: .init(table: "analysis_run", id: run.id))
        let words =
            [isComparison ? "compare" : run.details.kind] + (options.map(Self.flags) ?? []) + holdout.words
            + ReproducingCommands.model(run.details.modelID, numbers)
            + ReproducingCommands.seed(run.details.seed)
        let purpose =
            switch run.details.kind {
            case "compare": "Interview the held-out users by each strategy."
            case "compare-taps": "Show grids to the held-out users."
            default: "Measure the model and the baselines."
            }
        commands = holdout.files + [Command(purpose: purpose, line: CommandText.line(words))]
    }

    private static func flags(_ options: Options) -> [String] {
        var words: [String] = []
        if let update = options.localUpdate {
            words += [
                "--local-steps", "\(update.steps)", "--local-learning-rate", "\(update.localLearningRate)",
            ]
        }
        if options.clip == true { words.append("--clip") }
        if let ranking = options.ranking {
            words += ["--negatives", "\(ranking.negatives)", "--negative-sampling", ranking.distribution]
        }
        if let answers = options.answers { words += ["--answers", answers] }
        let all = ElicitationStrategies.all.map(\.name)
        if let strategies = options.strategies, strategies != all {
            words += strategies.flatMap { ["--strategy", $0] }
        }
        if let draws = options.draws { words += ["--draws", "\(draws)"] }
        if let splits = options.splits { words += ["--splits", "\(splits)"] }
        if let floor = options.positiveFrom { words += ["--positive-from", floor.plainText] }
        if let minimum = options.minimumTaken { words += ["--min-taken", "\(minimum)"] }
        words += (options.recommenders ?? []).flatMap { ["--recommender", $0] }
        words += (options.protocols ?? []).flatMap { ["--protocol", $0] }
        if let splits = options.catalogueSplits { words += ["--catalogue-splits", "\(splits)"] }
        if let behaviour = options.behaviour {
            if behaviour.tapRate < 1 { words += ["--tap-rate", behaviour.tapRate.plainText] }
            if behaviour.leaveBelow > 0 { words += ["--leave-below", "\(behaviour.leaveBelow)"] }
        }
        if let share = options.threeTaps { words += ["--three-taps", share.plainText] }
        if let shown = options.shown { words += ["--shown", "\(shown)"] }
        return words
    }
}
