/// How far apart two figures may be and still count as equal: what rounding leaves of a difference is no
/// finding.
///
/// 3.6 − 3.2 and 3.4 − 3.0 differ in the last bit, and so do the errors of two strategies that learn the same
/// of a user in another order. A difference counts as none up to
///
///     max(10⁻⁹ · span, 10⁻¹⁴ · size)
///
/// where span is the width of the scale that the figures lie on, and size the largest magnitude that they are
/// computed from, about 45 units in its last place. Both grow with the unit of the ratings, so no unit makes
/// noise a difference.
package struct Tolerance: Sendable, Equatable, Codable {
    /// The largest difference that counts as none, in the unit of the figures; 0 or above.
    package let value: Double

    /// 10⁻⁹, the share of a scale up to which a difference counts as none.
    package static let shareOfScale = 1e-9
    private static let shareOfSize = 1e-14

    /// Takes a scale's width and the largest magnitude of the figures, both in their unit.
    package init(span: Double, size: Double) {
        value = max(Self.shareOfScale * span, Self.shareOfSize * size)
    }

    /// For figures that lie on a scale, such as ratings, estimates of them and their errors.
    package init(from lowest: Double, to highest: Double) {
        // Halves first: the ends of a scale may be further apart than the largest number.
        self.init(
            span: 2 * min(highest / 2 - lowest / 2, .greatestFiniteMagnitude / 2),
            size: max(abs(lowest), abs(highest)))
    }

    /// For shares and gains of 0...1.
    package static let ofShares = Tolerance(span: 1, size: 1)

    /// For values of which nothing but themselves is known; those that are not finite do not count.
    package init(among values: some Collection<Double>) {
        var (least, largest) = (Double.infinity, -Double.infinity)
        for value in values where value.isFinite {
            (least, largest) = (min(least, value), max(largest, value))
        }
        if least > largest { (least, largest) = (0, 0) }
        self.init(from: least, to: largest)
    }

    /// Whether two figures count as equal; false where one is NaN.
    package func areEqual(_ first: Double, _ second: Double) -> Bool { abs(first - second) <= value }

    /// first − second, and 0 where they count as equal.
    package func difference(_ first: Double, _ second: Double) -> Double {
        let difference = first - second
        return abs(difference) <= value ? 0 : difference
    }

    /// One less the other of each pair, shape [n].
    /// - Precondition: the shapes are equal.
    package func differences(_ first: [Double], _ second: [Double]) -> [Double] {
        precondition(first.count == second.count, "two values of each pair")
        return zip(first, second).map(difference)
    }
}

extension Collection<Double> {
    /// The power of two next below the largest magnitude; 1 where all are 0 or one is not finite. Dividing by
    /// it loses no digit, so that squares and products of what is left neither overflow nor vanish.
    package var powerOfTwo: Double {
        let largest = reduce(0) { Swift.max($0, abs($1)) }
        return largest.isNormal ? largest.binade : 1
    }
}
