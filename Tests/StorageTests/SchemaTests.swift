import Foundation
import TestSupport
import Testing

@Suite("The schema", .enabled(if: SQLiteShell.path != nil, "sqlite3 is not installed"))
struct SchemaTests {
    let folder: TemporaryFolder

    init() async throws {
        folder = try TemporaryFolder()
        try await SampleStudy.fill(folder.path())
        try SampleGrid.answer(folder.path())
    }

    private static let page =
        (try? String(contentsOf: ReferenceData.packageRoot.appending(path: "docs/schema.md"), encoding: .utf8))
        ?? ""

    /// The queries that the page shows.
    static let examples = page.components(separatedBy: "```sql\n").dropFirst().map {
        $0.components(separatedBy: "```")[0]
    }

    @Test("passes SQLite's own checks")
    func integrity() throws {
        #expect(try SQLiteShell.run(folder.path(), "PRAGMA integrity_check") == "ok\n")
        #expect(try SQLiteShell.run(folder.path(), "PRAGMA foreign_key_check") == "")
        #expect(try SQLiteShell.run(folder.path(), "PRAGMA application_id") == "1229145410\n")
        #expect(try SQLiteShell.run(folder.path(), "PRAGMA journal_mode") == "wal\n")
    }

    @Test("has a row in every table, so that these tests see all of them")
    func filled() throws {
        let tables = try SQLiteShell.run(
            folder.path(), "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
        for table in tables.split(separator: "\n") {
            #expect(
                try SQLiteShell.run(folder.path(), "SELECT count(*) > 0 FROM \(table)") == "1\n", "\(table)")
        }
    }

    @Test("is described: every table and view, and every column in its section")
    func described() throws {
        let columns = try SQLiteShell.run(
            folder.path(),
            """
            SELECT t.name, c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
            WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite%'
            """)
        let sections = Self.page.components(separatedBy: "\n### ")
        for line in columns.split(separator: "\n") {
            let (table, column) = (line.split(separator: "|")[0], line.split(separator: "|")[1])
            let section = sections.first { $0.prefix { $0 != "\n" }.contains("`\(table)`") }
            if table == "grdb_migrations" {
                #expect(Self.page.contains("`grdb_migrations`"))
            } else {
                #expect(section?.contains("`\(column)`") == true, "\(table).\(column)")
            }
        }
    }

    @Test("is read by every client: all tables have rowids, and no column takes values of several types")
    func types() throws {
        let tables =
            "pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%' AND name <> 'grdb_migrations'"
        #expect(
            try SQLiteShell.run(
                folder.path(), "SELECT name FROM \(tables) AND type = 'table' AND (wr OR NOT strict)") == "")
        let columns = "(SELECT * FROM \(tables) AND type = 'table') AS t JOIN pragma_table_info(t.name) AS c"
        #expect(
            try SQLiteShell.run(folder.path(), "SELECT DISTINCT c.type FROM \(columns) ORDER BY 1")
                == "BLOB\nINTEGER\nREAL\nTEXT\n")
        // The dataset's own ids are in its two tables, the rest refers to numbers; grids are copied to other
        // databases as they are.
        #expect(
            try SQLiteShell.run(
                folder.path(),
                "SELECT t.name FROM \(columns) WHERE c.name IN ('user_id', 'item_id') ORDER BY 1")
                == "grid_base\ngrid_tap\ngrid_tile\nitem\nuser\n")
    }

    @Test("answers every query of its page", arguments: examples)
    func example(query: String) throws {
        let answer = try SQLiteShell.run(folder.path(), query)
        // A query for two lists, or for a popularity above 20, has nothing to find among five items.
        let isSmall = query.contains("HAVING count(*) = 2") || query.contains("popular_items.rank > 20")
        #expect(isSmall || !answer.isEmpty)
    }

    @Test("finds a user's ratings, and one rating, by the number that they are stored under")
    func searches() throws {
        for condition in ["user_id = '1'", "user_id = '1' AND item_id = '1'"] {
            let plan = try SQLiteShell.run(
                folder.path(), "EXPLAIN QUERY PLAN SELECT rating FROM ratings WHERE \(condition)")
            #expect(plan.contains("SEARCH interaction USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"))
        }
    }

    @Test("has a page with queries")
    func examplesAreThere() { #expect(Self.examples.count >= 10) }

    @Test("ranks candidates and popular items with ties to the smaller id")
    func views() throws {
        #expect(
            try SQLiteShell.run(folder.path(), "SELECT rank, item_id, popularity FROM onboarding_candidates")
                == "1|🎬|4\n2|9007199254740993|3\n3|1|2\n4|tt-1|2\n5|2|0\n")
        #expect(
            try SQLiteShell.run(
                folder.path(),
                "SELECT rank, item_id, ratings, mean_rating, round(share_of_users, 4) FROM popular_items")
                == "1|1|2|0.75|0.3333\n2|🎬|2|3.5|0.3333\n3|2|1|4.0|0.1667\n4|9007199254740993|1|3.0|0.1667\n5|tt-1|1|3.25|0.1667\n"
        )
    }

    @Test(
        "keeps its rules whoever writes",
        arguments: [
            "INSERT INTO interaction VALUES (425201762305, 99, 1, 3, NULL)",
            "INSERT INTO interaction SELECT interaction_id + 1, user_index, item_index + 1, 'good', NULL FROM interaction LIMIT 1",
            "UPDATE interaction SET interaction_id = interaction_id + 100",
            "UPDATE interaction SET item_index = item_index + 100",
            "INSERT INTO interaction SELECT * FROM interaction LIMIT 1", "UPDATE user SET user_id = '7'",
            "UPDATE item SET position = 0",
            "UPDATE item_feature SET value_number = 1 WHERE value_text IS NOT NULL",
            "INSERT INTO dataset SELECT 2, name, format, content_hash, feedback, 0, 1, 0, 0, 0, 0, NULL, 0 FROM dataset",
            "UPDATE dataset SET rating_rule = 'best'", "UPDATE import_warning SET kind = 'gossip'",
            "INSERT INTO repeated_rating VALUES (425201762305, 0, 3, NULL)",
            "UPDATE dataset SET feedback = 'loud'", "UPDATE model SET dataset_hash = 'x'",
            "INSERT INTO user VALUES (1.5, 'x', 99)",
            "UPDATE model SET status = 'paused'", "UPDATE list_item SET rank = 1",
            "UPDATE scoring_run SET options_json = '{'",
            "UPDATE list SET created_at = 'yesterday'", "UPDATE item_score SET popularity_normalized = 2",
            "UPDATE participant SET language = NULL", "UPDATE participant SET completion_code = 'ABC'",
            "UPDATE study_response SET answered_at = '2026-01-31T12:00:00Z'",
            "UPDATE study_response SET item_index = 99",
            "INSERT INTO grid_tap VALUES ('anna', 1, '1')", "INSERT INTO grid_session VALUES ('eve', 99)",
            "INSERT INTO grid_term VALUES (1, 99, 2, 1, NULL, NULL)",
            "INSERT INTO grid_term VALUES (1, 99, 1, NULL, NULL, NULL)",
            "INSERT INTO grid_term VALUES (1, 99, NULL, NULL, 'age', NULL)",
            "UPDATE grid_tile SET taken_share = 2",
            "INSERT INTO grid_weight VALUES (1, 0, 99, 1)", "UPDATE grid_base SET item_id = '1'",
            "UPDATE study_recommendation SET is_selected = 2", "UPDATE administrator SET password_hash = ''",
        ])
    func rules(statement: String) {
        #expect(throws: SQLiteShell.Failure.self) {
            try SQLiteShell.run(folder.path(), "PRAGMA foreign_keys = ON; \(statement)")
        }
    }

    @Test("gives the same contents for the same data")
    func sameContents() async throws {
        try await SampleStudy.fill(folder.path("again.sqlite"))
        try SampleGrid.answer(folder.path("again.sqlite"))
        let dump = try SQLiteShell.run(folder.path(), ".dump")
        #expect(try SQLiteShell.run(folder.path("again.sqlite"), ".dump") == dump)
    }
}
