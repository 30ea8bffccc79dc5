import Datasets
import Elicitation
import Foundation
import Storage
import Support

/// The commands that make what a report shows again, in a folder without a workspace.
///
/// They follow the versions of the dataset: what was made on one comes before what was appended to it. Models
/// are numbered as they are made again, so that a command names the number that its model has there.
struct ReproducingCommands {
    let commands: [Command]

    /// - Parameters:
    ///   - dataset: the dataset.
    ///   - versions: the hashes of its versions, in their order.
    ///   - models: all models of the workspace.
    ///   - shown: the model that the report shows.
    ///   - lists: the lists that it shows.
    ///   - analyses: the analyses that it shows.
    init(
        dataset: Dataset, versions: [String], models: [ModelRecord], shown: ModelRecord?, lists: [StoredList],
        analyses: [AnalysisRunRecord]
    ) {
        let used = Self.used(
            models, of: [shown?.id] + lists.map(\.run.details.modelID) + analyses.map(\.details.modelID))
        let lists = lists.sorted { $0.record.id < $1.record.id }
        var commands: [Command] = []
        var numbers: [Int64: Int] = [:]
        for (place, version) in (versions.isEmpty ? [dataset.contentHash] : versions).enumerated() {
            commands.append(Self.importing(dataset, version: place + 1))
            let (ownLists, ownRuns) = (
                lists.filter { $0.run.details.datasetHash == version },
                analyses.filter { $0.details.datasetHash == version }
            )
            // What was made while there was no model is made again before there is one.
            for withModel in [false, true] {
                if withModel {
                    for model in used where model.details.datasetHash == version {
                        numbers[model.id] = numbers.count + 1
                        commands += TrainCommandLine(model, dataset: dataset) { numbers[$0] ?? 0 }.commands
                    }
                }
                commands += ownLists.filter { ($0.run.details.modelID != nil) == withModel }
                    .map { Self.select($0, numbers: numbers) }
                commands += ownRuns.filter { ($0.details.modelID != nil) == withModel }
                    .flatMap { AnalysisCommandLine($0, dataset: dataset, numbers: numbers).commands }
            }
        }
        self.commands = commands
    }

    /// The models that something rests on, with those that their trainings started from, in the order in
    /// which they were finished.
    private static func used(_ models: [ModelRecord], of ids: [Int64?]) -> [ModelRecord] {
        var wanted: Set<Int64> = []
        var open = ids.compactMap { $0 }
        while let id = open.popLast() {
            guard wanted.insert(id).inserted, let model = models.first(where: { $0.id == id }),
                let options = try? ModelOptions(json: model.details.optionsJSON)
            else { continue }
            if let start = options.warmStart { open.append(start) }
        }
        return models.filter { wanted.contains($0.id) }.sorted {
            (($0.finishedAt ?? .distantFuture), $0.id) < (($1.finishedAt ?? .distantFuture), $1.id)
        }
    }

    /// The reading of one version; what was left out says which flags it was read with.
    private static func importing(_ dataset: Dataset, version: Int) -> Command {
        var flags = dataset.feedback == .implicit ? ["--implicit"] : []
        let below = "rating below "
        if let rejection = dataset.rejections.first(where: { $0.reason.hasPrefix(below) }) {
            flags += ["--positive-from", String(rejection.reason.dropFirst(below.count))]
        }
        if dataset.rejections.contains(where: { !$0.reason.hasPrefix(below) }) {
            flags.append("--skip-invalid")
        }
        guard version > 1 else {
            // What holds where there are times needs no flag.
            if let rule = dataset.reratings.rule, rule != .latest || dataset.interactions.timestamps == nil {
                flags += ["--ratings", rule.rawValue]
            }
            return Command(
                purpose: "Read the dataset; SOURCE is its folder, its file or its dataset.yaml.",
                line: CommandText.line(["import", "SOURCE"] + flags + ["--name", dataset.name]))
        }
        return Command(
            purpose: "Add what came as version \(version) of the dataset; SOURCE-\(version) is its folder.",
            line: CommandText.line(["import", "SOURCE-\(version)", "--append"] + flags))
    }

    private static func select(_ list: StoredList, numbers: [Int64: Int]) -> Command {
        let details = list.run.details
        var words = ["select"]
        let grid = GridOptions(json: details.optionsJSON)
        if details.strategy != StrategyID.melu || grid != nil { words += ["--strategy", details.strategy] }
        if let parameters = details.parameters, parameters != "decision" {
            words += ["--parameters", parameters]
        }
        if let norm = details.norm, norm != "global" { words += ["--norm", norm] }
        if let normalization = details.normalization, normalization != "max" {
            words += ["--normalization", normalization]
        }
        if let popularity = details.popularity, details.modelID != nil {
            words += ["--popularity", popularity]
        }
        words += grid.map(flags) ?? []
        words += StoredRules(json: list.record.details.rulesJSON)?.flags ?? []
        if list.record.details.name != details.strategy { words += ["--name", list.record.details.name] }
        return Command(
            purpose: "Pick the list “\(list.record.details.name)”.",
            line: CommandText.line(words + model(details.modelID, numbers) + seed(details.seed)))
    }

    /// The flags of `select --answers taps`.
    private static func flags(_ grid: GridOptions) -> [String] {
        ["--answers", "taps"] + (grid.positiveFrom.map { option("--positive-from", $0.plainText) } ?? [])
            + (grid.threeTaps.map { option("--three-taps", $0.plainText) } ?? [])
            + (grid.tuned == true ? ["--tune"] : [])
    }

    /// The model by its number in the new workspace.
    static func model(_ id: Int64?, _ numbers: [Int64: Int]) -> [String] {
        id.flatMap { numbers[$0] }.map { ["--model", "\($0)"] } ?? []
    }

    /// The seed, where it is not the usual one.
    static func seed(_ seed: UInt64) -> [String] { seed == 0 ? [] : ["--seed", "\(seed)"] }

    /// A flag with a value, which may begin like a flag itself.
    static func option(_ flag: String, _ value: String) -> [String] {
        value.hasPrefix("-") ? ["\(flag)=\(value)"] : [flag, value]
    }
}
