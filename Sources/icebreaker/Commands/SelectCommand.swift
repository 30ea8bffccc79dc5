import ArgumentParser
import Datasets
import Elicitation
import Foundation
import Storage

/// `icebreaker select`: scores the items, picks the list, stores both and prints it.
struct SelectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "select",
        abstract: "Pick the items to ask a new user about.",
        discussion: """
            Scores all items by an elicitation strategy, picks the best under your rules, stores scores and list as new \
            versions, and says how much the list differs from plain popularity. Strategies: \(strategies).
            """)
    private static var strategies: String { ElicitationStrategies.all.map(\.name).joined(separator: ", ") }

    @OptionGroup var list: ListFlags
    @Option(name: .long, help: "The elicitation strategy.")
    var strategy = "melu"
    @OptionGroup var gradient: GradientFlags
    @Option(
        name: .long,
        help:
            "The model of a melu strategy, by number or name. Default: the latest that was fitted on everything, else the latest."
    )
    var model: String?
    @Option(name: .long, help: "The name of the list; a list of the same name becomes its next version. Default: the strategy.")
    var name: String?
    @Option(
        name: .customLong("scores"),
        help: "A file of gradient norms that `worker score` measured, instead of measuring them; may be repeated.",
        completion: .file())
    var scores: [String] = []
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var work: WorkOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let problem = name.flatMap(GivenName.problem) { throw ValidationError("--name: \(problem).") }
        guard gradient.gradient == nil || strategy == "melu" else {
            throw ValidationError("--gradient belongs to --strategy melu; leave one of them out.")
        }
        guard strategy.hasPrefix("melu") || !ElicitationStrategies.all.contains(where: { $0.name == strategy }) || usesNoModel
        else {
            throw ValidationError(
                "--model and --popularity belong to the melu strategies, and --strategy \(strategy) looks at all ratings and at no "
                    + "trained model; leave them out.")
        }
        guard scores.isEmpty || strategy.hasPrefix("melu") else {
            throw ValidationError(
                "--scores holds gradient norms, which --strategy \(strategy) does not use; leave one of them out.")
        }
    }

    private var usesNoModel: Bool { model == nil && gradient.popularity == nil }

    func run() throws {
        let workspace = try workspace.open(for: .writing)
        let dataset = try workspace.loadDataset()
        let rules = try list.rules(for: dataset)
        let session = try SelectionSession(
            workspace: workspace, dataset: dataset,
            strategy: gradient.gradient.map { $0 == .loss ? "melu" : "melu-\($0.rawValue)" }
                ?? strategy, model: model, gradient: gradient, seed: work.seed, threads: work.threadCount, quiet: output.quiet,
            scoreFiles: scores)
        let stored = try session.select(rules: rules, record: list.record, name: name)
        if let note = stored.list.record.details.note {
            if output.format == .table { try Console.result(note) } else { Console.note(note, quiet: output.quiet) }
        }
        try output.result(ListReport(stored.list).rendered(output.format))
        if output.format == .table { try Console.result(stored.remarks.joined(separator: "\n")) }
    }
}
