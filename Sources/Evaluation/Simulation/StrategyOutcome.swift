/// What the interviews by one strategy led to, user by user.
public struct StrategyOutcome: Sendable, Equatable {
    /// The strategy's name.
    public let strategy: String
    /// The predictors' names.
    public let predictors: [String]
    /// How many of the first k shown items each user rated, shape [users][K + 1].
    public let answered: [[Int32]]
    /// What each predictor achieved after each number of answers, shape [users][predictors], each of answers + 1 entries.
    let series: [[UserMetrics]]

    /// The number of users.
    public var users: Int { answered.count }

    /// K, the largest number of items shown.
    public var shown: Int { (answered.first?.count ?? 1) - 1 }

    /// A measure after k items were shown, in its units, shape [users].
    public func values(of measure: UserMetrics.Measure, predictor: Int, shown k: Int) -> [Double] {
        zip(answered, series).map { $1[predictor][measure][Int($0[k])] }
    }

    /// A measure after a answers, in its units, shape [users]; `nil` for a user who gave fewer.
    public func values(of measure: UserMetrics.Measure, predictor: Int, answers a: Int) -> [Double?] {
        series.map { $0[predictor].count > a ? $0[predictor][measure][a] : nil }
    }

    /// The number of answers after k items were shown, shape [users].
    public func answers(shown k: Int) -> [Double] { answered.map { Double($0[k]) } }

    /// How much better a measure is after k shown items than without answers, positive for better, shape [users].
    public func gains(of measure: UserMetrics.Measure, predictor: Int, shown k: Int) -> [Double] {
        let sign = measure.growsWithQuality ? 1.0 : -1.0
        return zip(values(of: measure, predictor: predictor, shown: k), values(of: measure, predictor: predictor, shown: 0))
            .map { sign * ($0 - $1) }
    }
}
