/// Ranks from 1, the smallest first; values that count as equal share the mean of their ranks.
///
/// From the smallest up, a group takes in whatever lies within the tolerance of its first value, so that
/// rounding neither parts equal values nor joins different ones.
package struct TiedRanks: Sendable, Equatable {
    /// The ranks in the order of the input, shape [n]; all NaN where a value is.
    package let ranks: [Double]
    /// The sizes of the groups of equal values from the smallest value up; empty where a value is NaN.
    package let groups: [Int]

    /// Σ (t³ − t) over the groups of t equal values, what ties take from the variance of a rank sum; 0
    /// without ties.
    package var tieTerm: Double {
        groups.reduce(0) { sum, size in
            let size = Double(size)
            return sum + (size * size * size - size)
        }
    }

    /// Ranks values.
    /// - Parameters:
    ///   - values: shape [n].
    ///   - tolerance: what counts as equal; by default what does among the values themselves.
    package init(_ values: [Double], tolerance: Tolerance? = nil) {
        guard !values.contains(where: \.isNaN) else {
            (ranks, groups) = (values.map { _ in .nan }, [])
            return
        }
        let tolerance = tolerance ?? Tolerance(among: values)
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var ranks = [Double](repeating: 0, count: values.count)
        var groups: [Int] = []
        var start = 0
        while start < order.count {
            var past = start + 1
            while past < order.count, tolerance.isTie(values[order[start]], values[order[past]]) { past += 1 }
            for position in start..<past { ranks[order[position]] = Double(start + past + 1) / 2 }
            groups.append(past - start)
            start = past
        }
        (self.ranks, self.groups) = (ranks, groups)
    }
}

extension Tolerance {
    /// Whether two values share a rank: equal ones do, infinite ones among them.
    package func isTie(_ first: Double, _ second: Double) -> Bool {
        first == second || areEqual(first, second)
    }
}
