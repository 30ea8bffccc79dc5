/// Holm's step-down correction, which bounds the chance of any false finding among m tests (Holm, "A simple
/// sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 1979):
///
///     p̃_(j) = min(1, max_{i ≤ j} (m − i + 1) p_(i))
///
/// with the p values from the smallest up. A p value that is not defined (NaN) is no test: m does not count
/// it, and it stays.
/// - Parameter pValues: p, shape [n].
/// - Returns: p̃ in the order of the input, shape [n].
package func holmAdjusted(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var largest = 0.0
    let tests = pValues.indices.filter { !pValues[$0].isNaN }
    for (rank, index) in tests.sorted(by: { (pValues[$0], $0) < (pValues[$1], $1) }).enumerated() {
        largest = max(largest, min(1, Double(tests.count - rank) * pValues[index]))
        adjusted[index] = largest
    }
    return adjusted
}
