import Datasets
import Elicitation
import Evaluation
import Foundation
import Preference
import Storage
import Tasks

/// The steps of `icebreaker compare`.
struct ComparisonSession {
    /// The longest interview.
    static let longest = 40

    let model: TrainedModel
    private let dataset: Dataset
    private let warm: [UserTask]
    private let heldOut: [UserTask]
    private let seed: UInt64
    private let threads: Int
    private let quiet: Bool

    init(model: TrainedModel, dataset: Dataset, seed: UInt64, threads: Int, quiet: Bool) throws {
        (self.model, self.dataset, self.seed, self.threads, self.quiet) = (model, dataset, seed, threads, quiet)
        let rule = ElicitationSimulation.rule(order: model.options.rule.order)
        heldOut = TaskSet(dataset, scenario: .userCold, holdout: model.holdout, rule: rule).tasks
        guard !heldOut.isEmpty else {
            throw NobodyHeldOut(
                model: model.record.id, ratings: model.holdout.newUsers.contains(true) ? rule.minimumRatings : nil)
        }
        warm = model.tasks(.warm, of: dataset).tasks
        guard !warm.isEmpty else { throw TrainingError.noTasks }
    }

    /// Interviews every held-out user by every strategy.
    /// - Returns: the results after every number of shown items, those after `shown` with tests.
    func compare(_ entries: [ElicitationStrategies.Entry], shown: Int, draws: Int) throws -> [ElicitationRecord] {
        var input = ElicitationInput(
            ratings: RatingTable(RatingRows(warmRowsOf: dataset, holdout: model.holdout, withoutQueriesOf: warm)),
            threads: threads)
        Console.note("fitting latent factors", quiet: quiet)
        let factors = LatentFactorModel(fitting: input.ratings.rows, options: LatentFactorOptions(), threads: threads)
        input.model = factors
        let simulation = ElicitationSimulation(
            tasks: heldOut, predictors: [FoldInPredictor(factors), localUpdate], shown: Self.longest, draws: draws, seed: seed)
        let bar = ProgressBar("comparing", total: entries.count * simulation.tasks.count, unit: "interviews", quiet: quiet)
        var outcomes: [StrategyOutcome] = []
        for entry in entries {
            outcomes.append(simulation.run(try strategy(entry, input: &input, factors: factors), threads: threads))
            bar.update(outcomes.count * simulation.tasks.count)
        }
        bar.finish()
        Console.note("resampling \(heldOut.count) users", quiet: quiet)
        let options = ElicitationComparison.Options(shown: shown, seed: seed)
        return ElicitationComparison(outcomes, options: options, threads: threads)?.records(of: outcomes, shown: shown) ?? []
    }

    /// The list of a strategy, or its way to ask each user anew.
    private func strategy(
        _ entry: ElicitationStrategies.Entry, input: inout ElicitationInput, factors: LatentFactorModel
    ) throws -> SimulatedStrategy {
        guard entry.name != "adaptive" else {
            let plan = try InterviewPlan(model: factors, knowledge: KnowledgeModel(fitting: input.ratings, seed: seed))
            return SimulatedStrategy(name: entry.name, plan: plan)
        }
        if case .evidence(let target) = entry.need {
            input.evidence[target] = try EvidenceScores(
                tasks: warm, estimator: model.estimator, inputs: model.inputs, options: GradientOptions(gradient: target),
                normalization: .maximum, threads: threads)
        }
        var generator = SeededGenerator(seed: seed, stream: 4)
        let ranking = try entry.make().rank(input, using: &generator)
        return SimulatedStrategy(name: entry.name, list: ranking.top(Self.longest).map { Int32($0) })
    }

    /// The estimator after its local update on the answers; without answers, as it was meta-learned.
    private var localUpdate: LocalUpdatePredictor {
        let (estimator, inputs, update) = (model.estimator, model.inputs, model.options.localUpdate)
        let scale = dataset.scale
        return LocalUpdatePredictor { user, items, ratings, queryItems in
            let task = UserTask(
                user: user, items: Array(items + queryItems), ratings: Array(ratings) + queryItems.map { _ in 0 },
                supportCount: items.count)
            let estimates = estimator.estimates([task], inputs: inputs, update: update, threads: 1)
            return (estimates.first?.last ?? []).map { min(max(Double($0), scale.minimum), scale.maximum) }
        }
    }
}

extension ElicitationComparison {
    /// The results by shown items as they are stored; tests stand with those after `shown`.
    fileprivate func records(of outcomes: [StrategyOutcome], shown: Int) -> [ElicitationRecord] {
        let byName = Dictionary(uniqueKeysWithValues: outcomes.map { ($0.strategy, $0) })
        return zip(effects, curves.filter { $0.axis == .shown }).flatMap { effect, curve in
            curve.points.map { point in
                let answers = byName[curve.strategy]?.answers(shown: point.count) ?? []
                let isReference = curve.strategy == "popularity"
                let test = point.count == shown && !isReference ? effect.comparison : nil
                let difference = isReference ? nil : point.difference
                return ElicitationRecord(
                    strategy: curve.strategy, predictor: curve.predictor, shown: point.count, metric: curve.measure.rawValue,
                    answeredMean: answers.reduce(0, +) / Double(max(answers.count, 1)), value: point.value.value,
                    difference: difference?.value, intervalLow: difference?.lower, intervalHigh: difference?.upper,
                    p: test?.permutationPValue, pHolm: test?.holmPValue, effectSize: test?.cohensDz, users: point.users)
            }
        }
    }
}

/// There is nobody to interview.
struct NobodyHeldOut: Error, CustomStringConvertible {
    var model: Int64
    /// How many ratings a held-out user needs, where there are held-out users.
    var ratings: Int?

    var description: String {
        let problem =
            ratings.map { "no user that model \(model) held out has \($0) ratings" } ?? "model \(model) held out no users"
        return "\(problem), so there is nobody to interview; train with a larger `icebreaker train --holdout`, such as 0.2"
    }
}
