import Foundation
import Support

/// A day of the Gregorian calendar as messages give it: `2024-05-01`, in UTC.
package struct CalendarDate: CustomStringConvertible {
    /// The day, or the year alone where no calendar goes.
    package let description: String

    /// The day of a time.
    /// - Parameter seconds: since 1970.
    package init(_ seconds: Double) {
        guard let (year, month, day) = Self.parts(seconds) else {
            description = "the year \(Self.year(seconds))"
            return
        }
        description = String(format: "%04d-%02d-%02d", year, month, day)
    }

    /// The year of a time.
    /// - Parameter seconds: since 1970.
    package static func year(_ seconds: Double) -> String {
        parts(seconds).map { String($0.year) } ?? String(format: "%.3g", 1970 + seconds / 31_556_952)
    }

    /// The inverse of the days of a date since 1970 (Hinnant, "chrono-Compatible Low-Level Date Algorithms"):
    /// years begin in March and eras have 400 of them.
    private static func parts(_ seconds: Double) -> (year: Int, month: Int, day: Int)? {
        guard seconds.isFinite, abs(seconds) < 1e14 else { return nil }
        let days = Int((seconds / 86_400).rounded(.down)) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        return (year, month < 10 ? month + 3 : month - 9, day)
    }
}
