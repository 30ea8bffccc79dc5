import Algebra
import Datasets
import Foundation
import LatentFactors
import Preference
import Support

/// Meta-training of an estimator with a closed-form local update: Adam on the query loss of batches of tasks,
/// each drawn from one user's ratings.
///
/// The same bytes for any number of threads: tasks, items and blocks of parameters are independent, and every
/// sum over them is taken in their order.
package final class ClosedFormTrainer<Scalar: EstimatorScalar> {
    package let options: ClosedFormOptions
    /// The parameters after the last update.
    package private(set) var estimator: ClosedFormEstimator<Scalar>
    /// The number of finished epochs.
    package private(set) var epoch = 0
    /// The mean query loss of the last epoch, in nats.
    package private(set) var queryLoss = 0.0

    private let draws: TaskDraws
    private let threads: Int
    private let batch: ClosedFormBatch<Scalar>
    private var first: [Scalar]
    private var second: [Scalar]
    private var updates = 0

    /// Prepares a training.
    /// - Parameters:
    ///   - dataset: the features.
    ///   - rows: the ratings to learn from.
    ///   - options: how to train.
    ///   - threads: how many threads to use.
    package init(dataset: Dataset, rows: RatingRows, options: ClosedFormOptions, threads: Int) {
        let architecture = ClosedFormArchitecture(for: dataset, factors: options.factors)
        self.options = options
        self.threads = threads
        draws = TaskDraws(rows, options: options, hasFeatures: !architecture.itemInputs.isEmpty)
        let start = ClosedFormStart(architecture: architecture, options: options)
        estimator = ClosedFormEstimator(
            architecture, parameters: start.parameters(rows, threads: threads),
            knownItems: rows.popularity.map { $0 > 0 }, mean: rows.innerMean, scaling: rows.scaling)
        first = Array(repeating: 0, count: architecture.parameterCount)
        second = first
        batch = ClosedFormBatch(
            architecture, inputs: ClosedFormInputs(dataset, architecture: architecture), options: options,
            ratingCount: rows.count, threads: threads)
    }

    /// How many epochs there are.
    package var epochCount: Int {
        guard draws.batchCount > 0 else { return 0 }
        return max(options.epochCount, (options.minimumUpdates + draws.batchCount - 1) / draws.batchCount)
    }

    /// The number of global updates of an epoch.
    package var batchCount: Int { draws.batchCount }

    /// Runs one epoch.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    package func runEpoch(progress: (Int) -> Void = { _ in }) {
        var generator = SeededGenerator(seed: options.seed, stream: .taskSets(epoch: epoch + 1))
        let visits = draws.visits(using: &generator)
        var loss = 0.0
        for index in 0..<draws.batchCount {
            let tasks = draws.batch(index, of: visits, using: &generator)
            loss += update(tasks)
            progress(index + 1)
        }
        epoch += 1
        queryLoss = loss / Double(max(draws.batchCount, 1))
    }

    /// The share of the full rates: rises over the first updates, then falls along a cosine to 0.
    private var rateShare: Double {
        let total = max(epochCount * batchCount, 1)
        let rise = Double(updates + 1) / Double(max(options.warmUpUpdates, 1))
        let fall = (1 + cos(Double.pi * Double(updates) / Double(total))) / 2
        return min(rise, 1) * fall
    }

    private func update(_ tasks: [DrawnTask]) -> Double {
        let share = rateShare
        updates += 1
        return estimator.parameters.withUnsafeMutableBufferPointer { parameters in
            first.withUnsafeMutableBufferPointer { first in
                second.withUnsafeMutableBufferPointer { second in
                    guard let parameters = parameters.baseAddress, let first = first.baseAddress,
                        let second = second.baseAddress
                    else { return 0 }
                    let loss = batch.differentiate(tasks, UnsafePointer(parameters))
                    batch.descend(parameters, first, second, step: updates, rateShare: share)
                    return loss
                }
            }
        }
    }
}
