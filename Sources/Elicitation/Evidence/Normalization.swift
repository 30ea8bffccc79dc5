/// How a column of values is scaled to 0...1 before gradient norm and popularity are multiplied.
package enum Normalization: String, Sendable, Codable, CaseIterable {
    /// v / max v: keeps the ratios between values. A column of zeros stays zero.
    case maximum = "max"
    /// (v − min v) / (max v − min v): the smallest value becomes 0, so its item scores 0. Where all values
    /// are equal, each becomes 1, so that the other factor alone decides.
    case minMax = "min-max"

    /// Normalises a column.
    /// - Parameter values: finite and not negative, shape [n].
    /// - Returns: the values in 0...1, shape [n].
    package func normalized(_ values: [Double]) -> [Double] {
        guard let maximum = values.max(), let minimum = values.min() else { return [] }
        switch self {
        case .maximum:
            return maximum > 0 ? values.map { $0 / maximum } : values
        case .minMax:
            let range = maximum - minimum
            return range > 0 ? values.map { ($0 - minimum) / range } : values.map { _ in 1 }
        }
    }
}
