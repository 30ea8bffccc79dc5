import Foundation
import Storage
import Testing

@Suite("A workspace of an older version", .enabled(if: SQLiteShell.path != nil, "sqlite3 is not installed"))
struct MigrationTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A workspace as the version of a schema left it, with rows in every table.
    private func make(_ version: Int) throws {
        try SchemaHistory.makeWorkspace(folder.path(), version: version)
        let rows = ReleasedRows.sql.prefix(version).joined(separator: "\n")
        _ = try SQLiteShell.run(
            folder.path(), "PRAGMA foreign_keys = ON; BEGIN; PRAGMA defer_foreign_keys = ON; \(rows) COMMIT;")
    }

    /// What a table holds in given columns, in the order of these columns.
    private func rows(of table: String, _ columns: String) throws -> String {
        let quoted = columns.split(separator: ",").map { "quote(\($0))" }.joined(separator: ",")
        return try SQLiteShell.run(folder.path(), "SELECT \(quoted) FROM \(table) ORDER BY \(columns)")
    }

    /// The tables with the names of their columns.
    private func tables() throws -> [(name: String, columns: String)] {
        try SQLiteShell.run(
            folder.path(),
            """
            SELECT t.name, group_concat(c.name, ',') FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'grdb_migrations' GROUP BY t.name
            """
        ).split(separator: "\n").map { line in
            let parts = line.split(separator: "|")
            return (String(parts[0]), String(parts[1]))
        }
    }

    private func schema(of path: String) throws -> String {
        try SQLiteShell.run(
            path, "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name; PRAGMA user_version")
    }

    @Test(
        "gets the newest schema and keeps its rows", arguments: 1...SchemaHistory.newest,
        [Workspace.Access.reading, .writing])
    func migrates(version: Int, access: Workspace.Access) throws {
        try make(version)
        let before = try tables().map { ($0, try rows(of: $0.name, $0.columns)) }
        #expect(
            before.allSatisfy { !$0.1.isEmpty },
            "a table without a row shows nothing: \(before.filter { $0.1.isEmpty })")
        try Workspace(folder.path(), for: access).close()
        for (table, rows) in before {
            #expect(try self.rows(of: table.name, table.columns) == rows, "\(table.name)")
        }
        #expect(try SQLiteShell.run(folder.path(), "PRAGMA integrity_check") == "ok\n")
        #expect(try SQLiteShell.run(folder.path(), "PRAGMA foreign_key_check") == "")
        try Workspace(folder.path("fresh.sqlite"), for: .creating).close()
        #expect(try schema(of: folder.path()) == schema(of: folder.path("fresh.sqlite")))
    }

    @Test("can be used: its dataset, models, lists and runs are there", arguments: 1...SchemaHistory.newest)
    func works(version: Int) throws {
        try make(version)
        let workspace = try Workspace(folder.path(), for: .writing)
        #expect(try workspace.models().map(\.id) == [3, 7])
        #expect(try workspace.latestModel() == 3)
        #expect(try workspace.list(.latest).items.map(\.item.itemID) == [1, "🎬"])
        #expect(try workspace.list(.latest).displaced.map(\.item.replacedBy) == ["🎬"])
        #expect(try workspace.runs().count >= 1)
        #expect(try workspace.loadDataset().items.ids == [1, 9_007_199_254_740_993, "🎬"])
    }
}
