import Datasets
import FMAPeak
import Foundation
import Preference
import Support
import Tasks

/// The work that is measured, on one dataset held in memory.
struct Workload {
    let dataset: Dataset
    let tasks: [UserTask]
    let estimator: Estimator<Float>
    let inputs: EstimatorInputs
    let recommender: Recommender
    let comparison: ComparisonWorkload
    private let newUsers: [NewUser]

    init(_ split: SplitDataset, weights: String?) throws {
        let (dataset, holdout) = (split.dataset, split.holdout)
        tasks = TaskSet(dataset, scenario: .warm, holdout: holdout, rule: TaskRule(order: .hash)).tasks
        var generator = SeededGenerator(seed: 0, stream: RandomStream(number: 1))
        let architecture = EstimatorArchitecture(for: dataset)
        estimator =
            try weights.map {
                let file = try Safetensors(try Data(contentsOf: URL(filePath: $0)), file: $0)
                return try Estimator(file.tensors, architecture: architecture, file: $0)
            } ?? Estimator(architecture, outputBias: 3.5, using: &generator)
        inputs = EstimatorInputs(dataset, architecture: estimator.architecture)
        recommender = Recommender(
            estimator, dataset: dataset, inputs: inputs, update: LocalUpdate(steps: 5, localLearningRate: 0.02))
        comparison = ComparisonWorkload(dataset, holdout: holdout, warm: tasks)
        newUsers = try tasks.map { try NewUser(Self.features(of: Int($0.user), dataset), of: dataset) }
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

    /// A local update of 5 steps on the first 20 ratings of each user, and the top 20 of the catalogue with reasons.
    func recommend(users: Int) -> Double {
        var sum = 0
        for (task, user) in zip(tasks, newUsers).prefix(users) {
            let ratings = zip(task.items, task.ratings).prefix(20).map { GivenRating(item: Int($0), rating: $1) }
            sum += recommender.recommendations(to: user, ratings: Array(ratings), count: 20).first?.item ?? 0
        }
        return Double(sum)
    }

    /// A user's features as a request would name them.
    private static func features(of user: Int, _ dataset: Dataset) -> [String: [String]] {
        var features: [String: [String]] = [:]
        for feature in dataset.users.features where feature.isInput {
            switch feature.values {
            case .categorical(let column), .multivalued(let column):
                let tokens = column.tokens(ofRow: user)
                if !tokens.isEmpty { features[feature.name] = tokens }
            case .numeric(let values): values[user].map { features[feature.name] = [String($0)] }
            case .text: continue
            }
        }
        return features
    }

    /// The processor's multiply-adds a second, on one thread.
    static func peak() -> Double { fma_peak_operations(20_000_000) }
}
