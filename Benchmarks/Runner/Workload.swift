import Datasets
import FMAPeak
import Foundation
import Preference
import Tasks

/// The work that is measured, on one dataset held in memory.
struct Workload {
    let dataset: Dataset
    let tasks: [UserTask]
    let estimator: Estimator<Float>
    let inputs: EstimatorInputs

    init(source: String, users: String?, items: String?) throws {
        let dataset = try DatasetReader.read(URL(filePath: source))
        let holdout = Holdout(
            users: try users.map { try IDList.read(URL(filePath: $0), of: dataset.users, what: "user") } ?? [],
            items: try items.map { try IDList.read(URL(filePath: $0), of: dataset.items, what: "item") } ?? [], of: dataset)
        tasks = TaskSet(dataset, scenario: .warm, holdout: holdout, rule: TaskRule(order: .hash)).tasks
        var generator = SeededGenerator(seed: 0, stream: 1)
        estimator = Estimator(EstimatorArchitecture(for: dataset), outputBias: 3.5, using: &generator)
        inputs = EstimatorInputs(dataset, architecture: estimator.architecture)
        self.dataset = dataset
    }

    /// The support pairs of all tasks.
    var pairCount: Int { tasks.reduce(0) { $0 + $1.supportCount } }

    /// Scores all warm pairs; the sum of their norms.
    func score(threads: Int) -> Double {
        let norms = estimator.gradientNorms(tasks, inputs: inputs, options: GradientOptions(), threads: threads)
        return zip(norms.means, norms.supportCounts).reduce(0) { $0 + $1.0 * Double($1.1) }
    }

    /// A training whose epochs do the work of the published setting: 32 users a batch, fixed sets, first or second order.
    func trainer(secondOrder: Bool, steps: Int, threads: Int) throws -> MetaTrainer<Float> {
        var options = TrainingOptions.paper(seed: 0)
        options.secondOrder = secondOrder
        options.localUpdate = LocalUpdate(steps: steps, localLearningRate: 1e-3)
        options.epochs = 1_000_000
        options.shuffle = false
        options.validationShare = 0
        let set = TaskSet(scenario: .warm, tasks: tasks, usersInScenario: tasks.count, ratingsInScenario: pairCount)
        return try MetaTrainer(
            from: estimator, dataset: dataset, tasks: TrainingTasks(warm: set, validationShare: 0, seed: 0), options: options,
            threads: threads)
    }

    /// The processor's multiply-adds a second, on one thread.
    static func peak() -> Double { fma_peak_operations(20_000_000) }
}
