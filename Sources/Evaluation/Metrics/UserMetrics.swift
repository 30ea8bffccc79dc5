import Datasets
import Preference

/// How well the predictions for each of several users were, one entry per user.
public struct UserMetrics: Sendable, Equatable {
    /// The measures, each computed within one user.
    public enum Measure: String, Sendable, Codable, CaseIterable {
        /// The mean absolute error, in rating units; less is better.
        case mae
        /// The root of the mean squared error, in rating units; less is better.
        case rmse
        /// nDCG@1; more is better.
        case ndcg1
        /// nDCG@3; more is better.
        case ndcg3

        /// Whether a larger value is better.
        public var growsWithQuality: Bool { self == .ndcg1 || self == .ndcg3 }
    }

    /// The mean absolute errors, shape [users].
    public private(set) var mae: [Double]
    /// The roots of the mean squared errors, shape [users].
    public private(set) var rmse: [Double]
    /// nDCG@1, shape [users].
    public private(set) var ndcg1: [Double]
    /// nDCG@3, shape [users].
    public private(set) var ndcg3: [Double]

    /// Measures predictions.
    /// - Parameters:
    ///   - predicted: ŷ of every user's query set, shape [users][query], in rating units.
    ///   - actual: y of the same items in the same order.
    ///   - scale: where given, predictions are first clipped to it.
    ///   - threads: how many threads to use.
    /// - Precondition: the shapes are equal.
    public init(predicted: [[Double]], actual: [[Double]], clippedTo scale: RatingScale? = nil, threads: Int = 1) {
        precondition(predicted.count == actual.count, "as many users")
        let rows = concurrentMap(predicted.count, threads: threads) { user -> (Double, Double, Double, Double) in
            var estimate = predicted[user]
            if let scale { estimate = estimate.map { min(max($0, scale.minimum), scale.maximum) } }
            let rating = actual[user]
            return (
                meanAbsoluteError(estimate, rating), rootMeanSquaredError(estimate, rating),
                normalizedDiscountedCumulativeGain(at: 1, predicted: estimate, actual: rating),
                normalizedDiscountedCumulativeGain(at: 3, predicted: estimate, actual: rating)
            )
        }
        mae = rows.map(\.0)
        rmse = rows.map(\.1)
        ndcg1 = rows.map(\.2)
        ndcg3 = rows.map(\.3)
    }

    /// The number of users.
    public var count: Int { mae.count }

    /// One measure of every user, shape [users].
    public subscript(measure: Measure) -> [Double] {
        switch measure {
        case .mae: mae
        case .rmse: rmse
        case .ndcg1: ndcg1
        case .ndcg3: ndcg3
        }
    }
}

/// Calls `body` for every index below `count`, on at most `threads` threads; the results stand in the order of the indices.
func concurrentMap<Element>(_ count: Int, threads: Int, _ body: (Int) -> Element) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
        guard let start = buffer.baseAddress else { return }
        Parallel.forEach(count, threads: threads) { index, _ in (start + index).initialize(to: body(index)) }
        initialized = count
    }
}
