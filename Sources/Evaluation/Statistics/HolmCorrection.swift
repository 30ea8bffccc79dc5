/// Holm's step-down correction, which bounds the chance of any false finding among m tests (Holm, "A simple sequentially
/// rejective multiple test procedure", Scandinavian Journal of Statistics 1979):
///
///     p̃_(j) = min(1, max_{i ≤ j} (m − i + 1) p_(i))
///
/// with the p values from the smallest up.
/// - Parameter pValues: p, shape [m].
/// - Returns: p̃ in the order of the input, shape [m].
public func holmAdjusted(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var largest = 0.0
    for (rank, index) in pValues.indices.sorted(by: { (pValues[$0], $0) < (pValues[$1], $1) }).enumerated() {
        largest = max(largest, min(1, Double(pValues.count - rank) * pValues[index]))
        adjusted[index] = largest
    }
    return adjusted
}
