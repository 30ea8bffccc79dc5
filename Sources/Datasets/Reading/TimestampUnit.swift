/// How a file writes times.
enum TimestampUnit: String, Sendable, CaseIterable {
    /// Seconds since 1970.
    case seconds
    /// Milliseconds since 1970.
    case milliseconds
    /// Microseconds since 1970.
    case microseconds
    /// Nanoseconds since 1970.
    case nanoseconds
    /// A date with or without a time and an offset; see `ISO8601Time`.
    case iso8601

    /// The time in a field, in seconds since 1970.
    /// - Parameters:
    ///   - row: the record.
    ///   - column: which field, counted from 0.
    func seconds(_ row: RecordScanner, _ column: Int) throws(RowFault) -> Double {
        switch self {
        case .seconds: return try row.number(column, "timestamp")
        case .milliseconds: return try row.number(column, "timestamp") / 1e3
        case .microseconds: return try row.number(column, "timestamp") / 1e6
        case .nanoseconds: return try row.number(column, "timestamp") / 1e9
        case .iso8601:
            guard let bytes = row.plainBytes(column), let time = ISO8601Time.seconds(bytes) else {
                throw .notATime(row.text(column), expected: "an ISO 8601 time such as 2024-05-01T12:30:00Z")
            }
            return time
        }
    }
}
