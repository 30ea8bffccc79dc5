import Algebra
import Elicitation
import Statistics

/// Strategies beside a reference, such as popularity, on the same users.
package struct ElicitationComparison: Sendable, Equatable {
    /// What is compared, and how finely.
    package struct Options: Sendable, Equatable, Codable {
        /// The strategy that the others are compared with.
        package var reference: String
        /// After how many shown items.
        package var shown: Int
        /// The measures to compare.
        package var measures: [UserMetrics.Measure]
        /// The bootstrap's number of draws.
        package var replicates: Int
        /// The seed of the draws and the permutation tests.
        package var seed: UInt64

        /// Creates options.
        package init(
            reference: String = StrategyID.reference.name, shown: Int = 20,
            measures: [UserMetrics.Measure] = [.mae, .ndcg1, .ndcg3],
            replicates: Int = 2000, seed: UInt64 = 0
        ) {
            self.reference = reference
            self.shown = shown
            self.measures = measures
            self.replicates = replicates
            self.seed = seed
        }
    }

    /// One row per strategy, predictor and measure, in this order.
    package let effects: [StrategyEffect]
    /// One row per strategy.
    package let answerability: [Answerability]
    /// Two curves per strategy, predictor and measure: over items shown and over answers.
    package let curves: [ElicitationCurve]

    /// Whether every point of every curve is a finite number.
    package var isDefined: Bool {
        curves.allSatisfy { $0.points.allSatisfy { $0.value.isDefined && $0.difference.isDefined } }
    }

    /// Compares outcomes of one simulation.
    ///
    /// Holm's correction is taken over the strategies other than the reference, for each predictor and
    /// measure on its own.
    /// - Parameters:
    ///   - outcomes: of the same users and predictors.
    ///   - options: what to compare.
    ///   - threads: how many threads to use; the result does not depend on it.
    /// - Returns: `nil` where no outcome is the reference's, or the outcomes do not fit together.
    package init?(_ outcomes: [StrategyOutcome], options: Options = Options(), threads: Int = 1) {
        guard let reference = outcomes.first(where: { $0.strategy == options.reference }),
            outcomes.allSatisfy({
                $0.users == reference.users && $0.shown == reference.shown
                    && $0.predictors == reference.predictors
                    && $0.scale == reference.scale
            })
        else { return nil }
        let resamples = BootstrapResamples(
            count: reference.users, replicates: options.replicates, seed: options.seed, threads: threads)
        let shown = min(max(options.shown, 0), reference.shown)
        answerability = outcomes.map { Answerability($0, shown: shown, resamples: resamples) }

        let keys = outcomes.indices.flatMap { strategy in
            reference.predictors.indices.flatMap { predictor in
                options.measures.map { (strategy, predictor, $0) }
            }
        }
        let parts = concurrentMap(keys.count, threads: threads) { index in
            let (strategy, predictor, measure) = keys[index]
            let outcome = outcomes[strategy]
            return (
                effect: StrategyEffect(
                    outcome, reference: reference, predictor: predictor, measure: measure, shown: shown,
                    resamples: resamples, seed: options.seed),
                curves: [
                    ElicitationCurve(
                        shown: outcome, reference: reference, predictor: predictor, measure: measure,
                        resamples: resamples),
                    ElicitationCurve(
                        answered: outcome, predictor: predictor, measure: measure, resamples: resamples),
                ]
            )
        }
        curves = parts.flatMap(\.curves)
        effects = StrategyEffect.holmCorrected(parts.map(\.effect), reference: options.reference)
    }
}
