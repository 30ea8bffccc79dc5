import Datasets
import Preference
import Tasks

/// A dataset small enough for finite differences, with every kind of input, missing cells and two tasks.
struct SmallProblem {
    let dataset: Dataset
    let tasks: TaskSet

    init(hasUserFeatures: Bool = true) {
        let genres = TokenColumn(rows: [["a", "b"], [], ["b"], ["c", "a"], ["b", "c"], ["a"]])
        let maker = TokenColumn(rows: [["m"], ["n"], [], ["m"], ["o"], ["n"]])
        let items = EntityTable(
            ids: [1, 2, 3, 4, 5, 6],
            features: [
                Feature(name: "genre", values: .multivalued(genres)),
                Feature(name: "maker", values: .categorical(maker)),
                Feature(name: "year", values: .numeric([1990, 2000, nil, 1985, 2010, 1999])),
                Feature(name: "title", role: .title, values: .text(["A", "B", nil, "D", "E", "F"])),
            ])
        let age = Feature(name: "age", values: .categorical(TokenColumn(rows: [["young"], []])))
        let users = EntityTable(ids: [7, 8], features: hasUserFeatures ? [age] : [])
        dataset = Dataset(
            name: "small", format: "test", users: users, items: items,
            interactions: Interactions(users: [], items: [], ratings: []),
            scale: RatingScale(minimum: 1, maximum: 5))
        tasks = TaskSet(
            scenario: .warm,
            tasks: [
                UserTask(user: 0, items: [0, 1, 2, 3, 4], ratings: [5, 3, 1, 4, 2], supportCount: 3),
                UserTask(user: 1, items: [5, 4, 3, 0], ratings: [2, 2, 5, 4], supportCount: 2),
            ], usersInScenario: 2, ratingsInScenario: 9)
    }

    /// Small layers, so that every parameter can be moved.
    var architecture: EstimatorArchitecture {
        EstimatorArchitecture(for: dataset, embeddingWidth: 3, hiddenWidth: 5)
    }

    func options(steps: Int, rate: Double, secondOrder: Bool) -> TrainingOptions {
        var options = TrainingOptions.paper(seed: 5)
        options.localUpdate = LocalUpdate(steps: steps, localLearningRate: rate)
        options.secondOrder = secondOrder
        options.batchSize = 2
        return options
    }

    func trainer(_ estimator: Estimator<Double>, _ options: TrainingOptions) throws -> MetaTrainer<Double> {
        try MetaTrainer(
            from: estimator, dataset: dataset, tasks: TrainingTasks(warm: tasks, validationShare: 0, seed: 0),
            options: options,
            threads: 1)
    }
}
