import Algebra
import Datasets
import Support
import Tasks

/// The choice of rank, penalty and number of iterations on users held back from the training users.
///
/// A share of the training users plays the new users: the model is fitted without them, each is folded in,
/// and the mean absolute error on their query sets is read twice, after the answers to the most popular items
/// and after the whole support set. The candidate with the least mean of both wins. No rating of a held-out
/// user or item takes part.
package struct LatentFactorTuning: Sendable {
    /// One candidate and how it did.
    package struct Candidate: Sendable, Equatable {
        /// The options, with the number of iterations reached.
        package let options: LatentFactorOptions
        /// Mean over users of the mean absolute error after the answers to the most popular items, in rating
        /// units.
        package let errorAfterOnboarding: Double
        /// The same after the whole support set.
        package let errorAfterSupport: Double

        /// What is minimised.
        package var criterion: Double { (errorAfterOnboarding + errorAfterSupport) / 2 }
    }

    /// All candidates in the order tried.
    package let candidates: [Candidate]
    /// The best one; the earliest of equals.
    package let best: Candidate?

    /// Tries options.
    /// - Parameters:
    ///   - dataset: where the ratings are.
    ///   - holdout: the new users and items, which take no part.
    ///   - grid: the candidates; each is read after every iteration.
    ///   - share: the share of the training users to hold back.
    ///   - rule: which of those take part, and where their support set ends.
    ///   - onboardingCount: how many of the most popular items are asked.
    ///   - threads: how many threads to use.
    ///   - generator: draws the users.
    package init(
        _ dataset: Dataset, holdout: Holdout, grid: [LatentFactorOptions], share: Double = 0.2,
        rule: TaskRule,
        onboardingCount: Int = 20, threads: Int = 1, using generator: inout SeededGenerator
    ) {
        var users = (0..<dataset.users.count).filter { !holdout.newUsers[$0] }
        generator.shuffle(&users)
        var heldBack = [Bool](repeating: false, count: dataset.users.count)
        for user in users.prefix(Int(Double(users.count) * min(max(share, 0), 1))) { heldBack[user] = true }
        let rows = RatingRows(
            warmRowsOf: dataset, holdout: holdout, withoutQueriesOf: [], users: heldBack.map { !$0 })
        let tasks = TaskSet(dataset, scenario: .warm, holdout: holdout, rule: rule).tasks.filter {
            heldBack[Int($0.user)]
        }
        let popularity = rows.popularity
        let order = popularity.indices.sorted { (-popularity[$0], $0) < (-popularity[$1], $1) }
        let asked = Set(order.prefix(onboardingCount).map(Int32.init))

        var candidates: [Candidate] = []
        for options in grid {
            _ = LatentFactorModel(fitting: rows, options: options, threads: threads) { iteration, model in
                var reached = options
                reached.iterations = iteration
                candidates.append(
                    Candidate(
                        options: reached,
                        errorAfterOnboarding: Self.error(of: model, tasks: tasks, threads: threads) {
                            asked.contains($0)
                        },
                        errorAfterSupport: Self.error(of: model, tasks: tasks, threads: threads) { _ in true }
                    ))
            }
        }
        self.candidates = candidates
        best = candidates.min { $0.criterion < $1.criterion }
    }

    /// Mean over tasks of the mean absolute error on the query set, after the ratings of the support items
    /// that pass.
    package static func error(
        of model: LatentFactorModel, tasks: [UserTask], threads: Int, answering: (Int32) -> Bool
    ) -> Double {
        var errors = [Double](repeating: 0, count: tasks.count)
        errors.withUnsafeMutableBufferPointer { errors in
            guard let errors = errors.baseAddress else { return }
            Parallel.forEach(tasks.count, threads: threads) { index, _ in
                let task = tasks[index]
                let answers = zip(task.supportItems, task.supportRatings).filter { answering($0.0) }
                let belief = model.posterior(given: answers.map { (item: $0.0, rating: $0.1) })
                var sum = 0.0
                for (item, rating) in zip(task.queryItems, task.queryRatings) {
                    sum += abs(model.predict(item: Int(item), userMean: belief.mean) - rating)
                }
                errors[index] = sum / Double(max(task.queryItems.count, 1))
            }
        }
        return tasks.isEmpty ? 0 : errors.reduce(0, +) / Double(tasks.count)
    }
}
