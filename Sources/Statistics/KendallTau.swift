/// Kendall's τ_b between two scores of the same items (Kendall, "The treatment of ties in ranking problems",
/// Biometrika 1945), in O(n log n) (Knight, JASA 1966):
///
///     τ_b = (C − D) / √((n₀ − n₁)(n₀ − n₂)),   n₀ = n (n − 1)/2
///
/// where C and D count the pairs that both order alike and unlike, and n₁ and n₂ the pairs tied in the first
/// and second. Scores that differ by rounding alone are tied; see ``Tolerance``.
/// - Parameters:
///   - first: one score per item, shape [n].
///   - second: the other score of the same items, shape [n].
/// - Returns: -1...1 without unit; `nil` where it is not defined: either has no two different scores, or one
///   is NaN.
/// - Precondition: the shapes are equal.
package func kendallTauB(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "two scores per item")
    let (first, second) = (TiedRanks(first).ranks, TiedRanks(second).ranks)
    guard !first.contains(where: \.isNaN), !second.contains(where: \.isNaN) else { return nil }
    let order = first.indices.sorted { (first[$0], second[$0]) < (first[$1], second[$1]) }
    let pairs = order.count * (order.count - 1) / 2
    let tiedFirst = tiedPairs(order) { first[$0] == first[$1] }
    let tiedBoth = tiedPairs(order) { first[$0] == first[$1] && second[$0] == second[$1] }
    var sorted = order.map { second[$0] }
    let discordant = sortCountingInversions(&sorted)
    let tiedSecond = tiedPairs(Array(sorted.indices)) { sorted[$0] == sorted[$1] }
    let scale = (Double(pairs - tiedFirst) * Double(pairs - tiedSecond)).squareRoot()
    guard scale > 0 else { return nil }
    return Double(pairs - tiedFirst - tiedSecond + tiedBoth - 2 * discordant) / scale
}

/// The number of pairs within runs of neighbours that are equal.
private func tiedPairs(_ order: [Int], _ equal: (Int, Int) -> Bool) -> Int {
    var (total, run) = (0, 0)
    for (left, right) in zip(order, order.dropFirst()) {
        run = equal(left, right) ? run + 1 : 0
        total += run
    }
    return total
}

/// Sorts by merging and returns the number of pairs that stood in the wrong order.
private func sortCountingInversions(_ values: inout [Double]) -> Int {
    var inversions = 0
    var width = 1
    var merged = values
    while width < values.count {
        for start in stride(from: 0, to: values.count, by: 2 * width) {
            let (middle, end) = (min(start + width, values.count), min(start + 2 * width, values.count))
            var (left, right) = (start, middle)
            for position in start..<end {
                if right >= end || left < middle && values[left] <= values[right] {
                    merged[position] = values[left]
                    left += 1
                } else {
                    merged[position] = values[right]
                    right += 1
                    inversions += middle - left
                }
            }
        }
        swap(&values, &merged)
        width *= 2
    }
    return inversions
}
