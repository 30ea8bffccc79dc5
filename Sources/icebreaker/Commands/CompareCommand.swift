import ArgumentParser
import Datasets
import Elicitation
import Evaluation
import Foundation
import Preference
import Storage
import Support
import Workflows
import Tasks

/// `icebreaker compare`: interviews held-out users by each strategy, stores and prints what the answers were
/// worth.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare the strategies on users that training never saw.",
        discussion: """
            Ratings: interviews each held-out user by every strategy, predicts ratings that were never asked from the answers, \
            and says which strategies beat plain popularity and which lose to it. The users are those that the model held out \
            (`train --holdout`); with --holdout of its own it needs no model, and leaves out what rests on one. Strategies: \
            \(strategies).

            Taps: shows each held-out user a grid, who taps the tiles they have taken; recommends from the taps, and judges the \
            first ten of all titles. Needs neither ratings nor features nor a model. Strategies: \(gridStrategies).
            """)
    private static var strategies: String { ElicitationStrategies.all.map(\.name).joined(separator: ", ") }
    private static var gridStrategies: String { ComparedGrid.all.map(\.name).joined(separator: ", ") }

    @Option(
        name: .long,
        help: "What people answer with: ratings or taps. Default: taps where there are no ratings.")
    var answers: AnswerKind?

    @Option(
        name: .long,
        help: "A strategy to compare; may be repeated. Default: all. Popularity always takes part.")
    var strategy: [String] = []
    @Option(name: .long, help: "After how many shown items to compare, 1 to 40.")
    var shown = 20
    @Option(
        name: .long,
        help:
            "Ratings: how many query sets to draw for each user, 1 to 100; more make differences more certain. Default: 3."
    )
    var draws: Int?
    @Option(
        name: .long,
        help:
            "Ratings: how often to halve the training users to see how stable the lists are; 0 for not at all. Default: 5."
    )
    var splits: Int?
    @OptionGroup var grid: GridComparisonFlags
    @Option(name: .long, help: "The model, by number or name. Default: the latest that held out users.")
    var model: String?
    @Option(
        name: .long,
        help:
            "Ask a share of the users (0.2) or listed ones (users=FILE), without a model: by what needs none."
    )
    var holdout: HoldoutOption?
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var work: WorkOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...ComparisonSession.longest).contains(shown) else {
            throw ValidationError("--shown must be from 1 to \(ComparisonSession.longest); it is \(shown).")
        }
        guard draws.map((1...100).contains) ?? true else {
            throw ValidationError("--draws must be from 1 to 100; it is \(draws ?? 0).")
        }
        guard splits.map((0...1000).contains) ?? true else {
            throw ValidationError("--splits must be from 0 to 1000; it is \(splits ?? 0).")
        }
        guard holdout == nil || model == nil else {
            throw ValidationError("--holdout compares without a model; leave out --model, or --holdout.")
        }
    }

    func run() throws {
        let workspace = try workspace.open(for: .writing)
        let dataset = try workspace.loadDataset()
        switch answers ?? .usual(for: dataset.feedback) {
        case .ratings: try compareInterviews(workspace, dataset)
        case .taps: try compareGrids(workspace, dataset)
        }
    }

    private func compareInterviews(_ workspace: Workspace, _ dataset: Dataset) throws {
        guard dataset.feedback == .explicit else {
            throw ValidationError(
                "--answers ratings needs ratings, which this dataset does not have; use --answers taps.")
        }
        if let flag = grid.first {
            throw ValidationError("\(flag) belongs to --answers taps; add that, or leave it out.")
        }
        let chosen = try Set(strategy.map { try ElicitationStrategies.named($0).name }).union([
            StrategyID.reference.name
        ])
        let subject = try subject(workspace, dataset)
        let entries = try entries(chosen, subject)
        let (draws, splits) = (draws ?? 3, splits ?? 5)
        let session = ComparisonSession(
            subject, dataset: dataset, seed: work.seed, threads: work.threadCount, quiet: output.quiet)
        let results = try session.compare(entries, shown: shown, draws: draws, splits: splits)
        let options = Options(
            shown: shown, draws: draws, splits: splits, strategies: entries.map(\.name),
            newUsers: subject.model == nil ? subject.holdout.newUserIDs(of: dataset) : nil)
        try store(results, kind: "compare", model: subject.model, options: options, workspace, dataset)
        try output.result(
            ComparisonReport(results, shown: shown, scale: dataset.scale).rendered(output.format))
    }

    private func store(
        _ results: AnalysisResults, kind: String, model: TrainedModel?, options: some Encodable,
        _ workspace: Workspace,
        _ dataset: Dataset
    ) throws {
        let run = NewAnalysisRun(
            kind: kind, modelID: model?.record.id, seed: work.seed,
            optionsJSON: try CanonicalJSON.text(options),
            datasetHash: dataset.contentHash, softwareVersion: softwareVersion)
        _ = try workspace.saveAnalysis(run, results: results, at: Date())
    }

    /// Whom to interview, and by what.
    /// - Throws: ``NobodyToInterview`` or ``NoComparison``, with a command that interviews somebody.
    private func subject(_ workspace: Workspace, _ dataset: Dataset) throws -> ComparisonSubject {
        let advice = ComparisonAdvice(dataset, in: workspace)
        if let holdout {
            do {
                return try ComparisonSubject(
                    holdout: holdout.newUsers(of: dataset, seed: work.seed), dataset: dataset)
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
        output.progress.notes(about: model)
        do {
            return try ComparisonSubject(model, dataset: dataset)
        } catch var problem as NobodyToInterview {
            problem.command = try advice.command(otherThan: model.record.id)
            throw problem
        }
    }

    /// The strategies that take part.
    private func entries(_ chosen: Set<String>, _ subject: ComparisonSubject) throws -> [ElicitationStrategies
        .Entry]
    {
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

    private func compareGrids(_ workspace: Workspace, _ dataset: Dataset) throws {
        if let flag = [("--draws", draws), ("--splits", splits)].first(where: { $0.1 != nil })?.0 {
            throw ValidationError("\(flag) belongs to --answers ratings; leave it out.")
        }
        if dataset.feedback == .implicit, grid.positiveFrom != nil {
            throw ValidationError(
                "--positive-from belongs to ratings, which this dataset does not have; leave it out.")
        }
        let subject = try gridSubject(workspace, dataset)
        let strategies = try ComparedGrid.chosen(
            strategy, for: subject, dataset: dataset, quiet: output.quiet)
        var options = GridComparisonSession.Options(
            shown: shown, positiveFrom: grid.positiveFrom,
            minimumTaken: grid.minTaken ?? TapPerson.usualMinimum,
            strategies: strategies.map(\.name),
            recommenders: try recommenders(subject),
            protocols: grid.gridProtocol.isEmpty ? GridProtocol.usual : grid.gridProtocol,
            catalogueSplits: grid.catalogueSplits ?? 6,
            behaviour: TapBehaviour(tapRate: grid.tapRate ?? 1, leaveBelow: grid.leaveBelow ?? 0),
            threeTaps: grid.threeTaps.flatMap(GridFlags.share), design: "",
            newUsers: subject.model == nil ? subject.holdout.newUserIDs(of: dataset) : nil)
        let session = GridComparisonSession(
            subject: subject, dataset: dataset, seed: work.seed, threads: work.threadCount,
            quiet: output.quiet)
        let results = try session.compare(strategies, options: &options)
        try store(results, kind: "compare-taps", model: subject.model, options: options, workspace, dataset)
        try output.result(
            GridComparisonReport(results, options: options, users: subject.people.count).rendered(
                output.format))
    }

    /// Whom to show grids to: the held-out users of the flag, of the model, or a fifth of all.
    private func gridSubject(_ workspace: Workspace, _ dataset: Dataset) throws -> GridComparisonSubject {
        func subject(_ holdout: Holdout, model: TrainedModel? = nil) throws -> GridComparisonSubject {
            try GridComparisonSubject(
                model: model, holdout: holdout, dataset: dataset, shown: shown, flags: grid)
        }
        if let holdout {
            return try subject(holdout.newUsers(of: dataset, seed: work.seed))
        }
        let reference = try model.map(RecordReference.init)
        if try reference != nil || !workspace.models().isEmpty {
            let model = try workspace.trainedModel(
                reference ?? workspace.defaultModel(for: .measuring), dataset: dataset)
            if reference != nil || model.holdout.newUsers.contains(true) {
                output.progress.notes(about: model)
                return try subject(model.holdout, model: model)
            }
        }
        Console.note(
            "without a model that held out users, a fifth of all users is held out here", quiet: output.quiet)
        return try subject(HoldoutOption.share(0.2).newUsers(of: dataset, seed: work.seed))
    }

    /// The recommenders that take part.
    private func recommenders(_ subject: GridComparisonSubject) throws -> [String] {
        let chosen = GridComparisonFlags.recommenders.filter {
            grid.recommender.isEmpty || grid.recommender.contains($0)
        }
        guard subject.model == nil, chosen.contains(GridRecommenderName.localUpdate.rawValue) else {
            return chosen
        }
        guard grid.recommender.isEmpty else {
            throw ValidationError(
                "--recommender local-update needs a model that held out users; train one with `icebreaker train --holdout 0.2`."
            )
        }
        return chosen.filter { $0 != GridRecommenderName.localUpdate.rawValue }
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
