import Datasets
import Tasks

/// How well one method predicts the query sets of one scenario: a row of the results.
public struct ScenarioMetrics: Sendable, Equatable {
    /// Which users and items were new.
    public let scenario: Scenario
    /// The method's name.
    public let method: String
    /// Every user's own figures, in the order of the tasks.
    public let users: UserMetrics
    /// Mean over users (macro average) of each measure with its bootstrap interval.
    private let estimates: [UserMetrics.Measure: IntervalEstimate]

    /// Measures predictions.
    /// - Parameters:
    ///   - method: the name for the results.
    ///   - tasks: whose query ratings to compare with.
    ///   - predicted: ŷ of every task's query set, shape [tasks][query], in rating units.
    ///   - resamples: draws of the tasks' users, the same for all methods of the scenario.
    ///   - scale: where given, predictions are first clipped to it.
    ///   - threads: how many threads to use.
    /// - Precondition: the shapes fit.
    public init(
        method: String, tasks: TaskSet, predicted: [[Double]], resamples: BootstrapResamples,
        clippedTo scale: RatingScale? = nil, threads: Int = 1
    ) {
        self.init(
            scenario: tasks.scenario, method: method,
            users: UserMetrics(
                predicted: predicted, actual: tasks.tasks.map { Array($0.queryRatings) }, clippedTo: scale, threads: threads),
            resamples: resamples)
    }

    /// Takes figures per user that are already there.
    public init(scenario: Scenario, method: String, users: UserMetrics, resamples: BootstrapResamples) {
        self.scenario = scenario
        self.method = method
        self.users = users
        estimates = Dictionary(
            uniqueKeysWithValues: users.measures.map { ($0, resamples.interval(of: users[$0])) })
    }

    /// The mean over users of a measure, with its interval.
    public subscript(measure: UserMetrics.Measure) -> IntervalEstimate {
        estimates[measure] ?? IntervalEstimate(value: 0, lower: 0, upper: 0)
    }

    /// This method less another on the same users.
    /// - Precondition: both come from the same tasks.
    public func compared(
        with other: ScenarioMetrics, on measure: UserMetrics.Measure, resamples: BootstrapResamples, seed: UInt64
    ) -> PairedComparison {
        PairedComparison(users[measure], against: other.users[measure], resamples: resamples, seed: seed)
    }
}
