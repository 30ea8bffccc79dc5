internal import GRDB

/// The tables of the workspace and how a file gets them.
enum Schema {
    /// `ICEB` in ASCII: what `PRAGMA application_id` says of a workspace.
    static let applicationID = 0x4943_4542

    /// The migrations in order; each ends by setting `PRAGMA user_version` to its number.
    private static let migrations = [
        (first, Migration1.sql)
    ]

    /// The name of the first migration, which every workspace has taken. Those from before the first release
    /// began with another.
    private static let first = "1 tables and views, ratings by number"

    /// The schema that this version reads and writes.
    static var version: Int { migrations.count }

    /// Whether a workspace's tables are those of the first release or a later one.
    static func isReleased(_ database: Database) throws -> Bool {
        guard try database.tableExists("grdb_migrations") else { return false }
        return try Bool.exists("SELECT 1 FROM grdb_migrations WHERE identifier = ?", [first], database)
    }

    /// Applies the migrations that the file does not have yet, each in its own transaction.
    /// - Parameter last: the number of the last one to apply; by default all of them are.
    static func migrate(_ queue: DatabaseQueue, upTo last: Int = version) throws {
        var migrator = DatabaseMigrator()
        for (name, sql) in migrations.prefix(last) {
            migrator.registerMigration(name, foreignKeyChecks: .immediate) { try $0.execute(sql: sql) }
        }
        try migrator.migrate(queue)
    }
}
