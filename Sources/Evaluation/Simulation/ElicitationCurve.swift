import Statistics

/// How a measure changes with the length of the interview, for one strategy and one predictor.
package struct ElicitationCurve: Sendable, Equatable, Codable {
    /// What the length counts.
    package enum Axis: String, Sendable, Codable, CaseIterable {
        /// Items shown: what an interview costs its user.
        case shown
        /// Ratings given: what is learned from one, whether or not items are known.
        case answered
    }

    /// One point with its band.
    package struct Point: Sendable, Equatable, Codable {
        /// The number of items shown or answered.
        package var count: Int
        /// How many users it rests on; over answers, those who gave so many.
        package var users: Int
        /// Mean over those users with its bootstrap interval, in the measure's units.
        package var value: IntervalEstimate
        /// The difference on the same users: over shown items to the reference strategy after as many, over
        /// answers to no answer at all. In the measure's units.
        package var difference: IntervalEstimate
    }

    /// The strategy's name.
    package var strategy: String
    /// The predictor's name.
    package var predictor: String
    /// The measure.
    package var measure: UserMetrics.Measure
    /// What the length counts.
    package var axis: Axis
    /// One point per length from 0; over answers up to the last that at least two users gave.
    package var points: [Point]

    /// The curve over the number of shown items.
    init(
        shown outcome: StrategyOutcome, reference: StrategyOutcome, predictor: Int,
        measure: UserMetrics.Measure,
        resamples: BootstrapResamples
    ) {
        self.init(outcome, predictor: predictor, measure: measure, axis: .shown)
        let tolerance = measure.tolerance(on: outcome.scale)
        points = (0...outcome.shown).map { k in
            let values = outcome.values(of: measure, predictor: predictor, shown: k)
            let others = reference.values(of: measure, predictor: predictor, shown: k)
            return Point(
                count: k, users: values.count, value: resamples.interval(of: values),
                difference: resamples.interval(of: tolerance.differences(values, others)))
        }
    }

    /// The curve over the number of answers.
    init(
        answered outcome: StrategyOutcome, predictor: Int, measure: UserMetrics.Measure,
        resamples: BootstrapResamples
    ) {
        self.init(outcome, predictor: predictor, measure: measure, axis: .answered)
        let before = outcome.values(of: measure, predictor: predictor, shown: 0)
        let tolerance = measure.tolerance(on: outcome.scale)
        for a in 0...outcome.shown {
            let after = outcome.values(of: measure, predictor: predictor, answers: a)
            let included = after.map { $0 != nil }
            let users = included.count { $0 }
            guard users > 1 else { return }
            points.append(
                Point(
                    count: a, users: users,
                    value: resamples.interval(of: after.map { $0 ?? 0 }, included: included),
                    difference: resamples.interval(
                        of: zip(after, before).map { tolerance.difference($0 ?? 0, $1) }, included: included))
            )
        }
    }

    private init(_ outcome: StrategyOutcome, predictor: Int, measure: UserMetrics.Measure, axis: Axis) {
        strategy = outcome.strategy
        self.predictor = outcome.predictors[predictor]
        self.measure = measure
        self.axis = axis
        points = []
    }
}
