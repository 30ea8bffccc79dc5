import Datasets
import Elicitation
import Evaluation

/// Makes the tiles that a comparison shows, from the training users and the settings chosen on some of them.
final class GridTiles {
    private let training: GridTraining
    private let tuning: GridSettings
    private let count: Int
    private let seed: UInt64
    private let threads: Int
    private let ranker: StrategyRanker
    private let positiveFrom: Double?
    private let trainingUsers: [Bool]
    /// What the strategies for ratings choose from, made when the first of them asks.
    private var ratings: StrategyRanker.Input?

    init(
        _ training: GridTraining, tuning: GridSettings, subject: GridComparisonSubject, dataset: Dataset,
        options: GridComparisonSession.Options, seed: UInt64, threads: Int
    ) {
        (self.training, self.tuning, self.seed, self.threads) = (training, tuning, seed, threads)
        (count, positiveFrom) = (options.shown, options.positiveFrom)
        trainingUsers = subject.holdout.newUsers.map { !$0 }
        let warm = subject.model.map { $0.tasks(.warm, of: dataset).tasks } ?? []
        ranker = StrategyRanker(
            model: subject.model, dataset: dataset, holdout: subject.holdout, warm: warm, seed: seed, threads: threads)
    }

    /// The tiles that everybody is shown, best first.
    func tiles(_ source: ComparedGrid.Source, _ draw: GridDraw) throws -> [Int32] {
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

    private func designer(_ draw: GridDraw) -> GridDesigner {
        GridDesigner(training, draw: draw, tuning: tuning, threads: threads)
    }

    private func tiles(_ strategy: GridStrategy, _ draw: GridDraw) throws -> [Int32] {
        if let gradient = strategy.gradient,
            let entry = ElicitationStrategies.all.first(where: { $0.need == .evidence(gradient) })
        {
            return try ranked(entry, draw)
        }
        let recent =
            strategy.needsTimes
            ? RecentCounts.counts(of: ranker.dataset, positiveFrom: positiveFrom, users: trainingUsers) : nil
        return try strategy.tiles(
            of: training.table, model: training.model(of: training.candidates(of: draw)), allowed: draw.tiles,
            targets: draw.candidates, count: count, ridge: tuning.ridge, recent: recent, seed: seed, threads: threads
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
