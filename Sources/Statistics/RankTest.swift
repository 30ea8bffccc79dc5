/// What a rank test found.
package struct RankTest: Sendable, Equatable, Codable {
    /// U of the first arm for Mann-Whitney, R₊ for Wilcoxon.
    package var statistic: Double
    /// The two-sided p value, 0...1.
    package var pValue: Double
    /// Whether the p value counts arrangements rather than using the normal approximation.
    package var isExact: Bool

    /// The Mann-Whitney U test of two independent arms (Mann and Whitney, Annals of Mathematical Statistics
    /// 1947).
    ///
    ///     U = #{x > y} + ½ #{x = y} = R_x − m (m + 1) / 2
    ///
    /// With m + n ≤ 50 the p value is exact: min(1, 2 min(P(U ≤ u), P(U ≥ u))) over all ways of dealing the
    /// ranks, shared where values are equal. Else it is that of z = (|U − mn/2| − ½) / σ, with σ² = mn/12 (N
    /// + 1 − Σ(t³ − t) / (N (N − 1))), N = m + n, and t the sizes of the groups of equal values (Lehmann,
    /// "Nonparametrics", 1975, section 1.2; the ½ corrects for continuity). Values that differ by rounding
    /// alone are equal, see `Tolerance` of Statistics.
    /// - Parameters:
    ///   - first: x, one finite value per participant of the arm, shape [m], in any unit.
    ///   - second: y, shape [n], in the same unit.
    /// - Returns: U of the first arm and its p value; p = 1 where an arm is empty or all values are equal.
    package static func mannWhitney(_ first: [Double], _ second: [Double]) -> RankTest {
        guard !first.isEmpty, !second.isEmpty else { return RankTest(statistic: 0, pValue: 1, isExact: true) }
        let ranked = TiedRanks(first + second)
        let statistic = mannWhitneyStatistic(ranked, first: first.count)
        let (m, n) = (Double(first.count), Double(second.count))
        if ranked.ranks.count <= RankDistribution.largestExactCount {
            let distribution = RankDistribution.mannWhitney(first.count, ranks: ranked.ranks)
            return RankTest(
                statistic: statistic, pValue: RankDistribution.twoSided(Int(2 * statistic), of: distribution),
                isExact: true)
        }
        let total = m + n
        let variance = m * n / 12 * (total + 1 - ranked.tieTerm / (total * (total - 1)))
        return approximate(statistic, mean: m * n / 2, variance: variance)
    }

    /// U = R_x − m (m + 1) / 2 of the first m of the ranked values.
    package static func mannWhitneyStatistic(_ ranked: TiedRanks, first m: Int) -> Double {
        ranked.ranks.prefix(m).reduce(0, +) - Double(m) * Double(m + 1) / 2
    }

    /// Wilcoxon's signed-rank test of paired differences (Wilcoxon, Biometrics 1945).
    ///
    ///     R₊ = Σ of the ranks of |d| over d > 0
    ///
    /// Zeros are left out first and n counts what is left (Wilcoxon's own rule; Pratt's, which ranks them, is
    /// not used). With n ≤ 50 the p value is exact: min(1, 2 P(R ≤ min(R₊, R₋))) over all signs of the ranks,
    /// shared where |d| are equal. Else it is that of z = (|R₊ − n(n+1)/4| − ½) / σ, with σ² =
    /// n(n+1)(2n+1)/24 − Σ(t³ − t)/48 (Lehmann, 1975, section 3.2).
    /// - Parameter differences: d, one finite value per participant, shape [n], in any unit.
    /// - Returns: R₊ and its p value; p = 1 where no difference is other than 0.
    package static func wilcoxon(_ differences: [Double]) -> RankTest {
        let kept = differences.filter { $0 != 0 }
        let ranked = TiedRanks(kept.map(abs))
        let n = Double(kept.count)
        let statistic = zip(kept, ranked.ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
        if kept.count <= RankDistribution.largestExactCount {
            let distribution = RankDistribution.signedRank(ranked.ranks)
            return RankTest(
                statistic: statistic, pValue: RankDistribution.twoSided(Int(2 * statistic), of: distribution),
                isExact: true)
        }
        let variance = n * (n + 1) * (2 * n + 1) / 24 - ranked.tieTerm / 48
        return approximate(statistic, mean: n * (n + 1) / 4, variance: variance)
    }

    private static func approximate(_ statistic: Double, mean: Double, variance: Double) -> RankTest {
        let distance = max(abs(statistic - mean) - 0.5, 0)
        let pValue = variance > 0 ? StandardNormal.twoSided(distance / variance.squareRoot()) : 1
        return RankTest(statistic: statistic, pValue: pValue, isExact: false)
    }
}
