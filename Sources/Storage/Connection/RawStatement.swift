internal import GRDB
internal import GRDBSQLite

/// A prepared statement that is bound and stepped through SQLite's own functions.
///
/// GRDB checks and boxes every value, which is what a million ratings have no time for. Indices count from 1
/// for parameters and from 0 for columns, as in SQLite.
struct RawStatement {
    private let database: Database
    private let statement: Statement
    private var pointer: OpaquePointer { statement.sqliteStatement }

    init(_ database: Database, _ sql: String) throws {
        self.database = database
        statement = try database.makeStatement(sql: sql)
    }

    func bind(_ index: Int32, _ value: Double) { sqlite3_bind_double(pointer, index, value) }

    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(pointer, index, value) }

    func bind(_ index: Int32, _ value: Int64?) {
        guard let value else { return bindNull(index) }
        bind(index, value)
    }

    /// SQLite copies the bytes (`SQLITE_TRANSIENT`).
    func bind(_ index: Int32, _ value: String) {
        let length = Int32(value.utf8.count)
        let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        _ = value.withCString { sqlite3_bind_text(pointer, index, $0, length, copies) }
    }

    func bind(_ index: Int32, _ value: String?) {
        guard let value else { return bindNull(index) }
        bind(index, value)
    }

    private func bindNull(_ index: Int32) { sqlite3_bind_null(pointer, index) }

    /// Runs a statement that gives no rows, and makes it ready for the next values.
    func run() throws {
        defer { sqlite3_reset(pointer) }
        _ = try step()
    }

    /// Moves to the next row.
    /// - Returns: `false` after the last row.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let connection = database.sqliteConnection
            throw DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                message: connection.map { String(cString: sqlite3_errmsg($0)) } ?? "SQLite result \(code)")
        }
    }

    func double(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(pointer, column) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}
