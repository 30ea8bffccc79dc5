internal import GRDB

/// The schemas that workspaces had, for the tests of migrations.
package enum SchemaHistory {
    /// The number of the newest schema; the first is 1.
    package static var newest: Int { Schema.version }

    /// Makes an empty workspace with the schema of an older version.
    /// - Parameters:
    ///   - path: the file, which must not exist.
    ///   - version: the number of the schema.
    /// - Throws: an error of SQLite.
    package static func makeWorkspace(_ path: String, version: Int) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        try Schema.migrate(queue, upTo: version)
        try queue.close()
    }
}
