import Datasets
import Preference
import Support
import Tasks
import Testing

/// The same ratings in another unit or with another origin are the same data.
@Suite("The estimator on ratings in another unit")
struct UnitInvarianceTests {
    private static let problem = SmallProblem()

    private func tasks(_ factor: Double, _ shift: Double) -> TaskSet {
        let tasks = Self.problem.tasks.tasks.map { task in
            UserTask(
                user: task.user, items: task.items, ratings: task.ratings.map { factor * $0 + shift },
                supportCount: task.supportCount)
        }
        return TaskSet(scenario: .warm, tasks: tasks, usersInScenario: 2, ratingsInScenario: 9)
    }

    private func trained(_ factor: Double, _ shift: Double, validation: Bool) throws -> MetaTrainer<Float> {
        var options = TrainingOptions.standard(seed: 3)
        options.localUpdate.scaling = RatingScaling(
            RatingScale(minimum: factor + shift, maximum: 5 * factor + shift))
        (options.epochs, options.batchSize) = (6, 1)
        let trainer = try MetaTrainer<Float>(
            dataset: Self.problem.dataset,
            tasks: TrainingTasks(warm: tasks(factor, shift), validationShare: validation ? 0.5 : 0, seed: 0),
            options: options,
            threads: 1)
        while !trainer.isFinished { try trainer.runEpoch() }
        return trainer
    }

    @Test(
        "has the same parameters to the bit, errors in that unit",
        arguments: [(10.0, 0.0), (1, -50), (0.1, 3), (1e154, 0), (1e-200, -1e-200)], [true, false])
    func training(map: (factor: Double, shift: Double), validation: Bool) throws {
        let base = try trained(1, 0, validation: validation)
        let moved = try trained(map.factor, map.shift, validation: validation)
        #expect(moved.best.parameters == base.best.parameters)
        #expect(moved.bestEpoch == base.bestEpoch)
        for (moved, base) in zip(moved.history, base.history) {
            let square = map.factor * map.factor
            #expect(
                abs(moved.queryLoss - min(base.queryLoss * square, .greatestFiniteMagnitude)) <= 1e-9
                    * moved.queryLoss)
            let errors = (moved.validationMAE ?? 0, (base.validationMAE ?? 0) * map.factor)
            #expect(abs(errors.0 - errors.1) <= 1e-9 * errors.1)
        }
        let inputs = EstimatorInputs(Self.problem.dataset, architecture: base.best.architecture)
        let estimates = [(base, 1.0, 0.0), (moved, map.factor, map.shift)].map { trainer, factor, shift in
            trainer.best.estimates(
                tasks(factor, shift).tasks, inputs: inputs, update: trainer.options.localUpdate, threads: 1
            ).flatMap { $0.flatMap { $0 } }
        }
        for (moved, base) in zip(estimates[1], estimates[0]) {
            #expect(abs(moved - (map.factor * base + map.shift)) <= 1e-9 * map.factor * 10)
        }
    }

    @Test("measures the same gradient norms", arguments: GradientTarget.allCases)
    func norms(target: GradientTarget) {
        var generator = SeededGenerator(seed: 4)
        let estimator = Estimator<Float>(Self.problem.architecture, outputBias: 3, using: &generator)
        let inputs = EstimatorInputs(Self.problem.dataset, architecture: estimator.architecture)
        let norms = [(1.0, 0.0), (10, 0), (1, -50)].map { factor, shift in
            let scaling = RatingScaling(RatingScale(minimum: factor + shift, maximum: 5 * factor + shift))
            return estimator.gradientNorms(
                tasks(factor, shift).tasks, inputs: inputs,
                options: GradientOptions(gradient: target, scaling: scaling),
                threads: 1)
        }
        #expect(norms[0].means.contains { $0 > 0 } && norms[1] == norms[0] && norms[2] == norms[0])
    }

    @Test("keeps its estimates where its output is moved to another map")
    func rescaled() throws {
        let trainer = try trained(10, 0, validation: false)
        let (old, new) = (trainer.options.localUpdate, RatingScaling(RatingScale(minimum: 0, maximum: 80)))
        var update = LocalUpdate(steps: 0, scaling: new)
        update.loss = old.loss
        var before = old
        before.steps = 0
        let inputs = EstimatorInputs(Self.problem.dataset, architecture: trainer.best.architecture)
        let task = [tasks(10, 0).tasks[0]]
        let moved = trainer.best.rescaled(from: old.scaling, to: new)
        #expect(moved.parameters != trainer.best.parameters)
        let found = moved.estimates(task, inputs: inputs, update: update, threads: 1)[0][0]
        let wanted = trainer.best.estimates(task, inputs: inputs, update: before, threads: 1)[0][0]
        for (found, wanted) in zip(found, wanted) { #expect(abs(found - wanted) < 1e-4) }
        #expect(moved.rescaled(from: new, to: new).parameters == moved.parameters)
    }
}
