/// An estimate with its interval.
package struct IntervalEstimate: Sendable, Equatable, Codable {
    /// The estimate.
    package var value: Double
    /// The lower end of the interval.
    package var lower: Double
    /// The upper end of the interval.
    package var upper: Double

    /// Creates an estimate.
    package init(value: Double, lower: Double, upper: Double) {
        self.value = value
        self.lower = lower
        self.upper = upper
    }

    /// An estimate of what is not defined.
    package static let undefined = IntervalEstimate(value: .nan, lower: .nan, upper: .nan)

    /// Whether all three are finite numbers; an estimate that is not defined is neither stored nor printed as
    /// a number.
    package var isDefined: Bool { value.isFinite && lower.isFinite && upper.isFinite }
}

/// The q-quantile of sorted values by linear interpolation (type 7 of Hyndman and Fan, 1996): position q (n −
/// 1).
/// - Returns: a value in the units of the input; 0 without values, NaN where q or a value is NaN.
package func quantile(_ q: Double, ofSorted values: [Double]) -> Double {
    guard let last = values.indices.last else { return 0 }
    guard !q.isNaN, !values.contains(where: \.isNaN) else { return .nan }
    let position = min(max(q, 0), 1) * Double(last)
    let below = Int(position)
    let share = position - Double(below)
    return below == last ? values[last] : values[below] + share * (values[below + 1] - values[below])
}
