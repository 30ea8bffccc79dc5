import Preference
import Testing

@Suite("The network without meta-learning") struct FineTunedNetworkTests {
    private let problem = SmallProblem()

    private var options: TrainingOptions {
        var options = problem.options(steps: 2, rate: 0.01, secondOrder: false)
        options.epochs = 30
        options.globalLearningRate = 0.01
        options.dropLast = false
        options.batchSize = 1
        return options
    }

    private func tasks(validation: Bool) -> TrainingTasks {
        TrainingTasks(warm: problem.tasks, validationShare: validation ? 0.5 : 0, seed: 0)
    }

    @Test("is what training without a local update gives")
    func training() throws {
        var plain = options
        plain.localUpdate.steps = 0
        let trainer = try MetaTrainer<Float>(
            dataset: problem.dataset, tasks: tasks(validation: false), options: plain, threads: 1)
        while !trainer.isFinished { try trainer.runEpoch() }
        var epochs: [Int] = []
        let network = try FineTunedNetwork(
            dataset: problem.dataset, tasks: tasks(validation: false), options: options, threads: 2
        ) { epochs.append($0) }
        #expect(network.estimator.parameters == trainer.best.parameters)
        #expect(network.update == options.localUpdate)
        #expect(epochs == Array(1...30))
    }

    @Test("is fine-tuned at the rate that serves the validation users best")
    func rate() throws {
        let tasks = tasks(validation: true)
        var patient = options
        patient.patience = 30
        let network = try FineTunedNetwork(
            dataset: problem.dataset, tasks: tasks, options: patient, threads: 1)
        let inputs = EstimatorInputs(problem.dataset, architecture: network.estimator.architecture)
        let errors = FineTunedNetwork.rates.map { rate -> Double in
            let update = LocalUpdate(steps: 2, localLearningRate: rate)
            let estimates = network.estimator.estimates(
                tasks.validation, inputs: inputs, update: update, threads: 1)
            return zip(tasks.validation, estimates).reduce(0) { sum, pair in
                sum + zip(pair.0.queryRatings, pair.1[2]).reduce(0) { $0 + abs($1.0 - Double($1.1)) }
                    / Double(pair.0.queryItems.count)
            }
        }
        let best = try #require(errors.indices.min { errors[$0] < errors[$1] })
        #expect(network.update == LocalUpdate(steps: 2, localLearningRate: FineTunedNetwork.rates[best]))
    }
}
