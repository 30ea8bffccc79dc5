import Support

/// The difference of two independent arms' means, x̄ − ȳ, with its percentile bootstrap interval: each arm's
/// participants are drawn again with replacement, apart from the other's (Efron and Tibshirani, "An
/// introduction to the bootstrap", 1993, chapters 8 and 13).
///
/// For paired values, `BootstrapResamples.interval(of:)` of Evaluation on the differences is the same.
/// - Parameters:
///   - first: x, one value per participant, shape [m].
///   - second: y, shape [n], in the same unit.
///   - replicates: B.
///   - confidence: c; the interval's ends are the quantiles (1 ∓ c)/2 of the draws' differences.
///   - seed: the first arm's draws come from it, the second's from the first number of its stream 1.
/// - Returns: the difference in the values' unit; nil where an arm is empty.
/// - Precondition: `replicates > 0`.
package func meanDifference(
    _ first: [Double], _ second: [Double], replicates: Int = 2000, confidence: Double = 0.95, seed: UInt64
) -> IntervalEstimate? {
    guard let x = mean(of: first), let y = mean(of: second) else { return nil }
    var generator = SeededGenerator(seed: seed, stream: .armBootstrap)
    let firstDraws = BootstrapResamples(count: first.count, replicates: replicates, seed: seed)
    let secondDraws = BootstrapResamples(count: second.count, replicates: replicates, seed: generator.next())
    let differences = zip(firstDraws.means(of: first), secondDraws.means(of: second)).map { $0 - $1 }.sorted()
    return IntervalEstimate(
        value: x - y, lower: quantile((1 - confidence) / 2, ofSorted: differences),
        upper: quantile((1 + confidence) / 2, ofSorted: differences))
}

/// Cohen's d = (x̄ − ȳ) / s, with the pooled s² = (Σ(x − x̄)² + Σ(y − ȳ)²) / (m + n − 2) (Cohen, "Statistical
/// power analysis for the behavioral sciences", 1988, section 2.2). For paired values see `cohensDz` of
/// Statistics.
/// - Parameters:
///   - first: x, shape [m].
///   - second: y, shape [n], in the same unit.
/// - Returns: a number without unit; 0 where all values are equal, and `nil` where it is not defined: an arm
///   is empty, m + n < 3, or the arms differ and have no spread beyond rounding.
package func cohensD(_ first: [Double], _ second: [Double]) -> Double? {
    guard !first.isEmpty, !second.isEmpty, first.count + second.count > 2 else { return nil }
    let unit = (first + second).powerOfTwo
    let (first, second) = (first.map { $0 / unit }, second.map { $0 / unit })
    guard let x = mean(of: first), let y = mean(of: second) else { return nil }
    let tolerance = Tolerance(span: 0, size: 1)
    let sum = squares(of: first, around: x) + squares(of: second, around: y)
    let deviation = (sum / Double(first.count + second.count - 2)).squareRoot()
    guard deviation > tolerance.value else { return tolerance.areEqual(x, y) ? 0 : nil }
    return (x - y) / deviation
}

/// Cliff's delta = P(x > y) − P(x < y) = 2U/(mn) − 1 over all pairs, which is also the rank-biserial
/// correlation of the Mann-Whitney test (Cliff, Psychological Bulletin 1993). For paired values see
/// `matchedPairsRankBiserial` of Statistics.
/// - Parameters:
///   - first: x, shape [m].
///   - second: y, shape [n], in the same unit.
/// - Returns: a number of -1...1 without unit; 0 where an arm is empty.
package func cliffsDelta(_ first: [Double], _ second: [Double]) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return 0 }
    let pairs = Double(first.count) * Double(second.count)
    return (2 * RankTest.mannWhitneyStatistic(TiedRanks(first + second), first: first.count) - pairs) / pairs
}
