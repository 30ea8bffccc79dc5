import Foundation

/// How figures are written: the same way on every machine.
enum Wording {
    static func number(_ value: Double, digits: Int = 4) -> String {
        value.isFinite ? String(format: "%.\(digits)f", value) : "not defined"
    }
    static func signed(_ value: Double, digits: Int = 4) -> String {
        guard value.isFinite else { return "not defined" }
        let text = String(format: "%+.\(digits)f", value)
        return text.contains { "123456789".contains($0) }
            ? text.replacing("-", with: "−") : String(text.dropFirst())
    }
    static func number(_ value: Double?, digits: Int = 4) -> String {
        value.map { number($0, digits: digits) } ?? "–"
    }
    static func signed(_ value: Double?, digits: Int = 4) -> String {
        value.map { signed($0, digits: digits) } ?? "–"
    }

    /// A number of any size in four significant digits.
    static func score(_ value: Double) -> String {
        value.isFinite ? String(format: "%.4g", value) : "not defined"
    }

    /// A share as a percentage.
    static func percent(_ share: Double) -> String {
        share > 0 && share < 0.01
            ? String(format: "%.1f%%", share * 100) : String(format: "%.0f%%", share * 100)
    }

    static func interval(_ low: Double?, _ high: Double?, signed isSigned: Bool = false, digits: Int = 4)
        -> String
    {
        guard let low, let high else { return "–" }
        return isSigned
            ? "\(signed(low, digits: digits)) to \(signed(high, digits: digits))"
            : "\(number(low, digits: digits)) to \(number(high, digits: digits))"
    }

    static func p(_ value: Double?) -> String {
        value.map { $0 < 0.001 ? "below 0.001" : number($0, digits: 3) } ?? "–"
    }

    static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }

    /// `a`, `a and b`, `a, b and c`.
    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// The day in UTC.
    static func day(_ date: Date) -> String { String(date.formatted(.iso8601).prefix(10)) }

    /// At most so many characters.
    static func short(_ text: String, _ length: Int) -> String {
        text.count <= length ? text : text.prefix(length - 1) + "…"
    }
}
