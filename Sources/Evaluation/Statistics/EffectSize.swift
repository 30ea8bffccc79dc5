/// Cohen's d_z = mean(d) / s(d), the mean difference in units of the differences' standard deviation with n − 1 (Cohen,
/// "Statistical power analysis for the behavioral sciences", 1988, section 2.3.5).
/// - Parameter differences: d, one per user, shape [n].
/// - Returns: a number without unit; 0 where it is not defined (n < 2, or no spread).
public func cohensDz(_ differences: [Double]) -> Double {
    guard differences.count > 1 else { return 0 }
    let mean = differences.reduce(0, +) / Double(differences.count)
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(differences.count - 1)).squareRoot()
    return deviation > 0 ? mean / deviation : 0
}

/// The matched-pairs rank-biserial correlation r = (R₊ − R₋) / (R₊ + R₋), where R± sum the ranks of |d| over the positive
/// and the negative differences (Kerby, "The simple difference formula", Comprehensive Psychology 2014).
///
/// Zeros are left out and equal |d| share their mean rank, as in Wilcoxon's test.
/// - Parameter differences: d, one per user, shape [n].
/// - Returns: a number of -1...1 without unit; 0 where every difference is 0.
public func matchedPairsRankBiserial(_ differences: [Double]) -> Double {
    let nonzero = differences.filter { $0 != 0 }
    let ranks = averageRanks(nonzero.map(abs))
    let positive = zip(nonzero, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    let total = ranks.reduce(0, +)
    return total > 0 ? (2 * positive - total) / total : 0
}

/// Ranks from 1, the smallest first; equal values share the mean of their ranks.
/// - Parameter values: shape [n].
/// - Returns: the ranks in the order of the input, shape [n].
public func averageRanks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
        var past = start
        while past < order.count, values[order[past]] == values[order[start]] { past += 1 }
        for position in start..<past { ranks[order[position]] = Double(start + past + 1) / 2 }
        start = past
    }
    return ranks
}
