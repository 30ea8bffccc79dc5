import LatentFactors
import Tasks

/// μ of the training rows for everything.
package struct GlobalMeanBaseline: RatingBaseline {
    /// `global-mean`.
    package let name = "global-mean"
    private let mean: Double

    /// Fits the baseline.
    package init(_ rows: RatingRows) { mean = rows.mean }

    /// ŷ of every task's query set, in rating units, shape [tasks][query].
    package func predictions(for tasks: [UserTask], threads: Int) -> [[Double]] {
        tasks.map { Array(repeating: mean, count: $0.queryItems.count) }
    }
}

/// The mean of the user's support ratings; μ of the training rows where there are none.
package struct SupportMeanBaseline: RatingBaseline {
    /// `user-support-mean`.
    package let name = "user-support-mean"
    private let mean: Double

    /// Fits the baseline.
    package init(_ rows: RatingRows) { mean = rows.mean }

    /// ŷ of every task's query set, in rating units, shape [tasks][query].
    package func predictions(for tasks: [UserTask], threads: Int) -> [[Double]] {
        tasks.map { task in
            let sum = task.supportRatings.reduce(0, +)
            let value = task.supportCount > 0 ? sum / Double(task.supportCount) : mean
            return Array(repeating: value, count: task.queryItems.count)
        }
    }
}

/// The mean of the item's training ratings; μ of all of them for an item without any.
package struct ItemMeanBaseline: RatingBaseline {
    /// `item-mean`.
    package let name = "item-mean"
    /// The means in rating units, shape [items].
    let means: [Double]

    /// Fits the baseline.
    package init(_ rows: RatingRows) { means = rows.itemMeans }

    /// ŷ of every task's query set, in rating units, shape [tasks][query].
    package func predictions(for tasks: [UserTask], threads: Int) -> [[Double]] {
        tasks.map { $0.queryItems.map { means[Int($0)] } }
    }
}

/// The item's mean plus what the user's support ratings exceed their items' means by, on average.
package struct UserItemBiasBaseline: RatingBaseline {
    /// `user-item-bias`.
    package let name = "user-item-bias"
    private let means: [Double]

    /// Fits the baseline.
    package init(_ rows: RatingRows) { means = rows.itemMeans }

    /// ŷ of every task's query set, in rating units, shape [tasks][query].
    package func predictions(for tasks: [UserTask], threads: Int) -> [[Double]] {
        tasks.map { task in
            let bias = task.meanResidual(itemMeans: means)
            return task.queryItems.map { means[Int($0)] + bias }
        }
    }
}
