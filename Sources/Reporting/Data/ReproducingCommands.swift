import Datasets
import Elicitation
import Foundation
import Preference
import Storage
import Tasks

/// The commands that make a workspace like this one again.
struct ReproducingCommands {
    let commands: [Command]

    init(dataset: Dataset, model: ModelRecord?, lists: [StoredList], analyses: [AnalysisRunRecord]) {
        var commands = [
            Command(
                purpose: "Read the dataset; SOURCE is its folder or dataset.yaml.",
                line: Self.line(
                    ["import", "SOURCE"] + (dataset.feedback == .implicit ? ["--implicit"] : []) + ["--name", dataset.name]))
        ]
        if let model { commands.append(TrainCommandLine(model, dataset: dataset).command) }
        commands += lists.map(Self.select)
        commands += analyses.map(Self.analysis)
        self.commands = commands
    }

    private static func select(_ list: StoredList) -> Command {
        let details = list.run.details
        var words = ["select"]
        if details.strategy != "melu" { words += ["--strategy", details.strategy] }
        if let parameters = details.parameters, parameters != "decision" { words += ["--parameters", parameters] }
        if let norm = details.norm, norm != "global" { words += ["--norm", norm] }
        if let normalization = details.normalization, normalization != "max" { words += ["--normalization", normalization] }
        words += StoredRules(json: list.record.details.rulesJSON)?.flags ?? []
        if list.record.details.name != details.strategy { words += ["--name", list.record.details.name] }
        return Command(
            purpose: "Pick the list “\(list.record.details.name)”.",
            line: line(words + model(details.modelID) + seed(details.seed)))
    }

    private static func analysis(_ run: AnalysisRunRecord) -> Command {
        /// The options of both kinds of analysis.
        struct Options: Decodable {
            var localUpdate: LocalUpdate?
            var clip: Bool?
            var ranking: Ranking?
            var shown: Int?
            var draws: Int?
            var splits: Int?
            var strategies: [String]?
        }
        struct Ranking: Decodable {
            var negatives: Int
            var distribution: String
        }
        let options = try? JSONDecoder().decode(Options.self, from: Data(run.details.optionsJSON.utf8))
        var words = [run.details.kind]
        if let update = options?.localUpdate {
            words += ["--local-steps", "\(update.steps)", "--local-learning-rate", "\(update.localLearningRate)"]
        }
        if options?.clip == true { words.append("--clip") }
        if let ranking = options?.ranking {
            words += ["--negatives", "\(ranking.negatives)", "--negative-sampling", ranking.distribution]
        }
        let all = ElicitationStrategies.all.map(\.name)
        if let strategies = options?.strategies, strategies != all { words += strategies.flatMap { ["--strategy", $0] } }
        if let draws = options?.draws { words += ["--draws", "\(draws)"] }
        if let splits = options?.splits { words += ["--splits", "\(splits)"] }
        if let shown = options?.shown { words += ["--shown", "\(shown)"] }
        let purpose =
            run.details.kind == "compare"
            ? "Interview the held-out users by each strategy." : "Measure the model beside baselines."
        return Command(purpose: purpose, line: line(words + model(run.details.modelID) + seed(run.details.seed)))
    }

    private static func model(_ id: Int64?) -> [String] { id.map { ["--model", "\($0)"] } ?? [] }

    /// The seed, where it is not the usual one.
    static func seed(_ seed: UInt64) -> [String] { seed == 0 ? [] : ["--seed", "\(seed)"] }

    /// A command as it is typed.
    static func line(_ words: [String]) -> String { CommandText.line(words) }
}
