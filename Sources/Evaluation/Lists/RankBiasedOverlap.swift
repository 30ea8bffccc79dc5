import Foundation

/// Rank-biased overlap of two ranked lists, extrapolated from what is seen of them (Webber, Moffat and Zobel,
/// "A similarity measure for indefinite rankings", TOIS 2010, equation 32):
///
///     (1 − p)/p [ Σ_{d=1..l} X_d/d pᵈ + Σ_{d=s+1..l} X_s (d − s)/(s d) pᵈ ] + [ (X_l − X_s)/l + X_s/s ] pˡ
///
/// where X_d is the number of items shared by the first d of both, and s ≤ l are the lengths.
/// - Parameters:
///   - first: a list of distinct items, best first.
///   - second: another.
///   - persistence: p, 0 < p < 1; at 0.9 the first ten ranks carry 86 % of the weight.
/// - Returns: 0 (nothing shared) ... 1 (the same list), without unit; 1 for two empty lists, 0 if one is
///   empty.
/// - Precondition: 0 < p < 1.
package func rankBiasedOverlap<Item: Hashable>(_ first: [Item], _ second: [Item], persistence: Double = 0.9)
    -> Double
{
    precondition(persistence > 0 && persistence < 1, "the persistence lies between 0 and 1")
    let (short, long) = first.count <= second.count ? (first, second) : (second, first)
    guard !short.isEmpty else { return long.isEmpty ? 1 : 0 }
    var seen: (Set<Item>, Set<Item>) = ([], [])
    var (shared, sharedAtShort, sum, weight) = (0.0, 0.0, 0.0, 1.0)
    for depth in 1...long.count {
        weight *= persistence
        let d = Double(depth)
        let fromLong = long[depth - 1]
        let fromShort = depth <= short.count ? short[depth - 1] : nil
        if let fromShort, fromShort == fromLong {
            shared += 1
        } else {
            if seen.0.contains(fromLong) { shared += 1 }
            if let fromShort, seen.1.contains(fromShort) { shared += 1 }
        }
        if let fromShort { seen.0.insert(fromShort) }
        seen.1.insert(fromLong)
        if depth == short.count { sharedAtShort = shared }
        sum += shared / d * weight
        if depth > short.count {
            sum += sharedAtShort * Double(depth - short.count) / (Double(short.count) * d) * weight
        }
    }
    let rest = (shared - sharedAtShort) / Double(long.count) + sharedAtShort / Double(short.count)
    return (1 - persistence) / persistence * sum + rest * weight
}

/// The number of items that two lists share, whatever their ranks.
package func overlap<Item: Hashable>(_ first: [Item], _ second: [Item]) -> Int {
    Set(first).intersection(second).count
}

/// The number of items that each two of several lists share, shape [lists][lists]; the diagonal holds the
/// lengths.
package func overlapMatrix<Item: Hashable>(_ lists: [[Item]]) -> [[Int]] {
    lists.map { row in lists.map { overlap(row, $0) } }
}
