import LatentFactors
import Tasks

/// A way to predict ratings without meta-learning, to compare the estimator with.
///
/// It is fitted to training rows when it is created; a user's support set is all that it learns of a new
/// user.
package protocol RatingBaseline: Sendable {
    /// The name in results, such as `item-mean`.
    var name: String { get }

    /// ŷ of every task's query set after its support set, in rating units, shape [tasks][query].
    /// - Parameters:
    ///   - tasks: only their items, the support ratings and the number of query items are read.
    ///   - threads: how many threads to use; the result does not depend on it.
    func predictions(for tasks: [UserTask], threads: Int) -> [[Double]]
}

extension UserTask {
    /// Mean over the support set of the rating less the item's mean, in rating units; 0 where the set is
    /// empty.
    func meanResidual(itemMeans: [Double]) -> Double {
        let sum = zip(supportItems, supportRatings).reduce(0) { $0 + $1.1 - itemMeans[Int($1.0)] }
        return supportCount > 0 ? sum / Double(supportCount) : 0
    }
}

extension RatingRows {
    /// Mean rating of every item, in rating units, shape [items]; μ of all rows for an item without rows.
    var itemMeans: [Double] {
        var sums = [Double](repeating: 0, count: itemCount)
        for (item, rating) in zip(items, ratings) { sums[Int(item)] += rating }
        let fallback = mean
        return zip(sums, popularity).map { $1 > 0 ? $0 / Double($1) : fallback }
    }
}
