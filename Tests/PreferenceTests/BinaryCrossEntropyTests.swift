import Preference
import Tasks
import Testing

@Suite("Binary cross-entropy")
struct BinaryCrossEntropyTests {
    private let golden: CrossEntropyGolden
    private let problem = SmallProblem()
    private let estimator: Estimator<Double>

    init() throws {
        golden = try CrossEntropyGolden.load()
        estimator = try golden.estimator(problem.architecture)
    }

    private func options(_ steps: Int, secondOrder: Bool) -> TrainingOptions {
        var options = problem.options(steps: steps, rate: golden.rate, secondOrder: secondOrder)
        options.localUpdate.loss = .binaryCrossEntropy
        return options
    }

    @Test("has the loss and the gradients of PyTorch after the local update, in first and in second order")
    func globalUpdate() throws {
        var compared = 0
        for update in golden.updates {
            let found = try problem.trainer(estimator, options(update.steps, secondOrder: update.secondOrder))
                .gradient(ofBatch: golden.userTasks)
            #expect(abs(found.loss - update.loss) <= 1e-10 * update.loss)
            for (name, expected) in update.gradient {
                let actual: [Double] = try #require(found.tensors[name]).values()
                for (actual, expected) in zip(actual, expected.values) {
                    #expect(
                        abs(actual - expected) <= 1e-9 * max(1, abs(expected)),
                        "\(name), \(update.steps) steps")
                    compared += 1
                }
            }
        }
        #expect(compared == golden.updates.count * problem.architecture.parameterCount)
    }

    @Test("has in second order the gradient that central differences give", arguments: [1, 3])
    func centralDifferences(steps: Int) throws {
        let options = options(steps, secondOrder: true)
        let gradient = try problem.trainer(estimator, options).gradient(ofBatch: golden.userTasks).tensors
        for (name, tensor) in estimator.tensors {
            let values: [Double] = tensor.values()
            let actual: [Double] = try #require(gradient[name]).values()
            for index in values.indices {
                func loss(_ shift: Double) throws -> Double {
                    var tensors = estimator.tensors
                    var moved = values
                    moved[index] += shift
                    tensors[name] = Tensor(moved, shape: tensor.shape)
                    let other = try Estimator<Double>(
                        tensors, architecture: problem.architecture, file: "test")
                    return try problem.trainer(other, options).gradient(ofBatch: golden.userTasks).loss
                }
                let expected = try (loss(1e-6) - loss(-1e-6)) / 2e-6
                #expect(abs(actual[index] - expected) <= 1e-5 * max(1, abs(expected)), "\(name)[\(index)]")
            }
        }
    }

    @Test(
        "has the gradient norms of PyTorch, pair by pair",
        arguments: GradientTarget.allCases, [GradientParameters.decision, .all])
    func pairNorms(gradient: GradientTarget, parameters: GradientParameters) {
        let inputs = EstimatorInputs(problem.dataset, architecture: estimator.architecture)
        let options = GradientOptions(gradient: gradient, parameters: parameters, loss: .binaryCrossEntropy)
        for pair in golden.pairs {
            let task = UserTask(user: pair.user, items: [pair.item], ratings: [pair.target], supportCount: 1)
            let norm = estimator.gradientNorms([task], inputs: inputs, options: options, threads: 1).means[
                Int(pair.item)]
            let expected = pair.norm(gradient, parameters)
            #expect(abs(norm - expected) <= 1e-10 * expected)
        }
    }

    @Test("moves a new user's estimates as the local update of a task does", arguments: [1, 3])
    func recommender(steps: Int) throws {
        let estimator = estimator.converted(to: Float.self)
        let inputs = EstimatorInputs(problem.dataset, architecture: estimator.architecture)
        let update = LocalUpdate(steps: steps, localLearningRate: 0.05, loss: .binaryCrossEntropy)
        let recommender = Recommender(estimator, dataset: problem.dataset, inputs: inputs, update: update)
        let user = try NewUser(["age": ["young"]], of: problem.dataset)
        let given = [GivenRating(item: 0, rating: 1), GivenRating(item: 3, rating: 0)]
        let task = UserTask(
            user: 0, items: given.map { Int32($0.item) } + [0, 1, 2, 3, 4, 5],
            ratings: given.map(\.rating) + [0, 0, 0, 0, 0, 0],
            supportCount: 2)
        let expected = estimator.estimates([task], inputs: inputs, update: update, threads: 1)[0][steps]
        for (found, expected) in zip(recommender.estimates(to: user, ratings: given), expected) {
            #expect(abs(found - expected) <= 1e-4 * max(1, abs(expected)))
        }
        #expect(recommender.recommendations(to: user, ratings: given, count: 6).map(\.item).count == 4)
    }
}
