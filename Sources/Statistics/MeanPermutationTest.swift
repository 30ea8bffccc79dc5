import Support

/// The two-sided p value of the permutation test of two arms' mean difference: how often |x̄ − ȳ| is as large
/// when the arms' labels are dealt again (Fisher, 1935; Good, "Permutation, parametric and bootstrap tests of
/// hypotheses", 2005, chapter 3).
///
/// With at most `exactBelow` deals, C(m + n, m), all are counted; else B are drawn and the sample counts as
/// one more: p = (1 + #{|difference| ≥ |observed|}) / (B + 1). Differences that are closer than 10⁻⁹ of the
/// values' mean distance from their mean count as equal, so that rounding does not part means that are the
/// same and so make p too small. For paired values, `signFlipPValue` of Evaluation is the same test.
/// - Parameters:
///   - first: x, one finite value per participant, shape [m].
///   - second: y, shape [n], in the same unit.
///   - draws: B.
///   - exactBelow: up to how many deals to count all.
///   - generator: deals the labels.
/// - Returns: 0...1; 1 where an arm is empty.
package func meanPermutationPValue(
    _ first: [Double], _ second: [Double], draws: Int = 9999, exactBelow: Int = 200_000,
    using generator: inout SeededGenerator
) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return 1 }
    let deal = Deal(first, second)
    if let all = deal.count(below: exactBelow) { return Double(deal.extremeOfAll()) / Double(all) }
    var positions = Array(deal.values)
    var extreme = 0
    for _ in 0..<max(draws, 1) {
        var sum = 0.0
        for place in 0..<deal.chosen {
            positions.swapAt(place, place + generator.integer(below: positions.count - place))
            sum += positions[place]
        }
        extreme += deal.isExtreme(sum) ? 1 : 0
    }
    return Double(1 + extreme) / Double(max(draws, 1) + 1)
}

/// The values of both arms, of which the smaller arm's number is chosen; the sum of the chosen gives the
/// difference.
private struct Deal {
    package let values: [Double]
    package let chosen: Int
    private let total: Double
    private let threshold: Double

    package init(_ first: [Double], _ second: [Double]) {
        let (smaller, larger) = first.count <= second.count ? (first, second) : (second, first)
        let pooled = smaller + larger
        let unit = pooled.powerOfTwo
        let centre = pooled.reduce(0) { $0 + $1 / unit } / Double(pooled.count)
        // Around their mean, so that what is common to all values takes no digits from what is not.
        values = pooled.map { $0 / unit - centre }
        chosen = smaller.count
        total = values.reduce(0, +)
        let observed = Self.difference(
            values.prefix(chosen).reduce(0, +), total: total, chosen: chosen, of: values.count)
        let spread = values.reduce(0) { $0 + abs($1) } / Double(values.count)
        threshold = observed - Tolerance(span: spread, size: 1).value
    }

    package func isExtreme(_ sum: Double) -> Bool {
        Self.difference(sum, total: total, chosen: chosen, of: values.count) >= threshold
    }

    /// C(m + n, m) where it is at most the limit.
    package func count(below limit: Int) -> Int? {
        var count = 1
        for step in 0..<chosen {
            let (product, overflow) = count.multipliedReportingOverflow(by: values.count - step)
            guard !overflow else { return nil }
            count = product / (step + 1)
            guard count <= limit else { return nil }
        }
        return count
    }

    /// How many of all deals are as extreme as the sample.
    package func extremeOfAll() -> Int {
        extreme(from: 0, left: chosen, sum: 0)
    }

    private func extreme(from start: Int, left: Int, sum: Double) -> Int {
        guard left > 0 else { return isExtreme(sum) ? 1 : 0 }
        return (start...values.count - left).reduce(0) {
            $0 + extreme(from: $1 + 1, left: left - 1, sum: sum + values[$1])
        }
    }

    /// |S/c − (T − S)/(N − c)|.
    private static func difference(_ sum: Double, total: Double, chosen: Int, of count: Int) -> Double {
        abs(sum / Double(chosen) - (total - sum) / Double(count - chosen))
    }
}
