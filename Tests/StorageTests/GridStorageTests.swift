import Datasets
import Elicitation
import Foundation
import Storage
import Support
import Testing

@Suite("A stored grid", .enabled(if: SQLiteShell.path != nil, "sqlite3 is not installed"))
struct GridStorageTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// People of two groups and 30 items with awkward ids, each group with a taste of its own.
    private static let dataset: Dataset = {
        var generator = SeededGenerator(seed: 11)
        var (users, items) = ([Int32](), [Int32]())
        for user in 0..<200 {
            for item in 0..<30 {
                let likes = (item + user) % 2 == 0 ? 0.5 : 0.15
                guard generator.unitInterval() < likes * (30 - Double(item)) / 30 else { continue }
                users.append(Int32(user))
                items.append(Int32(item))
            }
        }
        return Dataset(
            name: "planted", format: "test",
            users: EntityTable(
                ids: (0..<200).map { .integer($0) },
                features: [
                    Feature(
                        name: "parity",
                        values: .categorical(
                            TokenColumn(rows: (0..<200).map { [$0 % 2 == 0 ? "even" : "odd's"] })))
                ]),
            items: EntityTable(
                ids: ((0..<28).map { ExternalID.integer($0) } + ["it's", "tab\t\"é\""]).sorted()),
            interactions: Interactions(users: users, items: items, ratings: users.map { _ in 1 }),
            scale: .implicit,
            feedback: .implicit)
    }()
    private static let tiles = [0, 3, 1, 29, 8]
    private static let table = SampleGrid.table(of: dataset, tiles: tiles)
    /// Places among the tiles, and columns of the features' values or `nil` where nothing is known.
    private static let answers: [(taps: [Int], known: [Int]?)] = [
        ([], nil), ([], [1]), ([1], nil), ([0, 3], [0]), ([4, 2, 0], [1]), ([0, 1, 2, 3, 4], nil),
    ]

    private func stored() throws {
        try Workspace.creating(folder.path()) { workspace in
            _ = try workspace.store(Self.dataset, contentHash: SampleDatasets.hash)
            let run = try workspace.saveScoringRun(SampleRecords.run(), scores: [], at: SampleRecords.date)
            let items = Self.tiles.enumerated().map { rank, item in
                ListItemRecord(
                    rank: rank + 1, itemID: Self.dataset.items.ids[item], score: 1, why: "why",
                    knownShare: 0.5)
            }
            let list = try workspace.saveList(
                SampleRecords.list("grid", run: run), items: items, at: SampleRecords.date)
            _ = try workspace.saveGrid(
                SampleRecords.grid(ofList: list.id), SampleGrid.contents(of: Self.dataset, tiles: Self.tiles),
                at: SampleRecords.date)
        }
    }

    private func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

    /// What people answered, as statements.
    private var sessions: String {
        let values = Self.table.indicators
        let statements = Self.answers.enumerated().flatMap { number, answer in
            ["INSERT INTO grid_session VALUES ('\(number)', 1);"]
                + answer.taps.map {
                    "INSERT INTO grid_tap VALUES ('\(number)', 1, \(quoted(Self.dataset.items.ids[Self.tiles[$0]].description)));"
                }
                + (answer.known ?? []).map {
                    "INSERT INTO grid_session_feature VALUES ('\(number)', '\(values[$0].feature)', \(quoted(values[$0].token)));"
                }
        }
        return "PRAGMA foreign_keys = ON; " + statements.joined(separator: " ")
    }

    /// Compares the view's rows with the scores of the table itself.
    private func compare(_ path: String) throws {
        for (number, answer) in Self.answers.enumerated() {
            let scores = Self.table.scores(tapped: answer.taps.map { Self.tiles[$0] }, known: answer.known)
            let others = scores.indices.filter { !Self.tiles.contains($0) }
            let best = others.sorted { (scores[$1], $0) < (scores[$0], $1) }
            let rows = try SQLiteShell.run(
                path,
                "SELECT hex(item_id), printf('%.17g', score) FROM grid_recommendation WHERE session = '\(number)' ORDER BY rank"
            ).split(separator: "\n").map { $0.split(separator: "|") }
            let hexadecimal = best.map { item in
                Self.dataset.items.ids[item].description.utf8.map { String(format: "%02X", $0) }.joined()
            }
            #expect(rows.map { String($0[0]) } == hexadecimal, "session \(number)")
            for (row, item) in zip(rows, best) {
                #expect(abs((Double(row[1]) ?? .nan) - scores[item]) < 1e-12)
            }
        }
    }

    @Test("recommends by one SELECT what its table does: taps, pairs of taps, features known and unknown")
    func recommends() throws {
        try stored()
        _ = try SQLiteShell.run(folder.path(), sessions)
        try compare(folder.path())
    }

    @Test("recommends the same from its script in an empty database, and after a second loading")
    func script() throws {
        let text = GridScript(
            SampleRecords.grid(ofList: 1), SampleGrid.contents(of: Self.dataset, tiles: Self.tiles)
        ).text
        let path = folder.path("other.sqlite")
        // The shell takes an argument that begins with a hyphen, as a comment does, for an option.
        let script = "\n" + text
        _ = try SQLiteShell.run(path, script)
        _ = try SQLiteShell.run(path, sessions)
        try compare(path)
        _ = try SQLiteShell.run(path, script)
        try compare(path)
        #expect(throws: SQLiteShell.Failure.self, "a tap on what is no tile") {
            try SQLiteShell.run(path, "PRAGMA foreign_keys = ON; INSERT INTO grid_tap VALUES ('0', 1, '7')")
        }
    }

    @Test("is replaced when it is made again, and keeps its sessions and taps")
    func replaced() throws {
        try stored()
        _ = try SQLiteShell.run(folder.path(), sessions)
        let plain = GridTable(
            TapModel(TapCounts(TapTable(of: Self.dataset), columns: Self.tiles.sorted())), tiles: Self.tiles)
        let workspace = try Workspace(folder.path(), for: .writing)
        var details = SampleRecords.grid(ofList: 1)
        details.people = 200
        let record = try workspace.saveGrid(
            details,
            StaticGrid(
                plain, ids: Self.dataset.items.ids, taken: plain.base.map { _ in 0.5 },
                title: { "title \($0)" }),
            at: SampleRecords.date)
        #expect(try workspace.grid(ofList: 1) == record)
        #expect(try workspace.grid(ofList: 2) == nil)
        workspace.close()
        #expect(
            try SQLiteShell.run(folder.path(), "SELECT count(*) FROM grid_session")
                == "\(Self.answers.count)\n")
        #expect(
            try SQLiteShell.run(
                folder.path(), "SELECT max(term), count(DISTINCT item_index) FROM grid_weight") == "5|25\n")
        #expect(try SQLiteShell.run(folder.path(), "SELECT people FROM grid") == "200\n")
    }

    @Test("reads one session's rows alone, however many sessions there are")
    func planned() throws {
        try stored()
        let plan = try SQLiteShell.run(
            folder.path(),
            "EXPLAIN QUERY PLAN SELECT item_id FROM grid_recommendation WHERE session = 'x' AND rank <= 10")
        #expect(
            !plan.contains("SCAN person") && !plan.contains("SCAN tap") && !plan.contains("MATERIALIZE"),
            "\(plan)")
    }

    @Test("has no row for its tiles in base and weights, nor for weights of 0")
    func tiles() throws {
        try stored()
        let shown = "SELECT item_id FROM grid_tile"
        #expect(
            try SQLiteShell.run(folder.path(), "SELECT count(*) FROM grid_base WHERE item_id IN (\(shown))")
                == "0\n")
        #expect(try SQLiteShell.run(folder.path(), "SELECT count(*) FROM grid_base") == "25\n")
        #expect(
            try SQLiteShell.run(folder.path(), "SELECT count(*) FROM grid_weight WHERE weight = 0") == "0\n")
    }
}
