import Foundation
import TestSupport
import Testing

@Suite("The page on security")
struct SecurityPageTests {
    /// The names in backquotes of a cell.
    private static func names(in cell: some StringProtocol) -> [String] {
        String(cell).matches(of: /`([a-z_]+)`/).map { String($0.1) }
    }

    /// The columns that docs/security.md names, of each table, as `table.column`.
    private static func named() throws -> Set<String> {
        let text = try String(
            contentsOf: ReferenceData.packageRoot.appending(path: "docs/security.md"), encoding: .utf8)
        let section = try #require(
            text.components(separatedBy: "\n## ").first { $0.hasPrefix("What is kept") })
        var (columns, table) = (Set<String>(), "")
        for row in section.split(separator: "\n") where row.hasPrefix("|") {
            let cells = row.split(separator: "|")
            guard cells.count == 3 else { continue }
            table = names(in: cells[0]).first ?? table
            columns.formUnion(names(in: cells[1]).map { "\(table).\($0)" })
        }
        return columns
    }

    @Test(
        "names all columns that are kept of a participant, and no others",
        .enabled(if: SQLiteShell.path != nil, "needs sqlite3"))
    func columns() throws {
        let folder = try TemporaryFolder()
        _ = try SampleStudy.store(folder.path())
        let stored = try SQLiteShell.run(
            folder.path(),
            """
            SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c
            WHERE t.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'participant_id')
            """)
        let columns = Set(stored.split(separator: "\n").map { String($0) })
        #expect(columns.count > 20)
        #expect(try Self.named() == columns)
    }
}
