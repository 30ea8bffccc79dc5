import Foundation

/// nDCG@k, how much of the gain of the best order is in the k items that are predicted best (MeLU, section 4.1; Järvelin and
/// Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 2002, with the gain of Burges et al., ICML 2005):
///
///     DCG@k = Σ_{j=1..k} (2^{y_(j)} − 1) / log₂(j + 1),   nDCG@k = DCG@k / ideal DCG@k
///
/// where y_(j) is the rating of the item with the j-th largest prediction, and the ideal takes the same ratings from the
/// largest down. Equal predictions keep their order in the input; for a task that is the order of its query set.
/// - Parameters:
///   - k: how many items count, at least 1; with fewer items all count.
///   - predicted: ŷ, shape [n].
///   - actual: y, shape [n], in rating units, not below 0.
/// - Returns: a value of 0...1 without unit; 0 where the ideal has no gain.
/// - Precondition: the shapes are equal and k is positive.
public func normalizedDiscountedCumulativeGain(
    at k: Int, predicted: some Collection<Double>, actual: some Collection<Double>
) -> Double {
    precondition(predicted.count == actual.count, "as many predictions as ratings")
    precondition(k > 0, "at least one item counts")
    let (predicted, actual) = (Array(predicted), Array(actual))
    let order = predicted.indices.sorted { (predicted[$1], $0) < (predicted[$0], $1) }
    let ideal = discountedGain(actual.sorted(by: >), at: k)
    return ideal > 0 ? discountedGain(order.map { actual[$0] }, at: k) / ideal : 0
}

/// Σ_{j=1..k} (2^{y_j} − 1) / log₂(j + 1).
private func discountedGain(_ ratings: [Double], at k: Int) -> Double {
    zip(1..., ratings.prefix(k)).reduce(0) { $0 + (exp2($1.1) - 1) / log2(Double($1.0 + 1)) }
}
