import Datasets
import Elicitation
import Evaluation

/// Makes the tiles that a comparison shows, from the training users and the settings chosen on some of them.
final class GridTiles {
    private let training: GridTraining
    private let count: Int
    private let seed: UInt64
    private let threads: Int
    private let ranker: StrategyRanker
    private let positiveFrom: Double?
    private let trainingUsers: [Bool]
    /// The settings of the design, by what may be shown.
    private var settings: [[Bool]: GridSettings] = [:]
    private let threeTaps: ThreeTapsRule?
    /// How many of the training users took each title lately, made when `trending` asks.
    private lazy var recent = RecentCounts.counts(
        of: ranker.dataset, positiveFrom: positiveFrom, users: trainingUsers)
    /// What the strategies for ratings choose from, made when the first of them asks.
    private var ratings: StrategyRanker.Input?

    init(
        _ training: GridTraining, subject: GridComparisonSubject, dataset: Dataset,
        options: GridComparisonSession.Options, seed: UInt64, threads: Int
    ) {
        (self.training, self.seed, self.threads) = (training, seed, threads)
        (count, positiveFrom) = (options.shown, options.positiveFrom)
        threeTaps = options.threeTaps.map { ThreeTapsRule(share: $0) }
        trainingUsers = subject.holdout.newUsers.map { !$0 }
        let warm = subject.model.map { $0.tasks(.warm, of: dataset).tasks } ?? []
        ranker = StrategyRanker(
            model: subject.model, dataset: dataset, holdout: subject.holdout, warm: warm, seed: seed,
            threads: threads)
    }

    /// The tiles that everybody is shown, best first; where a share must be able to tap three, those that this
    /// rule allows. The
    /// most popular tiles are as they are: no others reach more people.
    /// - Throws: ``UnreachedThreeTaps`` where not even they meet the rule.
    func tiles(_ source: ComparedGrid.Source, _ draw: GridDraw) throws -> [Int32] {
        guard let threeTaps, source != .taps(.popularity) else { return try unlimited(source, draw) }
        let rules = GridRules(count: count, isAllowed: draw.tiles)
        do {
            let chosen = source == .taps(.design) ? settings(draw) : .standard
            return try threeTaps.apply(rules, table: training.table) { rules in
                let limited = draw.showing(rules.isAllowed)
                settings[limited.tiles] = chosen
                let tiles = try unlimited(source, limited)
                return ItemRanking(
                    strategy: "",
                    scored: tiles.enumerated().map { RankedItem(item: Int($1), score: -Double($0)) })
            }.tiles.map { Int32($0) }
        } catch let error as ThreeTapsError {
            throw UnreachedThreeTaps(rule: error)
        }
    }

    private func unlimited(_ source: ComparedGrid.Source, _ draw: GridDraw) throws -> [Int32] {
        switch source {
        case .taps(.design): designer(draw).tiles(count)
        case .taps(let strategy): try tiles(strategy, draw)
        case .ratings(let name): try ranked(ElicitationStrategies.named(name), draw)
        case .pages: []
        }
    }

    /// Pages from the taps so far.
    func pages(of size: Int, _ draw: GridDraw) -> AdaptiveGrid {
        let designer = designer(draw)
        let pages = stride(from: 0, to: count, by: size).map { min(size, count - $0) }
        return AdaptiveGrid(
            pages: pages, model: designer.model, draw: draw, targets: designer.targets, ridge: designer.ridge)
    }

    /// The settings of the design in a draw, chosen on the training users.
    func settings(_ draw: GridDraw) -> GridSettings {
        if let known = settings[draw.tiles] { return known }
        let chosen = GridDesigner.settings(training, draw: draw, count: count, seed: seed, threads: threads)
        settings[draw.tiles] = chosen
        return chosen
    }

    private func designer(_ draw: GridDraw) -> GridDesigner {
        GridDesigner(training, draw: draw, settings: settings(draw), count: count, threads: threads)
    }

    private func tiles(_ strategy: GridStrategy, _ draw: GridDraw) throws -> [Int32] {
        if let gradient = strategy.gradient,
            let entry = ElicitationStrategies.all.first(where: { $0.need == .evidence(gradient) })
        {
            return try ranked(entry, draw)
        }
        let recent = strategy.needsTimes ? recent : nil
        return try strategy.tiles(
            of: training.table, model: training.model(of: training.candidates(of: draw)), allowed: draw.tiles,
            targets: draw.candidates, count: count, recent: recent, seed: seed, threads: threads
        ).map { Int32($0) }
    }

    /// The first items of a ranking by ratings or gradients that may be shown.
    private func ranked(_ entry: ElicitationStrategies.Entry, _ draw: GridDraw) throws -> [Int32] {
        var input = ratings ?? ranker.input(depth: 2 * ComparisonSession.longest)
        let ranking = try ranker.rank(entry, &input, seed: seed)
        ratings = input
        return ranking.items.lazy.map(\.item).filter { draw.tiles[$0] }.prefix(count).map { Int32($0) }
    }
}

/// Not even the most taken titles that a protocol may show let enough of the training users tap three.
package struct UnreachedThreeTaps: Error, CustomStringConvertible {
    let rule: ThreeTapsError

    /// What is wrong.
    package var problem: String {
        "at most \(Wording.percent(rule.reached)) of the training users can tap three of "
            + "\(Wording.count(rule.tiles, "tile", "tiles")), even of the most taken titles that the protocol may show, and "
            + "\(Wording.percent(rule.asked)) are asked for"
    }
    package var description: String { "\(problem); ask for less, or show more tiles" }
}
