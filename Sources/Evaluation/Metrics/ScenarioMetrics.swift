import Datasets
import Statistics
import Tasks

/// How well one method predicts the query sets of one scenario: a row of the results.
package struct ScenarioMetrics: Sendable, Equatable {
    /// Which users and items were new.
    package let scenario: Scenario
    /// The method's name.
    package let method: String
    /// Every user's own figures, in the order of the tasks.
    package let users: UserMetrics
    /// Mean over users (macro average) of each measure with its bootstrap interval.
    private let estimates: [UserMetrics.Measure: IntervalEstimate]

    /// Measures predictions.
    /// - Parameters:
    ///   - method: the name for the results.
    ///   - tasks: whose query ratings to compare with.
    ///   - predicted: ŷ of every task's query set, shape [tasks][query], in rating units.
    ///   - resamples: draws of the tasks' users, the same for all methods of the scenario.
    ///   - scale: the ends of the ratings.
    ///   - clips: whether predictions are first clipped to the scale.
    ///   - threads: how many threads to use.
    /// - Precondition: the shapes fit.
    package init(
        method: String, tasks: TaskSet, predicted: [[Double]], resamples: BootstrapResamples,
        scale: RatingScale,
        clips: Bool = false, threads: Int = 1
    ) {
        self.init(
            scenario: tasks.scenario, method: method,
            users: UserMetrics(
                predicted: predicted, actual: tasks.tasks.map { Array($0.queryRatings) }, scale: scale,
                clips: clips,
                threads: threads), resamples: resamples)
    }

    /// Takes figures per user that are already there.
    package init(scenario: Scenario, method: String, users: UserMetrics, resamples: BootstrapResamples) {
        self.scenario = scenario
        self.method = method
        self.users = users
        estimates = Dictionary(
            uniqueKeysWithValues: users.measures.map { ($0, resamples.interval(of: users[$0])) })
    }

    /// The mean over users of a measure, with its interval; not defined for what was not measured.
    package subscript(measure: UserMetrics.Measure) -> IntervalEstimate { estimates[measure] ?? .undefined }

    /// This method less another on the same users.
    /// - Parameters:
    ///   - other: the other method.
    ///   - measure: what is compared.
    ///   - scale: the ends of the ratings.
    ///   - resamples: draws of the users.
    ///   - seed: of the permutation test.
    /// - Precondition: both come from the same tasks.
    package func compared(
        with other: ScenarioMetrics, on measure: UserMetrics.Measure, scale: RatingScale,
        resamples: BootstrapResamples,
        seed: UInt64
    ) -> PairedComparison {
        PairedComparison(
            users[measure], against: other.users[measure], tolerance: measure.tolerance(on: scale),
            resamples: resamples,
            seed: seed)
    }
}
