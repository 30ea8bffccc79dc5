/// One metric of one method in one warm or cold scenario.
public struct EvaluationRecord: Equatable, Sendable, Codable {
    /// The scenario, such as `warm` or `user-cold`.
    public var scenario: String
    /// The method, such as `melu` or `item-mean`.
    public var method: String
    /// How many local steps came before the prediction; 0 for methods without any.
    public var localSteps: Int = 0
    /// The metric, such as `mae`, `rmse` or `ndcg@3`.
    public var metric: String
    /// The metric averaged over the users.
    public var value: Double
    /// The lower end of its interval.
    public var intervalLow: Double?
    /// The upper end of its interval.
    public var intervalHigh: Double?
    /// The number of users.
    public var users: Int

    /// Creates a record.
    public init(
        scenario: String, method: String, localSteps: Int = 0, metric: String, value: Double, intervalLow: Double? = nil,
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
