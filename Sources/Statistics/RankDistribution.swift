/// The exact null distributions of rank statistics, as shares of all equally likely arrangements of the ranks
/// at hand.
///
/// Equal values share the mean of their ranks, a multiple of ½, so that twice a rank is whole and sums can be
/// counted. Counts are kept in Double, which holds whole numbers up to 2⁵³ exactly: C(50, 25) ≈ 1.3e14 and
/// 2⁵⁰ ≈ 1.1e15 fit.
package enum RankDistribution {
    /// The largest number of values for which counts are exact.
    package static let largestExactCount = 50

    /// P(U = u/2) for u = 0...2mn: how many ways of choosing m of the ranks have a sum 2U higher than the
    /// least one would be without ties, m(m + 1)/2 (Mann and Whitney, Annals of Mathematical Statistics 1947;
    /// with ties Lehmann, 1975, section 1.4).
    /// - Parameters:
    ///   - m: the size of the first arm.
    ///   - ranks: all m + n ranks, ties shared, at most `largestExactCount`.
    package static func mannWhitney(_ m: Int, ranks: [Double]) -> [Double] {
        let doubled = ranks.map { Int(2 * $0) }
        let most = doubled.reduce(0, +)
        var ways = [[Double]](repeating: [Double](repeating: 0, count: most + 1), count: m + 1)
        ways[0][0] = 1
        for (place, rank) in doubled.enumerated() {
            for chosen in stride(from: min(m, place + 1), through: 1, by: -1) {
                for sum in stride(from: most, through: rank, by: -1) {
                    ways[chosen][sum] += ways[chosen - 1][sum - rank]
                }
            }
        }
        let least = m * (m + 1)
        return shares((0...2 * m * (ranks.count - m)).map { ways[m][least + $0] })
    }

    /// P(R₊ = r/2) for r = 0...n(n + 1): the number of subsets of the ranks with that sum (Wilcoxon,
    /// Biometrics 1945).
    package static func signedRank(_ ranks: [Double]) -> [Double] {
        var counts = [1.0]
        for rank in ranks {
            let doubled = Int(2 * rank)
            var next = counts + [Double](repeating: 0, count: doubled)
            for (sum, count) in counts.enumerated() { next[sum + doubled] += count }
            counts = next
        }
        return shares(counts)
    }

    /// The two-sided p value of twice a statistic: min(1, 2 min(P(X ≤ x), P(X ≥ x))).
    package static func twoSided(_ doubled: Int, of distribution: [Double]) -> Double {
        guard distribution.indices.contains(doubled) else { return 1 }
        return min(
            1,
            2 * min(distribution[...doubled].reduce(0, +), distribution[doubled...].reversed().reduce(0, +)))
    }

    /// The largest k ≥ 1 with P(X ≤ k − 1) ≤ tail, or 1 where even P(X = 0) is above it: the order statistic
    /// that bounds an interval by inverting the test. Only for ranks without ties, whose statistics are
    /// whole.
    package static func order(tail: Double, of distribution: [Double]) -> Int {
        var (sum, order) = (0.0, 0)
        while 2 * order < distribution.count, sum + distribution[2 * order] <= tail {
            sum += distribution[2 * order]
            order += 1
        }
        return max(order, 1)
    }

    private static func shares(_ counts: [Double]) -> [Double] {
        let total = counts.reduce(0, +)
        return counts.map { $0 / total }
    }
}
