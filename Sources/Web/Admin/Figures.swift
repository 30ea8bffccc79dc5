import Foundation
import Statistics

/// Small drawings within tables: SVG in the text's colour, without any style, as the content security policy
/// wants.
enum Figures {
    /// A bar for a share of 0...1.
    static func bar(_ share: Double) -> String {
        let length = 100 * min(max(share, 0), 1)
        return """
            <svg class="bar" width="100" height="10" viewBox="0 0 100 10" aria-hidden="true">\
            <rect x="0.5" y="0.5" width="99" height="9" fill="none" stroke="currentColor" opacity="0.35"/>\
            <rect width="\(coordinate(length))" height="10" fill="currentColor"/></svg>
            """
    }

    /// An estimate with its interval on an axis that has 0 in the middle.
    static func interval(_ estimate: IntervalEstimate) -> String {
        let (width, middle) = (160.0, 80.0)
        let reach = max(abs(estimate.lower), abs(estimate.upper), abs(estimate.value))
        let scale = reach > 0 ? (middle - 8) / reach : 0
        let (from, to, at) = (
            middle + scale * estimate.lower, middle + scale * estimate.upper, middle + scale * estimate.value
        )
        let ends =
            "\(NumberText.text(estimate.value)), 95% from \(NumberText.text(estimate.lower)) to \(NumberText.text(estimate.upper))"
        return """
            <svg class="interval" width="160" height="20" viewBox="0 0 \(coordinate(width)) 20" role="img" aria-label="\(ends)">\
            <path d="M80 0V20" stroke="currentColor" stroke-dasharray="2 2" opacity="0.6"/>\
            <path d="M\(coordinate(from)) 5V15M\(coordinate(from)) 10H\(coordinate(to))M\(coordinate(to)) 5V15" fill="none" \
            stroke="currentColor" stroke-width="2"/><circle cx="\(coordinate(at))" cy="10" r="4" fill="currentColor"/></svg>
            """
    }

    private static func coordinate(_ value: Double) -> String { String(format: "%.1f", value) }
}
