import Datasets
import Elicitation
import Evaluation
import LatentFactors
import Support
import Tasks

/// Fits the latent factors, makes every strategy's list and interviews the held-out users by it, as `icebreaker compare`
/// does; without the strategies of the estimator, whose work is measured as scoring, and without resampling.
struct ComparisonWorkload {
    let rows: RatingRows
    let heldOut: [UserTask]
    let scale: RatingScale

    init(_ dataset: Dataset, holdout: Holdout, warm: [UserTask]) {
        scale = dataset.scale
        rows = RatingRows(warmRowsOf: dataset, holdout: holdout, withoutQueriesOf: warm)
        heldOut =
            TaskSet(dataset, scenario: .userCold, holdout: holdout, rule: ElicitationSimulation.rule(order: .hash)).tasks
    }

    /// The first item vectors that the fit begins with, shape [items, d].
    var firstFactors: [Float] {
        var generator = SeededGenerator(seed: LatentFactorOptions().seed)
        let dimension = LatentFactorOptions().factors + 1
        return (0..<rows.itemCount * dimension).map { $0 % dimension == 0 ? 0 : Float(0.1 * generator.normal()) }
    }

    /// Each strategy's mean over users of MAE after the first half of the shown items.
    func run(shown: Int, threads: Int) throws -> [(strategy: String, error: Double)] {
        let model = LatentFactorModel(fitting: rows, threads: threads)
        let input = ElicitationInput(ratings: RatingTable(rows), model: model, depth: shown, threads: threads)
        let simulation = ElicitationSimulation(
            tasks: heldOut, scale: scale, predictors: [FoldInPredictor(model)], shown: shown)
        return try ElicitationStrategies.all.compactMap { entry in
            if case .evidence = entry.need { return nil }
            let outcome = simulation.run(try strategy(entry, model: model, input: input), threads: threads)
            let errors = outcome.values(of: .mae, predictor: 0, shown: shown / 2)
            return (entry.name, errors.reduce(0, +) / Double(max(errors.count, 1)))
        }
    }

    private func strategy(
        _ entry: ElicitationStrategies.Entry, model: LatentFactorModel, input: ElicitationInput
    ) throws -> SimulatedStrategy {
        guard entry.name != "adaptive" else {
            let knowledge = KnowledgeModel(fitting: input.ratings, threads: input.threads)
            return SimulatedStrategy(plan: try InterviewPlan(model: model, knowledge: knowledge))
        }
        var generator = SeededGenerator(seed: 0, stream: RandomStream(number: 4))
        let ranking = try entry.make().rank(input, using: &generator)
        return SimulatedStrategy(name: entry.name, list: ranking.top(input.depth).map { Int32($0) })
    }
}

extension ArrayFolder {
    /// The training ratings, the held-out users and the first item vectors of the fit.
    mutating func write(_ comparison: ComparisonWorkload) throws {
        try write(comparison.rows.users, "rows.users")
        try write(comparison.rows.items, "rows.items")
        try write(comparison.rows.ratings.map(Float.init), "rows.ratings")
        try write(comparison.heldOut, "held")
        try write(comparison.firstFactors, "factors.first")
    }
}
