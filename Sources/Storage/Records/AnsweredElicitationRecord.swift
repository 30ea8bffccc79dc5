/// One metric of one elicitation strategy after so many answers, whatever was shown to get them.
package struct AnsweredElicitationRecord: Equatable, Sendable, Codable {
    /// The strategy, such as `melu` or `popularity`.
    package var strategy: String
    /// What predicts the held-out ratings from the answers.
    package var predictor: String
    /// The number of items answered.
    package var answered: Int
    /// The metric, such as `mae`.
    package var metric: String
    /// The metric averaged over the users who gave so many answers.
    package var value: Double
    /// The lower end of the value's interval.
    package var valueLow: Double
    /// The upper end of the value's interval.
    package var valueHigh: Double
    /// The mean difference to the same users before any answer.
    package var difference: Double
    /// The lower end of the difference's interval.
    package var intervalLow: Double
    /// The upper end of the difference's interval.
    package var intervalHigh: Double
    /// The number of users who gave so many answers.
    package var users: Int

    /// Creates a record.
    package init(
        strategy: String, predictor: String, answered: Int, metric: String, value: Double, valueLow: Double,
        valueHigh: Double,
        difference: Double, intervalLow: Double, intervalHigh: Double, users: Int
    ) {
        self.strategy = strategy
        self.predictor = predictor
        self.answered = answered
        self.metric = metric
        self.value = value
        self.valueLow = valueLow
        self.valueHigh = valueHigh
        self.difference = difference
        self.intervalLow = intervalLow
        self.intervalHigh = intervalHigh
        self.users = users
    }
}
