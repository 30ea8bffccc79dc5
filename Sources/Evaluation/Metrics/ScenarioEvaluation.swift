import Datasets
import LatentFactors
import Preference
import Statistics
import Tasks

/// One method's estimates of the query ratings of a scenario, measured.
package struct EvaluatedMethod: Sendable {
    /// The measures over the scenario's users.
    package let metrics: ScenarioMetrics
    /// The local steps taken before the estimates; `nil` for a baseline, which takes none.
    package let localSteps: Int?

    /// Whether all measures are finite numbers; a method that failed is named, but no figure of it is stored
    /// or shown.
    package var isDefined: Bool { metrics.users.measures.allSatisfy { metrics[$0].isDefined } }
}

/// The estimator before and after each local step beside baselines, on the same query rows (MeLU, section
/// 4.2).
///
/// Baselines are fitted to every warm rating outside the warm query sets. The warm scenario's query ratings
/// are what the estimator was trained on, so its warm figures are in-sample and the baselines' are not; all
/// cold rows are unseen by both.
package struct ScenarioEvaluation: Sendable {
    private let baselines: [any RatingBaseline]
    private let scale: RatingScale
    private let seed: UInt64
    private let threads: Int

    /// Fits the baselines.
    /// - Parameters:
    ///   - dataset: whose ratings these are.
    ///   - holdout: the users and items that training never saw.
    ///   - warmTasks: the warm tasks, whose query sets no baseline sees.
    ///   - seed: the seed of the bootstrap.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(dataset: Dataset, holdout: Holdout, warmTasks: [UserTask], seed: UInt64, threads: Int) {
        let rows = RatingRows(warmRowsOf: dataset, holdout: holdout, withoutQueriesOf: warmTasks)
        baselines = [
            GlobalMeanBaseline(rows), ItemMeanBaseline(rows), SupportMeanBaseline(rows),
            UserItemBiasBaseline(rows),
            ItemNeighbourBaseline(rows), LatentFactorBaseline(rows, threads: threads),
            ClosedFormBaseline(rows, dataset: dataset, threads: threads),
        ]
        scale = dataset.scale
        self.seed = seed
        self.threads = threads
    }

    /// Measures all methods on a scenario.
    /// - Parameters:
    ///   - tasks: the scenario's tasks.
    ///   - networks: those that adapt to a user, the estimator among them.
    ///   - inputs: the encoded features.
    ///   - clips: whether all estimates are clipped to the rating scale.
    /// - Returns: the baselines, then each network by local steps; empty without tasks.
    package func evaluate(
        _ tasks: TaskSet, networks: [EvaluatedNetwork], inputs: EstimatorInputs, clips: Bool
    ) -> [EvaluatedMethod] {
        guard !tasks.tasks.isEmpty else { return [] }
        let resamples = BootstrapResamples(count: tasks.tasks.count, seed: seed, threads: threads)
        func measured(_ method: String, _ predicted: [[Double]], _ steps: Int?) -> EvaluatedMethod {
            EvaluatedMethod(
                metrics: ScenarioMetrics(
                    method: method, tasks: tasks, predicted: predicted, resamples: resamples, scale: scale,
                    clips: clips,
                    threads: threads), localSteps: steps)
        }
        let fitted = baselines.map {
            measured($0.name, $0.predictions(for: tasks.tasks, threads: threads), nil)
        }
        let adapted = networks.flatMap { network in
            let estimates = network.estimator.estimates(
                tasks.tasks, inputs: inputs, update: network.update, threads: threads)
            return (0...network.update.steps).map { step in
                measured(network.name, estimates.map { $0[step] }, step)
            }
        }
        return fitted + adapted
    }
}
