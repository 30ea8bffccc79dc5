import Algebra
import Datasets

/// A small search for both learning rates on the validation users; no rating of a held-out user or item takes
/// part.
package struct RateSearch: Sendable {
    /// One pair of rates and what it achieved.
    package struct Trial: Sendable, Equatable, Codable {
        /// α.
        package var localLearningRate: Double
        /// β.
        package var globalLearningRate: Double
        /// The lowest validation error of its epochs, see ``TrainingEpoch/validationError(by:)``; `nil` where
        /// it diverged.
        package var validationError: Double?
    }

    /// The options that the trials change the rates of.
    package let options: TrainingOptions
    /// The epochs of a trial.
    package let epochs: Int
    /// The pairs to try, those of the options first.
    package let trials: [Trial]

    /// Plans a search: half, once and twice the global rate with a quarter, once and two and a half times the
    /// local rate.
    package init(_ options: TrainingOptions, epochs: Int = 8) {
        self.options = options
        self.epochs = epochs
        trials = [1, 0.5, 2].flatMap { global in
            [1, 0.25, 2.5].map { local in
                Trial(
                    localLearningRate: options.localUpdate.localLearningRate * local,
                    globalLearningRate: options.globalLearningRate * global)
            }
        }
    }

    /// Runs one trial.
    /// - Throws: ``TrainingError``, except that a trial that diverges has no validation error.
    package func run<Scalar: EstimatorScalar>(
        _ trial: Trial, as scalar: Scalar.Type, dataset: Dataset, tasks: TrainingTasks, threads: Int
    ) throws -> Trial {
        var trialOptions = options
        trialOptions.localUpdate.localLearningRate = trial.localLearningRate
        trialOptions.globalLearningRate = trial.globalLearningRate
        trialOptions.epochs = epochs
        let trainer = try MetaTrainer<Scalar>(
            dataset: dataset, tasks: tasks, options: trialOptions, threads: threads)
        var result = trial
        do {
            while !trainer.isFinished { try trainer.runEpoch() }
            result.validationError = trainer.history.compactMap {
                $0.validationError(by: options.localUpdate.loss)
            }.min()
        } catch TrainingError.diverged {
            result.validationError = nil
        }
        return result
    }

    /// Options with the rates of the best trial, the first of equals; `nil` when all diverged.
    /// - Parameter options: what the training is to take beside the rates; by default the options of the
    ///   search.
    package func tuned(by results: [Trial], from options: TrainingOptions? = nil) -> TrainingOptions? {
        guard
            let best = results.filter({ $0.validationError != nil }).min(by: {
                ($0.validationError ?? .infinity) < ($1.validationError ?? .infinity)
            })
        else { return nil }
        var tuned = options ?? self.options
        tuned.localUpdate.localLearningRate = best.localLearningRate
        tuned.globalLearningRate = best.globalLearningRate
        return tuned
    }
}
