import Datasets
import Foundation
internal import GRDB

/// What was read breaks a rule of the tables, so that the file must be damaged; the workspace adds its name.
struct DamagedData: Error {
    var problem: String
}

// GRDB's subscripts end the process where a value has another type than its column; a damaged file has such
// values.
extension Row {
    /// The value of a column.
    func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
        try Self.converted(self[column], column)
    }

    /// The value of a column, counted from 0.
    func value<Value: DatabaseValueConvertible>(_ column: Int) throws -> Value {
        try Self.converted(self[column], "\(column)")
    }

    private static func converted<Value: DatabaseValueConvertible>(_ value: DatabaseValue, _ column: String)
        throws -> Value
    {
        guard let converted = Value.fromDatabaseValue(value) else {
            throw DamagedData(problem: "the column \(column) holds \(value)")
        }
        return converted
    }

    /// The id of a user or an item, `nil` for NULL.
    func externalID(_ column: String) throws -> ExternalID? {
        let text: String? = try value(column)
        return text.map { ExternalID($0) }
    }

    /// The id of an item that must be there.
    func itemID() throws -> ExternalID {
        guard let id = try externalID("item_id") else { throw DamagedData(problem: "a row has no item") }
        return id
    }

    /// The seed, whose bits are stored in SQLite's signed integer.
    func seed() throws -> UInt64 { UInt64(bitPattern: try value("seed")) }

    /// When the row was made.
    func createdAt() throws -> Date { try Timestamp.date(value("created_at")) }

    /// The title, year, genres and poster of the item that the row was joined with.
    func label() throws -> ItemLabel {
        let genres: String? = try value("genres")
        return ItemLabel(
            title: try value("title"), year: try value("year"),
            genres: genres?.split(separator: "|").map(String.init) ?? [], poster: try value("poster"))
    }
}

extension UInt64 {
    /// The bits as SQLite's signed integer.
    var storedSeed: Int64 { Int64(bitPattern: self) }
}

/// Times as the tables hold them: `2026-01-31T12:00:00Z`.
enum Timestamp {
    static func text(_ date: Date) -> String { date.formatted(.iso8601) }

    static func date(_ text: String) throws -> Date {
        guard let date = try? Date(text, strategy: .iso8601) else {
            throw DamagedData(problem: "`\(text)` is not a time")
        }
        return date
    }
}

/// Times as the tables of studies hold them, whose order matters: `2026-01-31T12:00:00.250Z`.
enum PreciseTimestamp {
    static func text(_ date: Date) -> String {
        let milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
        let seconds = Int64((Double(milliseconds) / 1000).rounded(.down))
        let fraction = String(milliseconds - seconds * 1000)
        return Timestamp.text(Date(timeIntervalSince1970: Double(seconds))).dropLast()
            + "." + String(repeating: "0", count: 3 - fraction.count) + fraction + "Z"
    }

    static func date(_ text: String) throws -> Date {
        // By hand, since Foundation takes several microseconds a time, and a session has a hundred.
        guard text.utf8.count == 24, text.hasSuffix("Z"), let seconds = ISO8601Time.seconds(text) else {
            throw DamagedData(problem: "`\(text)` is not a time with milliseconds")
        }
        return Date(timeIntervalSince1970: (seconds * 1000).rounded() / 1000)
    }
}
