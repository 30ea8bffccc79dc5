/// One metric of one method in one warm or cold scenario.
package struct EvaluationRecord: Equatable, Sendable, Codable {
    /// The scenario, such as `warm` or `user-cold`.
    package var scenario: String
    /// The method, such as `melu` or `item-mean`.
    package var method: String
    /// How many local steps came before the prediction; 0 for methods without any.
    package var localSteps: Int = 0
    /// The metric, such as `mae`, `rmse` or `ndcg@3`.
    package var metric: String
    /// The metric averaged over the users.
    package var value: Double
    /// The lower end of its interval.
    package var intervalLow: Double?
    /// The upper end of its interval.
    package var intervalHigh: Double?
    /// The number of users.
    package var users: Int

    /// Creates a record.
    package init(
        scenario: String, method: String, localSteps: Int = 0, metric: String, value: Double,
        intervalLow: Double? = nil,
        intervalHigh: Double? = nil, users: Int
    ) {
        self.scenario = scenario
        self.method = method
        self.localSteps = localSteps
        self.metric = metric
        self.value = value
        self.intervalLow = intervalLow
        self.intervalHigh = intervalHigh
        self.users = users
    }
}
