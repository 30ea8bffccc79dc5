import Datasets
import Evaluation
import Statistics

/// One metric of one elicitation strategy after so many questions.
package struct ElicitationRecord: Equatable, Sendable, Codable {
    /// The strategy, such as `melu` or `popularity`.
    package var strategy: String
    /// What predicts the held-out ratings from the answers.
    package var predictor: String
    /// The number of items shown.
    package var shown: Int
    /// The metric, such as `mae`.
    package var metric: String
    /// The mean number of items that a user could answer.
    package var answeredMean: Double
    /// The metric averaged over the users.
    package var value: Double
    /// The mean difference to popularity on the same users.
    package var difference: Double?
    /// The lower end of the difference's interval.
    package var intervalLow: Double?
    /// The upper end of the difference's interval.
    package var intervalHigh: Double?
    /// The p-value of no difference.
    package var p: Double?
    /// The p-value after Holm's correction.
    package var pHolm: Double?
    /// The standardised difference.
    package var effectSize: Double?
    /// The number of users.
    package var users: Int

    /// Creates a record.
    package init(
        strategy: String, predictor: String, shown: Int, metric: String, answeredMean: Double, value: Double,
        difference: Double? = nil, intervalLow: Double? = nil, intervalHigh: Double? = nil, p: Double? = nil,
        pHolm: Double? = nil, effectSize: Double? = nil, users: Int
    ) {
        self.strategy = strategy
        self.predictor = predictor
        self.shown = shown
        self.metric = metric
        self.answeredMean = answeredMean
        self.value = value
        self.difference = difference
        self.intervalLow = intervalLow
        self.intervalHigh = intervalHigh
        self.p = p
        self.pHolm = pHolm
        self.effectSize = effectSize
        self.users = users
    }
}

extension ElicitationRecord {
    /// What the record says of its strategy against popularity.
    /// - Parameter scale: the ends of the dataset's ratings.
    /// - Returns: `nil` for popularity itself, for points that were not tested, and where a figure is
    ///   missing.
    package func verdict(on scale: RatingScale) -> Verdict? {
        guard let measure = UserMetrics.Measure(rawValue: metric), let difference, let intervalLow,
            let intervalHigh
        else {
            return nil
        }
        return Verdict(
            difference: IntervalEstimate(value: difference, lower: intervalLow, upper: intervalHigh), p: p,
            correctedP: pHolm,
            growsWithQuality: measure.growsWithQuality, tolerance: measure.tolerance(on: scale))
    }

    /// What the record says of its grid against the popular one, where it is a figure of a grid.
    /// - Returns: `nil` for the popular grid itself, and where a figure is missing.
    package var gridVerdict: Verdict? {
        guard GridMetric(rawValue: metric) != nil, let difference, let intervalLow, let intervalHigh else {
            return nil
        }
        return Verdict(
            difference: IntervalEstimate(value: difference, lower: intervalLow, upper: intervalHigh), p: p,
            correctedP: pHolm,
            growsWithQuality: true, tolerance: .ofShares)
    }
}
