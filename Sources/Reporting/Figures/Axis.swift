import Foundation

/// Maps values to a side of a drawing, and says where its ticks are.
package struct Axis {
    /// The values at both ends.
    let domain: ClosedRange<Double>
    /// The coordinates at both ends; the first belongs to the smallest value.
    let range: (Double, Double)
    let isLogarithmic: Bool

    /// - Parameters:
    ///   - values: what must be on the axis; without any it is 0…1.
    ///   - range: the coordinates of both ends.
    ///   - isLogarithmic: whether equal distances are equal ratios; values must then be above 0.
    package init(_ values: some Collection<Double>, range: (Double, Double), isLogarithmic: Bool = false) {
        let finite = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
        let (low, high) = (finite.min() ?? (isLogarithmic ? 1 : 0), finite.max() ?? (isLogarithmic ? 10 : 1))
        domain = low < high ? low...high : low...(isLogarithmic ? low * 10 : low + max(abs(low), 1))
        self.range = range
        self.isLogarithmic = isLogarithmic
    }

    /// The coordinate of a value.
    package func callAsFunction(_ value: Double) -> Double {
        let scale: (Double) -> Double = isLogarithmic ? { log10(max($0, .leastNormalMagnitude)) } : { $0 }
        let share =
            (scale(value) - scale(domain.lowerBound)) / (scale(domain.upperBound) - scale(domain.lowerBound))
        return range.0 + share * (range.1 - range.0)
    }

    /// Round values inside the domain: steps of 1, 2 or 5 times a power of ten; on a logarithmic axis
    /// 1, 3, 10, 30 …, or more of them where it spans little.
    package func ticks(_ count: Int = 5) -> [Double] {
        guard !isLogarithmic else {
            let powers =
                Int(log10(domain.lowerBound).rounded(.down))...Int(log10(domain.upperBound).rounded(.up))
            let steps = domain.upperBound / domain.lowerBound > 30 ? [1.0, 3] : [1, 2, 3, 4, 5, 6, 8]
            return powers.flatMap { power in steps.map { $0 * pow(10, Double(power)) } }.filter(
                domain.contains)
        }
        let raw = (domain.upperBound - domain.lowerBound) / Double(max(count, 1))
        let power = pow(10, log10(raw).rounded(.down))
        let step = ([1, 2, 5].first { $0 * power >= raw } ?? 10) * power
        let first = Int((domain.lowerBound / step - 1e-9).rounded(.up))
        let last = Int((domain.upperBound / step + 1e-9).rounded(.down))
        return first <= last ? (first...last).map { Double($0) * step } : []
    }

    /// A tick in as few digits as tell it apart.
    package static func label(_ value: Double) -> String {
        value == 0 ? "0" : String(format: "%.3g", value).replacing("-", with: "−")
    }
}
