import Statistics

/// What a strategy's interview of a given length is worth, by one predictor and one measure.
package struct StrategyEffect: Sendable, Equatable, Codable {
    /// The strategy's name.
    package var strategy: String
    /// The predictor's name.
    package var predictor: String
    /// The measure.
    package var measure: UserMetrics.Measure
    /// How many items were shown.
    package var shown: Int
    /// Mean over users, in the measure's units.
    package var value: IntervalEstimate
    /// The strategy less the reference; all zero for the reference itself.
    package var comparison: PairedComparison
    /// Informativeness: Σ_u improvement since no answers / Σ_u answers, positive for better, in the measure's
    /// units per answer; `nil` where nobody answers.
    package var gainPerAnswer: IntervalEstimate?

    init(
        _ outcome: StrategyOutcome, reference: StrategyOutcome, predictor: Int, measure: UserMetrics.Measure,
        shown: Int,
        resamples: BootstrapResamples, seed: UInt64
    ) {
        let values = outcome.values(of: measure, predictor: predictor, shown: shown)
        strategy = outcome.strategy
        self.predictor = outcome.predictors[predictor]
        self.measure = measure
        self.shown = shown
        value = resamples.interval(of: values)
        comparison = PairedComparison(
            values, against: reference.values(of: measure, predictor: predictor, shown: shown),
            tolerance: measure.tolerance(on: outcome.scale), resamples: resamples, seed: seed)
        let gain = resamples.ratioInterval(
            of: outcome.gains(of: measure, predictor: predictor, shown: shown),
            over: outcome.answers(shown: shown))
        gainPerAnswer = gain.isDefined ? gain : nil
    }

    /// Holm's correction over the strategies other than the reference, for each predictor and measure on its
    /// own.
    static func holmCorrected(_ effects: [StrategyEffect], reference: String) -> [StrategyEffect] {
        PairedComparison.holmCorrected(effects, \.comparison, where: { $0.strategy != reference }) {
            $0.predictor == $1.predictor && $0.measure == $1.measure
        }
    }
}

/// How many of a strategy's items users can answer.
package struct Answerability: Sendable, Equatable, Codable {
    /// The strategy's name.
    package var strategy: String
    /// How many items were shown.
    package var shown: Int
    /// Mean number of answers of a user.
    package var answers: IntervalEstimate
    /// Mean share of the shown items that a user answers, 0...1.
    package var answeredShare: IntervalEstimate
    /// The share of users who answer at least one, 0...1.
    package var usersWithAnswer: IntervalEstimate

    init(_ outcome: StrategyOutcome, shown: Int, resamples: BootstrapResamples) {
        let counts = outcome.answers(shown: shown)
        strategy = outcome.strategy
        self.shown = shown
        answers = resamples.interval(of: counts)
        answeredShare = resamples.interval(of: counts.map { $0 / Double(max(shown, 1)) })
        usersWithAnswer = resamples.interval(of: counts.map { $0 > 0 ? 1 : 0 })
    }
}
