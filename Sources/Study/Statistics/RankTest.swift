import Evaluation

/// What a rank test found.
public struct RankTest: Sendable, Equatable, Codable {
    /// U of the first arm for Mann-Whitney, R₊ for Wilcoxon.
    public var statistic: Double
    /// The two-sided p value, 0...1.
    public var pValue: Double
    /// Whether the p value counts arrangements rather than using the normal approximation.
    public var isExact: Bool

    /// The Mann-Whitney U test of two independent arms (Mann and Whitney, Annals of Mathematical Statistics 1947).
    ///
    ///     U = #{x > y} + ½ #{x = y} = R_x − m (m + 1) / 2
    ///
    /// Without ties and with m + n ≤ 50 the p value is exact: min(1, 2 P(U ≤ min(U, mn − U))). Else it is that of
    /// z = (|U − mn/2| − ½) / σ, with σ² = mn/12 (N + 1 − Σ(t³ − t) / (N (N − 1))), N = m + n, and t the sizes of the
    /// groups of equal values (Lehmann, "Nonparametrics", 1975, section 1.2; the ½ corrects for continuity).
    /// - Parameters:
    ///   - first: x, one value per participant of the arm, shape [m], in any unit.
    ///   - second: y, shape [n], in the same unit.
    /// - Returns: U of the first arm and its p value; p = 1 where an arm is empty or all values are equal.
    public static func mannWhitney(_ first: [Double], _ second: [Double]) -> RankTest {
        let (m, n) = (Double(first.count), Double(second.count))
        let pooled = first + second
        let statistic = averageRanks(pooled).prefix(first.count).reduce(0, +) - m * (m + 1) / 2
        guard m > 0, n > 0 else { return RankTest(statistic: 0, pValue: 1, isExact: true) }
        let ties = tieTerm(pooled)
        if ties == 0, pooled.count <= RankDistribution.largestExactCount {
            let distribution = RankDistribution.mannWhitney(first.count, second.count)
            return RankTest(
                statistic: statistic, pValue: RankDistribution.twoSided(statistic, of: distribution), isExact: true)
        }
        let total = m + n
        let variance = m * n / 12 * (total + 1 - ties / (total * (total - 1)))
        return approximate(statistic, mean: m * n / 2, variance: variance)
    }

    /// Wilcoxon's signed-rank test of paired differences (Wilcoxon, Biometrics 1945).
    ///
    ///     R₊ = Σ of the ranks of |d| over d > 0
    ///
    /// Zeros are left out first and n counts what is left (Wilcoxon's own rule; Pratt's, which ranks them, is not used).
    /// Without equal |d| and with n ≤ 50 the p value is exact: min(1, 2 P(R ≤ min(R₊, R₋))). Else it is that of
    /// z = (|R₊ − n(n+1)/4| − ½) / σ, with σ² = n(n+1)(2n+1)/24 − Σ(t³ − t)/48 (Lehmann, 1975, section 3.2).
    /// - Parameter differences: d, one per participant, shape [n], in any unit.
    /// - Returns: R₊ and its p value; p = 1 where no difference is other than 0.
    public static func wilcoxon(_ differences: [Double]) -> RankTest {
        let kept = differences.filter { $0 != 0 }
        let sizes = kept.map(abs)
        let n = Double(kept.count)
        let statistic = zip(kept, averageRanks(sizes)).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
        let ties = tieTerm(sizes)
        if ties == 0, kept.count <= RankDistribution.largestExactCount {
            let distribution = RankDistribution.signedRank(kept.count)
            return RankTest(
                statistic: statistic, pValue: RankDistribution.twoSided(statistic, of: distribution), isExact: true)
        }
        let variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48
        return approximate(statistic, mean: n * (n + 1) / 4, variance: variance)
    }

    private static func approximate(_ statistic: Double, mean: Double, variance: Double) -> RankTest {
        let distance = max(abs(statistic - mean) - 0.5, 0)
        let pValue = variance > 0 ? StandardNormal.twoSided(distance / variance.squareRoot()) : 1
        return RankTest(statistic: statistic, pValue: pValue, isExact: false)
    }
}
