import Support

/// The values of a numeric feature that an estimator was made on: from the lowest to the highest.
///
/// A network says nothing sensible far outside of what it was trained on: one year 19950 among films of 1902
/// to 2018 enters fc1 as a number some hundred times as large as any before. So a value outside enters as the
/// nearer end.
package struct LearnedRange: Sendable, Equatable, Codable, CustomStringConvertible {
    /// The lowest value.
    package let lowest: Double
    /// The highest value, not below the lowest.
    package let highest: Double

    /// All numbers: for what was stored before ranges were.
    static let everything = LearnedRange(lowest: -.greatestFiniteMagnitude, highest: .greatestFiniteMagnitude)

    /// The range of some values; `nil` where there are none.
    init?(_ values: [Double]) {
        guard let lowest = values.min(), let highest = values.max() else { return nil }
        self.init(lowest: lowest, highest: highest)
    }

    private init(lowest: Double, highest: Double) { (self.lowest, self.highest) = (lowest, highest) }

    /// Whether both ends are finite and in their order.
    package var isPossible: Bool { lowest.isFinite && highest.isFinite && lowest <= highest }

    /// Whether a value lies within, ends included.
    package func contains(_ value: Double) -> Bool { value >= lowest && value <= highest }

    /// The value, or the nearer end of one outside.
    package func clipped(_ value: Double) -> Double { min(max(value, lowest), highest) }

    /// Whether a value lies so far outside that it is hardly meant: by more than the range is wide, or where
    /// all learned values are equal, by more than their magnitude, at least 1.
    package func isFarOutside(_ value: Double) -> Bool {
        let width = highest - lowest
        let slack = width > 0 ? width : max(abs(lowest), 1)
        return !(value >= lowest - slack && value <= highest + slack)
    }

    /// `1902 to 2018`, or the one value that there is.
    package var description: String {
        lowest == highest ? lowest.plainText : "\(lowest.plainText) to \(highest.plainText)"
    }
}
