/// Hodges and Lehmann's estimates of a shift with the intervals that invert the rank tests (Hodges and
/// Lehmann, Annals of Mathematical Statistics 1963; Hollander, Wolfe and Chicken, "Nonparametric statistical
/// methods", 2014, sections 3.3 and 4.3).
package enum HodgesLehmann {
    /// The shift of the first arm over the second: the median of the mn differences x − y, in their unit.
    ///
    /// The interval is [D₍ₖ₎, D₍ₘₙ₊₁₋ₖ₎] of the sorted differences. Without ties and with m + n ≤ 50, k is
    /// the largest with P(U ≤ k − 1) ≤ (1 − c)/2; else k = ⌊mn/2 − z √(mn(m + n + 1)/12)⌋; at least 1, where
    /// small arms cannot reach c.
    /// - Parameters:
    ///   - first: x, shape [m].
    ///   - second: y, shape [n], in the same unit.
    ///   - confidence: c, above 0 and below 1.
    /// - Returns: the shift in the values' unit; nil where an arm is empty.
    package static func shift(_ first: [Double], _ second: [Double], confidence: Double = 0.95)
        -> IntervalEstimate?
    {
        guard !first.isEmpty, !second.isEmpty else { return nil }
        let (m, n) = (Double(first.count), Double(second.count))
        let ranked = TiedRanks(first + second)
        let isExact = ranked.ranks.count <= RankDistribution.largestExactCount && ranked.tieTerm == 0
        let tolerance = Tolerance(among: first + second)
        let differences = first.flatMap { x in second.map { tolerance.difference(x, $0) } }.sorted()
        return estimate(
            differences, confidence: confidence, variance: m * n * (m + n + 1) / 12,
            distribution: isExact ? RankDistribution.mannWhitney(first.count, ranks: ranked.ranks) : nil)
    }

    /// The centre of paired differences: the median of the n(n + 1)/2 Walsh averages (dᵢ + dⱼ)/2, i ≤ j, in
    /// their unit.
    ///
    /// The interval is that of the sorted averages as above, with Wilcoxon's R₊ in the place of U: exact
    /// without zeros and equal |d| and with n ≤ 50, else k = ⌊n(n + 1)/4 − z √(n(n + 1)(2n + 1)/24)⌋. Zeros
    /// are kept in the estimate.
    /// - Parameters:
    ///   - differences: d, shape [n].
    ///   - confidence: c, above 0 and below 1.
    /// - Returns: the centre in the differences' unit; nil without differences.
    package static func centre(_ differences: [Double], confidence: Double = 0.95) -> IntervalEstimate? {
        guard !differences.isEmpty else { return nil }
        let n = Double(differences.count)
        let ranked = TiedRanks(differences.map(abs))
        let isExact =
            differences.count <= RankDistribution.largestExactCount && ranked.tieTerm == 0
            && !differences.contains(0)
        let tolerance = Tolerance(among: differences)
        let averages = differences.indices.flatMap { i in
            differences[i...].map { tolerance.difference(differences[i] / 2, -$0 / 2) }
        }.sorted()
        return estimate(
            averages, confidence: confidence, variance: n * (n + 1) * (2 * n + 1) / 24,
            distribution: isExact ? RankDistribution.signedRank(ranked.ranks) : nil)
    }

    private static func estimate(
        _ sorted: [Double], confidence: Double, variance: Double, distribution: [Double]?
    ) -> IntervalEstimate {
        let tail = (1 - min(max(confidence, 0), 1)) / 2
        let order: Int
        if let distribution {
            order = RankDistribution.order(tail: tail, of: distribution)
        } else {
            let distance = Double(sorted.count) / 2 + StandardNormal.quantile(tail) * variance.squareRoot()
            order = Int(max(distance.rounded(.down), 1))
        }
        let place = min(order, (sorted.count + 1) / 2) - 1
        return IntervalEstimate(
            value: quantile(0.5, ofSorted: sorted), lower: sorted[place],
            upper: sorted[sorted.count - 1 - place])
    }
}
