import Algebra
import ClosedForm
import Support
import Testing

@Suite("The gradient through the local update in closed form") struct ClosedFormGradientTests {
    /// With and without the features of users and of items; ids alone are matrix factorisation.
    static let problems = [
        ClosedFormProblem(), ClosedFormProblem(userFeatures: false), ClosedFormProblem(itemFeatures: false),
        ClosedFormProblem(userFeatures: false, itemFeatures: false),
    ]

    /// A task without support, one whose ids are all dropped, one with some, an unknown item and a repeated
    /// item.
    static let batches: [[DrawnTask]] = [
        [
            DrawnTask(
                user: 0, items: [0, 1, 2, 3, 4], targets: [2, 0, -2, 1, -1],
                dropped: [false, true, false, false, true], supportCount: 3),
            DrawnTask(
                user: 1, items: [5, 4, 3, 0], targets: [-1, -1, 2, 1], dropped: [true, true, true, true],
                supportCount: 2),
        ],
        [
            DrawnTask(
                user: 2, items: [0, 0, 4], targets: [1, 0.5, -2], dropped: [false, false, false],
                supportCount: 2),
            DrawnTask(user: 0, items: [3], targets: [0.5], dropped: [false], supportCount: 0),
        ],
    ]

    private func parameters(_ problem: ClosedFormProblem) -> [Double] {
        var generator = SeededGenerator(seed: 11)
        return (0..<problem.architecture.parameterCount).map { _ in 0.5 * generator.normal() }
    }

    private func batch<Scalar: EstimatorScalar>(
        _ problem: ClosedFormProblem, as: Scalar.Type, threads: Int = 1
    )
        -> ClosedFormBatch<Scalar>
    {
        ClosedFormBatch(
            problem.architecture,
            inputs: ClosedFormInputs(problem.dataset, architecture: problem.architecture),
            options: problem.options, ratingCount: problem.rows.count, threads: threads)
    }

    @Test(
        "is that of central differences, for every parameter",
        arguments: problems.indices.flatMap { p in batches.indices.map { (p, $0) } })
    func centralDifferences(problem index: Int, tasks: Int) {
        let problem = Self.problems[index]
        let parameters = parameters(problem)
        let (_, gradient) = batch(problem, as: Double.self).gradient(of: Self.batches[tasks], at: parameters)
        let step = 1e-5
        for place in parameters.indices {
            func loss(_ change: Double) -> Double {
                var moved = parameters
                moved[place] += change
                return batch(problem, as: Double.self).gradient(of: Self.batches[tasks], at: moved).loss
            }
            let difference = (loss(step) - loss(-step)) / (2 * step)
            #expect(
                abs(gradient[place] - difference) < 1e-7 * max(1, abs(difference)),
                "parameter \(place): \(gradient[place]) is not \(difference)")
        }
        #expect(gradient.contains { abs($0) > 1e-3 })
    }

    @Test("is nearly the same in Float, and the same on any number of threads")
    func precision() {
        let problem = Self.problems[0]
        let parameters = parameters(problem)
        let exact = batch(problem, as: Double.self).gradient(of: Self.batches[0], at: parameters)
        let single = batch(problem, as: Float.self).gradient(
            of: Self.batches[0], at: parameters.map { Float($0) })
        #expect(abs(exact.loss - single.loss) < 1e-5)
        for (found, expected) in zip(single.gradient, exact.gradient) {
            #expect(abs(Double(found) - expected) < 1e-4)
        }
        let threaded = batch(problem, as: Float.self, threads: 3).gradient(
            of: Self.batches[0], at: parameters.map { Float($0) })
        #expect(threaded.gradient == single.gradient)
    }
}
