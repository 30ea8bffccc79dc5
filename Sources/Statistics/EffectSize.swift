/// Cohen's d_z = mean(d) / s(d), the mean difference in units of the differences' standard deviation with n −
/// 1 (Cohen, "Statistical power analysis for the behavioral sciences", 1988, section 2.3.5).
/// - Parameter differences: d, one per user, shape [n], in any unit.
/// - Returns: a number without unit; 0 where every difference is 0, and `nil` where it is not defined: fewer
///   than two differences, no spread beyond rounding, or one that is not finite.
package func cohensDz(_ differences: [Double]) -> Double? {
    guard differences.count > 1, differences.allSatisfy(\.isFinite) else { return nil }
    guard differences.contains(where: { $0 != 0 }) else { return 0 }
    let unit = differences.powerOfTwo
    let scaled = differences.map { $0 / unit }
    let mean = scaled.reduce(0, +) / Double(scaled.count)
    let squares = scaled.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(scaled.count - 1)).squareRoot()
    return deviation > Tolerance(span: 0, size: 1).value ? mean / deviation : nil
}

/// The matched-pairs rank-biserial correlation r = (R₊ − R₋) / (R₊ + R₋), where R± sum the ranks of |d| over
/// the positive and the negative differences (Kerby, "The simple difference formula", Comprehensive
/// Psychology 2014).
///
/// Zeros are left out and equal |d| share their mean rank, as in Wilcoxon's test.
/// - Parameter differences: d, one per user, shape [n], in any unit.
/// - Returns: a number of -1...1 without unit; 0 where every difference is 0, NaN where one is.
package func matchedPairsRankBiserial(_ differences: [Double]) -> Double {
    let nonzero = differences.filter { $0 != 0 }
    let ranks = TiedRanks(nonzero.map(abs)).ranks
    let positive = zip(nonzero, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    let total = ranks.reduce(0, +)
    return total > 0 ? (2 * positive - total) / total : total
}
