/// Words and numbers as a person reads them.
package enum Wording {
    /// A number with its noun, such as `1 item` or `20 items`.
    package static func count(_ number: Int, _ singular: String, _ plural: String) -> String {
        "\(number) \(number == 1 ? singular : plural)"
    }

    /// `1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`.
    package static func ordinal(_ number: Int) -> String {
        let suffix =
            switch (number % 100, number % 10) {
            case (11...13, _): "th"
            case (_, 1): "st"
            case (_, 2): "nd"
            case (_, 3): "rd"
            default: "th"
            }
        return "\(number)\(suffix)"
    }

    /// A share in whole percent, such as `31%`; `under 1%` and `over 99%` where rounding would say none or
    /// all.
    package static func percent(_ share: Double) -> String {
        let percent = Int((100 * share).rounded())
        if percent == 0, share > 0 { return "under 1%" }
        return percent == 100 && share < 1 ? "over 99%" : "\(percent)%"
    }

    /// A number with one decimal, rounded half away from zero, such as `1.2`.
    package static func oneDecimal(_ value: Double) -> String {
        let tenths = (value * 10).rounded()
        return abs(tenths) < 1e15
            ? "\(tenths < 0 ? "-" : "")\(Int(abs(tenths)) / 10).\(Int(abs(tenths)) % 10)" : String(value)
    }

    /// Names in a row for a sentence: `a`, `a and b`, `a, b and c`; at most `limit` of them, then how many
    /// more.
    package static func list(_ names: [String], limit: Int = 12) -> String {
        guard names.count > 1, let last = names.last else { return names.first ?? "none" }
        if names.count > limit {
            return names.prefix(limit).joined(separator: ", ") + " and \(names.count - limit) more"
        }
        return names.dropLast().joined(separator: ", ") + " and \(last)"
    }
}
