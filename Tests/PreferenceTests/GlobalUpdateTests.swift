import Preference
import Support
import Tasks
import Testing

@Suite("Global update")
struct GlobalUpdateTests {
    /// The third number bounds the length of each step; all are longer than 0.002, and shorter than 1e9.
    @Test(
        "has in second order the gradient that central differences give",
        arguments: [
            (1, true, nil), (2, true, nil), (5, true, nil), (3, false, nil), (1, true, 0.002),
            (3, true, 0.002),
            (5, false, 0.002),
            (3, true, 0.02), (2, true, 1e9),
        ])
    func centralDifferences(steps: Int, hasUserFeatures: Bool, maximumStep: Double?) throws {
        let problem = SmallProblem(hasUserFeatures: hasUserFeatures)
        var generator = SeededGenerator(seed: 11)
        let estimator = Estimator<Double>(problem.architecture, outputBias: 3, using: &generator)
        var options = problem.options(steps: steps, rate: 0.02, secondOrder: true)
        options.localUpdate.maximumStep = maximumStep
        let gradient = try problem.trainer(estimator, options).gradient(ofBatch: problem.tasks.tasks).tensors
        if maximumStep == 0.002 {
            var free = options
            free.localUpdate.maximumStep = nil
            let loss = { try problem.trainer(estimator, $0).gradient(ofBatch: problem.tasks.tasks).loss }
            #expect(try loss(options) != loss(free), "no step was bounded")
        }
        var compared = 0
        for (name, tensor) in estimator.tensors {
            let values: [Double] = tensor.values()
            let actual: [Double] = try #require(gradient[name]).values()
            for index in values.indices {
                func loss(_ shift: Double) throws -> Double {
                    var moved = values
                    moved[index] += shift
                    var tensors = estimator.tensors
                    tensors[name] = Tensor(moved, shape: tensor.shape)
                    let other = try Estimator<Double>(
                        tensors, architecture: problem.architecture, file: "test")
                    return try problem.trainer(other, options).gradient(ofBatch: problem.tasks.tasks).loss
                }
                let expected = try (loss(1e-6) - loss(-1e-6)) / 2e-6
                #expect(abs(actual[index] - expected) <= 1e-6 * max(1, abs(expected)), "\(name)[\(index)]")
                compared += 1
            }
        }
        #expect(compared == problem.architecture.parameterCount)
    }

    @Test("leaves out the path through the local update in first order")
    func firstOrderDiffers() throws {
        let problem = SmallProblem()
        var generator = SeededGenerator(seed: 11)
        let estimator = Estimator<Double>(problem.architecture, outputBias: 3, using: &generator)
        let gradients = try [false, true].map {
            try problem.trainer(estimator, problem.options(steps: 2, rate: 0.02, secondOrder: $0))
                .gradient(ofBatch: problem.tasks.tasks)
        }
        #expect(gradients[0].loss == gradients[1].loss)
        #expect(gradients[0].tensors != gradients[1].tensors)
    }

    /// The steps are taken by hand from the gradients of a training without a local update, whose query set
    /// is the support set.
    @Test(
        "has in first order the gradient at the end of the bounded steps", arguments: [0.001, 0.005, 1e9],
        [1, 3])
    func boundedFirstOrder(maximumStep: Double, steps: Int) throws {
        let problem = SmallProblem()
        var generator = SeededGenerator(seed: 11)
        let start = Estimator<Double>(problem.architecture, outputBias: 3, using: &generator)
        let task = problem.tasks.tasks[0]
        let plain = problem.options(steps: 0, rate: 0.02, secondOrder: false)
        var single = plain
        single.batchSize = 1
        let support = UserTask(
            user: task.user, items: Array(task.supportItems), ratings: Array(task.supportRatings),
            supportCount: 0)
        let supportOnly = TrainingTasks(
            warm: TaskSet(scenario: .warm, tasks: [support], usersInScenario: 1, ratingsInScenario: 3),
            validationShare: 0,
            seed: 0)
        let decision = start.tensors.keys.filter { !$0.contains("_emb.") }.sorted()
        var (moved, lengths) = (start, [Double]())
        for _ in 0..<steps {
            let gradient = try MetaTrainer(
                from: moved, dataset: problem.dataset, tasks: supportOnly, options: single, threads: 1
            ).gradient(ofBatch: [support]).tensors
            let values = try decision.map { name -> [Double] in try #require(gradient[name]).values() }
            let norm = values.joined().reduce(0) { $0 + $1 * $1 }.squareRoot()
            lengths.append(0.02 * norm)
            let rate = min(0.02, maximumStep / norm)
            var tensors = moved.tensors
            for (name, gradient) in zip(decision, values) {
                let tensor = try #require(tensors[name])
                let old: [Double] = tensor.values()
                tensors[name] = Tensor(zip(old, gradient).map { $0 - rate * $1 }, shape: tensor.shape)
            }
            moved = try Estimator(tensors, architecture: problem.architecture, file: "test")
        }
        #expect(lengths.contains { $0 > maximumStep } == (maximumStep < 1))
        let expected = try problem.trainer(moved, plain).gradient(ofBatch: [task])
        var options = problem.options(steps: steps, rate: 0.02, secondOrder: false)
        options.localUpdate.maximumStep = maximumStep
        let actual = try problem.trainer(start, options).gradient(ofBatch: [task])
        #expect(abs(actual.loss - expected.loss) <= 1e-12 * expected.loss)
        for (name, tensor) in expected.tensors {
            let (wanted, found): ([Double], [Double]) = (
                tensor.values(), try #require(actual.tensors[name]).values()
            )
            for (wanted, found) in zip(wanted, found) {
                #expect(abs(wanted - found) <= 1e-10 * max(1, abs(wanted)), "\(name)")
            }
        }
    }
}
