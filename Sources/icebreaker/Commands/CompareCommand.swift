import ArgumentParser
import Datasets
import Elicitation
import Storage
import Workflows

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

            Taps: shows each held-out user a grid, who taps the tiles they have taken; recommends from the taps, and measures the \
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
    var holdout: HoldoutChoice?
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
        if let holdout, holdout.namesItems {
            throw ValidationError("--holdout: only users are held out here; leave items=FILE out.")
        }
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
        let options = ComparisonSession.Options(
            strategies: try strategy.map { try ElicitationStrategies.named($0) }, shown: shown,
            draws: draws ?? 3, splits: splits ?? 5)
        let subject = try ComparisonSubject(
            holdout?.newUsers(of: dataset, seed: work.seed), model: model.map(RecordReference.init),
            in: workspace, dataset: dataset, progress: output.progress)
        let session: ComparisonSession
        do {
            session = try ComparisonSession(
                subject, in: workspace, dataset: dataset, options: options, seed: work.seed,
                threads: work.threadCount, progress: output.progress)
        } catch let error as ModelNeeded {
            throw ValidationError(
                "--holdout compares without a model, which \(error.strategies.joined(separator: ", ")) needs; leave out "
                    + "--strategy \(error.strategies[0]), or --holdout.")
        }
        try output.result(
            ComparisonReport(session.compare(), shown: shown, scale: dataset.scale).rendered(output.format))
    }

    private func compareGrids(_ workspace: Workspace, _ dataset: Dataset) throws {
        if let flag = [("--draws", draws), ("--splits", splits)].first(where: { $0.1 != nil })?.0 {
            throw ValidationError("\(flag) belongs to --answers ratings; leave it out.")
        }
        if dataset.feedback == .implicit, grid.positiveFrom != nil {
            throw ValidationError(
                "--positive-from belongs to ratings, which this dataset does not have; leave it out.")
        }
        let options = grid.options(shown: shown)
        let subject = try GridComparisonSubject(
            holdout?.newUsers(of: dataset, seed: work.seed), model: model.map(RecordReference.init),
            in: workspace, dataset: dataset, seed: work.seed, options: options, progress: output.progress)
        if options.recommenders.contains(.localUpdate), subject.model == nil {
            throw ValidationError(
                "--recommender local-update needs a model that held out users; train one with `icebreaker train --holdout 0.2`."
            )
        }
        let (results, record) = try GridComparisonSession(
            subject, strategies: grids(subject, dataset), in: workspace, dataset: dataset, options: options,
            seed: work.seed, threads: work.threadCount, progress: output.progress
        ).compare()
        try output.result(
            GridComparisonReport(results, options: record, users: subject.people.count).rendered(
                output.format))
    }

    private func grids(_ subject: GridComparisonSubject, _ dataset: Dataset) throws -> [ComparedGrid] {
        do {
            return try ComparedGrid.chosen(
                strategy, for: subject, dataset: dataset, progress: output.progress)
        } catch let refusal as ComparedGrid.Refusal {
            throw ValidationError("--strategy: \(refusal).")
        }
    }
}
