import Datasets

/// What the interviews by one strategy led to, user by user.
package struct StrategyOutcome: Sendable, Equatable {
    /// The strategy's name.
    package let strategy: String
    /// The ends of the ratings.
    package let scale: RatingScale
    /// The predictors' names.
    package let predictors: [String]
    /// How many interviews each user has, with another query set in each; a user's measures are means over
    /// them.
    package let draws: Int
    /// How many of the first k shown items were rated in each interview, shape [users · draws][K + 1]; a
    /// user's follow each other.
    package let answered: [[Int32]]
    /// What each predictor achieved after each number of answers, shape [users · draws][predictors], each of
    /// answers + 1 entries.
    let series: [[UserMetrics]]

    /// The number of users.
    package var users: Int { answered.count / draws }

    /// K, the largest number of items shown.
    package var shown: Int { (answered.first?.count ?? 1) - 1 }

    /// How many users have a measure of a predictor that is no finite number, after whatever number of
    /// answers.
    package func undefinedUsers(predictor: Int) -> Int {
        (0..<users).count { user in
            (user * draws..<(user + 1) * draws).contains { series[$0][predictor].undefinedUsers > 0 }
        }
    }

    /// A measure after k items were shown, in its units, shape [users].
    package func values(of measure: UserMetrics.Measure, predictor: Int, shown k: Int) -> [Double] {
        byUser { series[$0][predictor][measure][Int(answered[$0][k])] }.map { $0 ?? 0 }
    }

    /// A measure after a answers, in its units, shape [users]; `nil` for a user who gave fewer.
    package func values(of measure: UserMetrics.Measure, predictor: Int, answers a: Int) -> [Double?] {
        byUser { series[$0][predictor].count > a ? series[$0][predictor][measure][a] : nil }
    }

    /// The mean number of answers after k items were shown, shape [users].
    package func answers(shown k: Int) -> [Double] { byUser { Double(answered[$0][k]) }.map { $0 ?? 0 } }

    /// Means over each user's interviews that have a value.
    private func byUser(_ value: (Int) -> Double?) -> [Double?] {
        (0..<users).map { user in
            let values = (user * draws..<(user + 1) * draws).compactMap(value)
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
    }

    /// How much better a measure is after k shown items than without answers, positive for better, shape
    /// [users].
    package func gains(of measure: UserMetrics.Measure, predictor: Int, shown k: Int) -> [Double] {
        let sign = measure.growsWithQuality ? 1.0 : -1.0
        return measure.tolerance(on: scale).differences(
            values(of: measure, predictor: predictor, shown: k),
            values(of: measure, predictor: predictor, shown: 0)
        ).map { sign * $0 }
    }
}
