/// An estimate with its interval.
public struct IntervalEstimate: Sendable, Equatable, Codable {
    /// The estimate.
    public var value: Double
    /// The lower end of the interval.
    public var lower: Double
    /// The upper end of the interval.
    public var upper: Double

    /// Creates an estimate.
    public init(value: Double, lower: Double, upper: Double) {
        self.value = value
        self.lower = lower
        self.upper = upper
    }
}

/// The q-quantile of sorted values by linear interpolation (type 7 of Hyndman and Fan, 1996): position q (n − 1).
/// - Returns: a value in the units of the input; 0 without values.
public func quantile(_ q: Double, ofSorted values: [Double]) -> Double {
    guard let last = values.indices.last else { return 0 }
    let position = min(max(q, 0), 1) * Double(last)
    let below = Int(position)
    let share = position - Double(below)
    return below == last ? values[last] : values[below] + share * (values[below + 1] - values[below])
}
