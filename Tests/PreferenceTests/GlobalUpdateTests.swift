import Datasets
import Preference
import Testing

@Suite("Global update")
struct GlobalUpdateTests {
    @Test(
        "has in second order the gradient that central differences give",
        arguments: [(1, true), (2, true), (5, true), (3, false)])
    func centralDifferences(steps: Int, hasUserFeatures: Bool) throws {
        let problem = SmallProblem(hasUserFeatures: hasUserFeatures)
        var generator = SeededGenerator(seed: 11)
        let estimator = Estimator<Double>(problem.architecture, outputBias: 3, using: &generator)
        let options = problem.options(steps: steps, rate: 0.02, secondOrder: true)
        let gradient = try problem.trainer(estimator, options).gradient(ofBatch: problem.tasks.tasks).tensors
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
                    let other = try Estimator<Double>(tensors, architecture: problem.architecture, file: "test")
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
}
