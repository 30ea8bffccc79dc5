import Algebra
import Datasets
import Preference
import Support
import Tasks

/// Interviews held-out users by a strategy and predicts ratings that were never asked.
///
/// Each user answers the shown items that are in the support set, and says "I do not know this" to the rest.
/// After every answer each predictor estimates the query set from the answers alone. `docs/evaluation.md` has
/// the protocol.
package struct ElicitationSimulation: Sendable {
    /// The interviews: what a user can answer is the support set, what is predicted the query set. A user's
    /// follow each other.
    package let tasks: [UserTask]
    /// The ends of the ratings.
    package let scale: RatingScale
    /// The predictors.
    package let predictors: [any AnswerPredictor]
    /// K, the largest number of items shown.
    package let shown: Int
    /// How many interviews each user has.
    package let draws: Int

    /// Prepares a simulation.
    /// - Parameters:
    ///   - tasks: the held-out users; see `rule(order:)` for who takes part.
    ///   - scale: the ends of the ratings, which nDCG rests on.
    ///   - predictors: what turns answers into estimates.
    ///   - shown: K.
    ///   - draws: how many interviews each user has: the first with the task's own query set, each other with
    ///     one of the same
    ///     size drawn afresh, which makes a user's measures less subject to chance.
    ///   - seed: the seed of those draws.
    /// - Precondition: `shown >= 0` and `draws >= 1`.
    package init(
        tasks: [UserTask], scale: RatingScale, predictors: [any AnswerPredictor], shown: Int = 40,
        draws: Int = 1,
        seed: UInt64 = 0
    ) {
        precondition(shown >= 0, "the number of shown items is not negative")
        precondition(draws >= 1, "every user has an interview")
        var generator = SeededGenerator(seed: seed, stream: .interviewSets)
        self.tasks = tasks.flatMap { task in
            [task] + (1..<draws).map { _ in task.resampled(maximumSupport: .max, using: &generator) }
        }
        (self.scale, self.predictors) = (scale, predictors)
        self.shown = shown
        self.draws = draws
    }

    /// Who takes part: users with at least 20 ratings in the scenario, the last 10 of them as the query set.
    package static func rule(order: InteractionOrder) -> TaskRule {
        TaskRule(order: order, queryCount: 10, minimumRatings: 20, maximumRatings: .max)
    }

    /// Interviews every user.
    /// - Parameters:
    ///   - strategy: chooses the items.
    ///   - threads: how many threads to use; the result does not depend on it.
    package func run(_ strategy: SimulatedStrategy, threads: Int = 1) -> StrategyOutcome {
        let users = concurrentMap(tasks.count, threads: threads) { index in
            let task = tasks[index]
            let transcript = InterviewTranscript(task, strategy: strategy, shown: shown)
            let rating = Array(task.queryRatings)
            let series = predictors.map { predictor in
                let predicted = predictor.predictions(
                    user: task.user, items: transcript.items, ratings: transcript.ratings,
                    queryItems: task.queryItems)
                return UserMetrics(
                    predicted: predicted, actual: Array(repeating: rating, count: predicted.count),
                    scale: scale)
            }
            return (answered: transcript.answered, series: series)
        }
        return StrategyOutcome(
            strategy: strategy.name, scale: scale, predictors: predictors.map(\.name), draws: draws,
            answered: users.map(\.answered), series: users.map(\.series))
    }
}
