import Support

/// The p value of the paired permutation test: how often the mean of differences is as far from 0 when each
/// keeps or changes its sign at random (Fisher, 1935; Good, "Permutation, parametric and bootstrap tests of
/// hypotheses", 2005).
///
/// With at most `exactBelow` users all 2ⁿ sign patterns are counted; else B patterns are drawn and the sample
/// counts as one more: p = (1 + #{|m| ≥ |observed|}) / (B + 1). Means that are closer than 10⁻⁹ of the mean
/// |d| count as equal, since differences such as 1/3 and 2/3 carry the rounding of wherever they come from: a narrower slack would part means that are
/// the same and so make p too small.
/// - Parameters:
///   - differences: one per user, shape [n], in any unit.
///   - draws: B.
///   - exactBelow: up to how many users to count all patterns.
///   - generator: draws the signs.
/// - Returns: the two-sided p value, 0...1; 1 without users, NaN where a difference is not finite.
package func signFlipPValue(
    of differences: [Double], draws: Int = 9999, exactBelow: Int = 16, using generator: inout SeededGenerator
) -> Double {
    guard !differences.isEmpty else { return 1 }
    guard differences.allSatisfy(\.isFinite) else { return .nan }
    let unit = differences.powerOfTwo
    let differences = differences.map { $0 / unit }
    let slack = Tolerance.shareOfScale * differences.reduce(0) { $0 + abs($1) }
    let threshold = abs(differences.reduce(0, +)) - slack
    if differences.count <= exactBelow {
        let patterns = 1 << differences.count
        let extreme = (0..<patterns).count { abs(flippedSum(differences, pattern: UInt64($0))) >= threshold }
        return Double(extreme) / Double(patterns)
    }
    let sums = signedSums(differences)
    var extreme = 0
    for _ in 0..<max(draws, 1) {
        var sum = 0.0
        var bits: UInt64 = 0
        for group in 0..<sums.count / 256 {
            if group % 8 == 0 { bits = generator.next() }
            sum += sums[group * 256 + Int(bits & 255)]
            bits >>= 8
        }
        extreme += abs(sum) >= threshold ? 1 : 0
    }
    return Double(1 + extreme) / Double(max(draws, 1) + 1)
}

/// The sums of every eight differences under each of their 256 sign patterns, shape [groups, 256].
private func signedSums(_ differences: [Double]) -> [Double] {
    stride(from: 0, to: differences.count, by: 8).flatMap { start in
        let group = Array(differences[start..<min(start + 8, differences.count)])
        return (0..<256).map { flippedSum(group, pattern: $0) }
    }
}

private func flippedSum(_ differences: [Double], pattern: UInt64) -> Double {
    var bits = pattern
    return differences.reduce(0) { sum, difference in
        defer { bits >>= 1 }
        return sum + (bits & 1 == 0 ? difference : -difference)
    }
}
