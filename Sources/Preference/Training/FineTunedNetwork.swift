import Datasets

/// The same network without meta-learning: trained to estimate ratings as it is, then fine-tuned on a new
/// user's support set by the same steps as the local update.
///
/// Training is the meta-training of the options with no local update in it, so that the global update's loss
/// is that of the parameters themselves: the same tasks, sets, order, optimiser and stopping. What the
/// estimator gains over it is what looking through the local update gains (MeLU, section 3.2). Fine-tuning
/// has the options' number of steps and the rate that serves the validation users best, or the options' own
/// where there are none.
package struct FineTunedNetwork: Sendable {
    /// The network before fine-tuning.
    package let estimator: Estimator<Float>
    /// The fine-tuning, of the decision-making layers.
    package let update: LocalUpdate

    /// The rates tried on the validation users.
    package static let rates = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1]

    /// Trains the network and chooses the rate; no rating of a held-out user or item takes part.
    /// - Parameters:
    ///   - dataset: the features.
    ///   - tasks: who teaches and who judges.
    ///   - options: how the estimator that it is compared with was trained.
    ///   - threads: how many threads to use; the result does not depend on it.
    ///   - progress: told the number of finished epochs after each.
    ///   - note: told of a divergence, after which training begins again with smaller rates.
    /// - Throws: ``TrainingError``.
    package init(
        dataset: Dataset, tasks: TrainingTasks, options: TrainingOptions, threads: Int,
        progress: (Int) -> Void = { _ in }, note: (String) -> Void = { _ in }
    ) throws {
        var plain = options
        plain.localUpdate.steps = 0
        let network = try DivergenceRetry.run(plain, note: note) { options, _ in
            let trainer = try MetaTrainer<Float>(
                dataset: dataset, tasks: tasks, options: options, threads: threads)
            while !trainer.isFinished {
                try trainer.runEpoch()
                progress(trainer.history.count)
            }
            return trainer.best
        }
        let inputs = EstimatorInputs(dataset, architecture: network.architecture)
        let rates = tasks.validation.isEmpty ? [] : Self.rates
        let loss = options.localUpdate.loss
        let trials = rates.map { rate -> (update: LocalUpdate, error: Double) in
            var update = options.localUpdate
            update.localLearningRate = rate
            let errors = network.queryErrors(
                tasks.validation, inputs: inputs, update: update, threads: threads)
            return (update, loss == .squaredError ? errors.mae : errors.loss)
        }
        estimator = network
        update =
            trials.filter { $0.error.isFinite }.min { $0.error < $1.error }?.update ?? options.localUpdate
    }
}
