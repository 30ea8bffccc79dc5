import ArgumentParser
import Datasets
import Elicitation
import Foundation
import Storage
import Support
import Workflows

/// `icebreaker select`: scores the items, picks the list, stores both and prints it.
struct SelectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "select",
        abstract: "Pick the items to ask a new user about.",
        discussion: """
            Scores all items by an elicitation strategy, picks the best under your rules, stores scores and list as new \
            versions, and says how much the list differs from plain popularity. Strategies: \(strategies). For a grid of tiles \
            to tap (--answers taps): \(gridStrategies).
            """)
    private static var gridStrategies: String { GridStrategy.allCases.map(\.name).joined(separator: ", ") }
    private static var strategies: String { ElicitationStrategies.all.map(\.name).joined(separator: ", ") }

    @OptionGroup var list: ListFlags
    @OptionGroup var grid: GridFlags
    @Option(name: .long, help: "The elicitation strategy. Default: melu; for taps design.")
    var strategy: String?
    @OptionGroup var gradient: GradientFlags
    @Option(
        name: .long,
        help:
            "The model of a melu strategy, by number or name. Default: the latest that was fitted on everything, else the latest."
    )
    var model: String?
    @Option(
        name: .long,
        help: "The name of the list; a list of the same name becomes its next version. Default: the strategy."
    )
    var name: String?
    @Option(
        name: .customLong("scores"),
        help:
            "A file of gradient norms that `worker score` measured, instead of measuring them; may be repeated.",
        completion: .file())
    var scores: [String] = []
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var work: WorkOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let problem = name.flatMap(GivenName.problem) { throw ValidationError("--name: \(problem).") }
        guard gradient.gradient == nil || strategy ?? StrategyID.melu.name == StrategyID.melu else {
            throw ValidationError("--gradient belongs to --strategy melu; leave one of them out.")
        }
        guard let strategy, isKnown(strategy), StrategyID(rawValue: strategy)?.isMeLU != true else { return }
        guard usesNoModel else {
            throw ValidationError(
                "--model and --popularity belong to the melu strategies, and --strategy \(strategy) looks at all ratings and at no "
                    + "trained model; leave them out.")
        }
        guard scores.isEmpty else {
            throw ValidationError(
                "--scores holds gradient norms, which --strategy \(strategy) does not use; leave one of them out."
            )
        }
    }

    private var usesNoModel: Bool { model == nil && gradient.popularity == nil }

    private func isKnown(_ strategy: String) -> Bool {
        GridStrategy(rawValue: strategy) != nil || ElicitationStrategies.all.contains { $0.name == strategy }
    }

    func run() throws {
        let workspace = try workspace.open(for: .writing)
        let dataset = try workspace.loadDataset()
        let rules = try list.rules.checked(for: dataset)
        let selected =
            grid.answers(to: dataset) == .taps
            ? try selectGrid(workspace, dataset: dataset, rules: rules)
            : try selectList(workspace, dataset: dataset, rules: rules)
        if let note = selected.list.record.details.note {
            if output.format == .table {
                try Console.result(note)
            } else {
                Console.note(note, quiet: output.quiet)
            }
        }
        try output.result(ListReport(selected.list).rendered(output.format))
        if output.format == .table { try Console.result(selected.remarks.joined(separator: "\n")) }
    }

    /// The strategy: the one asked for, else the one that the other flags belong to, else the standard one.
    private func strategyName(standard: String) -> String {
        if let target = gradient.gradient { return StrategyID(target).name }
        return strategy ?? (usesNoModel && scores.isEmpty ? standard : StrategyID.melu.name)
    }

    private func selectList(
        _ workspace: Workspace, dataset: Dataset, rules: ListRules
    ) throws -> SelectionSession.Selection {
        let strategy = strategyName(standard: StrategyID.melu.name)
        guard
            GridStrategy(rawValue: strategy) == nil
                || ElicitationStrategies.all.contains(where: { $0.name == strategy })
        else { throw ValidationError("--strategy \(strategy) is for a grid; add --answers taps.") }
        return try SelectionSession(
            workspace: workspace, dataset: dataset, strategy: strategy, model: model,
            gradient: gradient.settings,
            seed: work.seed, threads: work.threadCount, progress: output.progress, scoreFiles: scores
        ).select(rules: rules, record: list.rules.record, name: name)
    }

    private func selectGrid(
        _ workspace: Workspace, dataset: Dataset, rules: ListRules
    ) throws -> SelectionSession.Selection {
        let strategy = try gridStrategy(dataset: dataset)
        let scoring =
            strategy.gradient == nil
            ? nil
            : try EvidenceScoring(
                in: workspace, dataset: dataset, model: model, gradient: gradient.settings, scoreFiles: scores
            )
        if let model = scoring?.model { output.progress.notes(about: model) }
        return try GridSelection(
            workspace: workspace, dataset: dataset, strategy: strategy, options: grid.options,
            gradient: gradient.settings, scoring: scoring, seed: work.seed, threads: work.threadCount,
            progress: output.progress
        ).select(rules: rules, record: list.rules.record, name: name)
    }

    private func gridStrategy(dataset: Dataset) throws -> GridStrategy {
        let name = strategyName(standard: GridStrategy.design.name)
        if GridStrategy(rawValue: name) == nil, ElicitationStrategies.all.contains(where: { $0.name == name })
        {
            guard dataset.feedback == .implicit else {
                throw ValidationError(
                    "--strategy \(name) is for ratings; leave --answers taps and the flags for taps out.")
            }
            throw ImplicitFeedbackError(
                "strategy \(name)", reason: "this strategy ranks items by their ratings",
                fix: "choose one of \(GridStrategy.allCases.map(\.name).joined(separator: ", "))")
        }
        return try GridStrategy.named(name)
    }
}
