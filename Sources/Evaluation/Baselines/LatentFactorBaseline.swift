import Algebra
import LatentFactors
import Tasks

/// Biased matrix factorisation; a new user's support ratings are folded in by the posterior of Bayesian
/// linear regression.
package struct LatentFactorBaseline: RatingBaseline {
    /// `matrix-factorisation`.
    package let name = "matrix-factorisation"
    private let model: LatentFactorModel

    /// Fits the baseline; with the whole support set at hand, offsets as fitted predict better than observed
    /// means.
    package init(
        _ rows: RatingRows, options: LatentFactorOptions = LatentFactorOptions(offset: .fitted),
        threads: Int = 1
    ) {
        model = LatentFactorModel(fitting: rows, options: options, threads: threads)
    }

    /// Takes a fitted model.
    package init(_ model: LatentFactorModel) { self.model = model }

    /// ŷ of every task's query set, in rating units, shape [tasks][query].
    package func predictions(for tasks: [UserTask], threads: Int) -> [[Double]] {
        concurrentMap(tasks.count, threads: threads) { index in
            let task = tasks[index]
            let answers = zip(task.supportItems, task.supportRatings).map { (item: $0, rating: $1) }
            let belief = model.posterior(given: answers)
            return task.queryItems.map { model.predict(item: Int($0), userMean: belief.mean) }
        }
    }
}
