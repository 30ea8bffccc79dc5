/// The exact null distributions of rank statistics without ties, as shares of all equally likely arrangements.
///
/// Counts are kept in Double, which holds whole numbers up to 2⁵³ exactly: C(50, 25) ≈ 1.3e14 and 2⁵⁰ ≈ 1.1e15 fit.
enum RankDistribution {
    /// The largest number of values for which counts are exact.
    static let largestExactCount = 50

    /// P(U = u) for u = 0...mn: the number of arrangements of m and n values with u pairs in the first's favour follows
    /// c(m, n, u) = c(m − 1, n, u − n) + c(m, n − 1, u) (Mann and Whitney, Annals of Mathematical Statistics 1947).
    static func mannWhitney(_ m: Int, _ n: Int) -> [Double] {
        var rows = [[Double]](repeating: [1], count: n + 1)  // c(0, n, ·)
        for first in stride(from: 1, through: m, by: 1) {
            var next: [[Double]] = [[1]]
            for second in stride(from: 1, through: n, by: 1) {
                var counts = [Double](repeating: 0, count: first * second + 1)
                for (u, count) in rows[second].enumerated() { counts[u + second] += count }
                for (u, count) in next[second - 1].enumerated() { counts[u] += count }
                next.append(counts)
            }
            rows = next
        }
        return shares(rows[n])
    }

    /// P(R₊ = r) for r = 0...n(n + 1)/2: the number of subsets of 1...n with sum r (Wilcoxon, Biometrics 1945).
    static func signedRank(_ n: Int) -> [Double] {
        var counts = [1.0]
        for rank in stride(from: 1, through: n, by: 1) {
            var next = counts + [Double](repeating: 0, count: rank)
            for (sum, count) in counts.enumerated() { next[sum + rank] += count }
            counts = next
        }
        return shares(counts)
    }

    /// The two-sided p value of a symmetric distribution over 0...last: min(1, 2 P(X ≤ min(x, last − x))).
    static func twoSided(_ value: Double, of distribution: [Double]) -> Double {
        let last = distribution.count - 1
        let lower = min(max(Int(min(value, Double(last) - value)), 0), last)
        return min(1, 2 * distribution[0...lower].reduce(0, +))
    }

    /// The largest k ≥ 1 with P(X ≤ k − 1) ≤ tail, or 1 where even P(X = 0) is above it: the order statistic that bounds
    /// an interval by inverting the test.
    static func order(tail: Double, of distribution: [Double]) -> Int {
        var (sum, order) = (0.0, 0)
        while order < distribution.count, sum + distribution[order] <= tail {
            sum += distribution[order]
            order += 1
        }
        return max(order, 1)
    }

    private static func shares(_ counts: [Double]) -> [Double] {
        let total = counts.reduce(0, +)
        return counts.map { $0 / total }
    }
}

/// Σ (t³ − t) over the groups of t equal values, what ties take from the variance of a rank sum.
func tieTerm(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    var (sum, start) = (0.0, 0)
    while start < sorted.count {
        var past = start
        while past < sorted.count, sorted[past] == sorted[start] { past += 1 }
        let size = Double(past - start)
        sum += size * size * size - size
        start = past
    }
    return sum
}
