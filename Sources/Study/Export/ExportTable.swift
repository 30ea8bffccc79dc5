import Foundation

/// A table of what participants did, for other programs, with what its columns mean.
package struct ExportTable: Sendable, Equatable {
    /// One value.
    package enum Value: Sendable, Equatable {
        /// A text.
        case text(String)
        /// A whole number.
        case integer(Int)
        /// A number.
        case number(Double)
        /// Yes or no.
        case flag(Bool)
        /// Several texts.
        case list([String])
        /// There is no value.
        case missing
    }

    /// A column and its entry in the codebook.
    package struct Column: Sendable, Equatable {
        /// Its name.
        package var name: String
        /// What it says.
        package var meaning: String
        /// The unit of its values; empty where there is none.
        package var unit: String
        /// The values that it may have.
        package var values: String

        init(_ name: String, _ meaning: String, unit: String = "", values: String) {
            (self.name, self.meaning, self.unit, self.values) = (name, meaning, unit, values)
        }
    }

    /// The columns.
    package var columns: [Column]
    /// The rows, each with a value for every column.
    package var rows: [[Value]]

    init(_ columns: [Column], rows: [[Value]]) { (self.columns, self.rows) = (columns, rows) }
}

extension ExportTable.Value {
    init(_ text: String?) { self = text.map { .text($0) } ?? .missing }
    init(_ number: Double?) { self = number.map { .number($0) } ?? .missing }
    init(_ number: Int?) { self = number.map { .integer($0) } ?? .missing }
    init(_ flag: Bool?) { self = flag.map { .flag($0) } ?? .missing }
    init(_ date: Date?) {
        self =
            date.map { .text($0.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))) }
            ?? .missing
    }
}
