import Datasets
import Elicitation
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Command export grid")
struct GridExportTests {
    /// A workspace with a list of ten films.
    private static func selected() throws -> Scratch {
        let scratch = try Prepared.imported()
        _ = try scratch.run("select", "--strategy", "popularity", "-n", "10", "--name", "ten", "--quiet")
            .succeeded()
        return scratch
    }

    /// The table as the program makes it, with the dataset: what every export has to agree with.
    private static func table(_ scratch: Scratch, positiveFrom: Double? = nil, pairs: Bool = false) throws
        -> (GridTable, Dataset)
    {
        let workspace = try Workspace(scratch.workspace.path, for: .reading)
        let dataset = try workspace.loadDataset()
        let tiles = try workspace.list(.latest).items.compactMap {
            dataset.items.position(of: $0.item.itemID)
        }
        let taps = TapTable(of: dataset, positiveFrom: positiveFrom)
        guard !pairs else {
            return (GridTable(taps, tiles: tiles, options: GridTable.Options(pairRidge: 0.2)), dataset)
        }
        return (GridTable(TapModel(TapCounts(taps, columns: tiles.sorted())), tiles: tiles), dataset)
    }

    /// The best items for taps on some places of the grid, as the table orders them.
    private static func best(_ table: GridTable, taps: [Int], count: Int) -> [(item: Int, score: Double)] {
        let scores = table.scores(tapped: taps.map { table.tiles[$0] })
        let others = scores.indices.filter { !table.tiles.contains($0) }
        return others.sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(count).map { ($0, scores[$0]) }
    }

    private static let answers = [[], [0], [9], [2, 5], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [7, 3, 1]]

    @Test("writes JSON whose sums are the scores of the table", arguments: [nil, 4.0], [false, true])
    func json(positiveFrom: Double?, pairs: Bool) throws {
        let scratch = try Self.selected()
        let flags = (positiveFrom.map { ["--positive-from", "\($0)"] } ?? []) + (pairs ? ["--pairs"] : [])
        let text = try scratch.run(["export", "grid", "--format", "json"] + flags).succeeded()
        let grid = try JSONDecoder().decode(ExportedGrid.self, from: Data(text.utf8))
        let (table, dataset) = try Self.table(scratch, positiveFrom: positiveFrom, pairs: pairs)
        #expect(grid.tiles.map(\.item_id) == table.tiles.map { dataset.items.ids[$0].description })
        #expect(grid.terms.count == (pairs ? 10 + 45 : 10) && grid.people == dataset.users.count)
        #expect(grid.positive_from == positiveFrom)
        for taps in Self.answers {
            let scores = table.scores(tapped: taps.map { table.tiles[$0] })
            let active = grid.terms.indices.filter { grid.terms[$0].tiles.allSatisfy(taps.contains) }
            for item in grid.items {
                let position = try #require(dataset.items.position(of: ExternalID(item.item_id)))
                let sum = active.reduce(item.base) { $0 + item.weights[$1] }
                #expect(abs(sum - scores[position]) < 1e-12)
            }
        }
    }

    @Test("writes CSV with a row for each tile and each other item, and the numbers of the JSON")
    func csv() throws {
        let scratch = try Self.selected()
        let grid = try JSONDecoder().decode(
            ExportedGrid.self,
            from: Data(try scratch.run("export", "grid", "--format", "json").succeeded().utf8))
        let file = scratch.file("grid.csv")
        _ = try scratch.run("export", "grid", "--list", "ten", "--output", file.path).succeeded()
        let rows = try CommandRun(
            program: URL(filePath: "/usr/bin/sqlite3"),
            arguments: [
                ":memory:", ".mode json", ".import --csv '\(file.path)' imported", "SELECT * FROM imported",
            ]
        ).succeeded()
        let objects = try #require(JSONSerialization.jsonObject(with: Data(rows.utf8)) as? [[String: String]])
        #expect(objects.count == grid.tiles.count + grid.items.count)
        #expect(objects.prefix(10).map { $0["tile"] } == (1...10).map { "\($0)" })
        for (object, item) in zip(objects.dropFirst(10), grid.items) {
            #expect(object["item_id"] == item.item_id && object["base"].flatMap { Double($0) } == item.base)
            let weights = grid.tiles.map { object["tap \($0.item_id)"].flatMap { Double($0) } }
            #expect(weights == item.weights)
        }
    }

    @Test("is stored, and the statements of docs/grid-table.md recommend from it in SQLite's shell")
    func sqlite() throws {
        let scratch = try Self.selected()
        _ = try scratch.run("export", "grid").succeeded()
        let statements = try Self.blocks("sql")
        #expect(statements.count == 2)
        let (table, dataset) = try Self.table(scratch)
        // The page taps the first, second and fifth tile.
        let expected = Self.best(table, taps: [0, 1, 4], count: 10).map {
            dataset.items.ids[$0.item].description
        }
        let viewed = try scratch.query("PRAGMA foreign_keys = ON; " + statements[0]).map {
            $0.split(separator: "|")[1]
        }
        #expect(viewed.map { String($0) } == expected)
        let asked = try scratch.query(statements[1]).map { String($0.prefix { $0 != "|" }) }
        #expect(asked == expected)
    }

    @Test("writes SQL that SQLite's shell loads into an empty database, with the order of the table")
    func sql() throws {
        let scratch = try Self.selected()
        let script = try scratch.run("export", "grid", "--format", "sql", "--pairs").succeeded()
        let other = try Scratch()
        try Data(script.utf8).write(to: other.file("grid.sql"))
        _ = try other.query(".read '\(other.file("grid.sql").path)'")
        let (table, dataset) = try Self.table(scratch, pairs: true)
        for (number, taps) in Self.answers.enumerated() {
            let notes = taps.map {
                "INSERT INTO grid_tap VALUES ('\(number)', 1, '\(dataset.items.ids[table.tiles[$0]])');"
            }
            let rows = try other.query(
                "INSERT INTO grid_session VALUES ('\(number)', 1);" + notes.joined()
                    + "SELECT item_id FROM grid_recommendation WHERE session = '\(number)' AND rank <= 50 ORDER BY rank"
            )
            #expect(
                rows == Self.best(table, taps: taps, count: 50).map { dataset.items.ids[$0.item].description }
            )
        }
    }

    @Test(
        "recommends by the JavaScript of docs/grid-table.md in the order of the table",
        .enabled(if: node != nil, "node is not installed"),
        arguments: [false, true])
    func javaScript(pairs: Bool) throws {
        let scratch = try Self.selected()
        let file = scratch.file("grid.json")
        _ = try scratch.run(
            ["export", "grid", "--format", "json", "--output", file.path] + (pairs ? ["--pairs"] : [])
        )
        .succeeded()
        let code = try #require(Self.blocks("js").first)
        #expect(code.split(separator: "\n").count <= 21)
        let (table, dataset) = try Self.table(scratch, pairs: pairs)
        let taps = Self.answers.map { $0.map { dataset.items.ids[table.tiles[$0]].description } }
        let program = """
            \(code)
            const grid = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
            for (const taps of \(String(decoding: try JSONEncoder().encode(taps), as: UTF8.self))) {
              console.log(JSON.stringify(recommend(grid, taps, 50)));
            }
            """
        try Data(program.utf8).write(to: scratch.file("recommend.cjs"))
        let node = try #require(Self.node)
        let lines = try CommandRun(program: node, arguments: [scratch.file("recommend.cjs").path, file.path])
            .succeeded()
            .split(separator: "\n")
        #expect(lines.count == Self.answers.count)
        struct Recommended: Decodable { var item_id: String; var score: Double }
        for (line, taps) in zip(lines, Self.answers) {
            let found = try JSONDecoder().decode([Recommended].self, from: Data(line.utf8))
            let expected = Self.best(table, taps: taps, count: 50)
            #expect(found.map(\.item_id) == expected.map { dataset.items.ids[$0.item].description })
            #expect(zip(found, expected).allSatisfy { abs($0.score - $1.score) < 1e-12 })
        }
    }

    @Test("is written from a workspace that cannot be changed, and says that it is not stored")
    func readOnly() throws {
        let scratch = try Self.selected()
        let expected = try scratch.run("export", "grid").succeeded()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o444], ofItemAtPath: scratch.workspace.path)
        defer {
            try? FileManager.default.setAttributes(
                [.posixPermissions: 0o644], ofItemAtPath: scratch.workspace.path)
        }
        let run = try scratch.run("export", "grid")
        #expect(try run.succeeded() == expected)
        // The administrator may write to any file.
        #expect(
            run.errors
                == (getuid() == 0 ? "" : "the grid is not stored, since the workspace cannot be written to\n")
        )
    }

    @Test(
        "refuses in one sentence what it cannot do",
        arguments: [
            (["--positive-from", "99"], "no rating is 99 or higher"),
            (["--features"], "no value of a user feature"),
            (["--list", "none"], "none"),
        ])
    func refusals(flags: [String], message: String) throws {
        #expect(try Self.selected().run(["export", "grid"] + flags).failure().contains(message))
    }

    @Test(
        "refuses flags that do not go together",
        arguments: [
            ["grid", "--format", "table"], ["grid", "--bom", "--format", "sql"], ["list", "--format", "sql"],
            ["list", "--pairs"],
            ["grid", "ten", "--list", "ten"], ["grid", "--positive-from", "nan"],
            ["grid", "--table", "lists"],
        ])
    func usage(arguments: [String]) throws {
        #expect(try Self.selected().run(["export"] + arguments).exitCode == 64)
    }

    @Test("of shards of the workspace is that of the workspace, byte for byte", arguments: [1, 2, 4, 8])
    func worker(shards: Int) throws {
        let scratch = try Self.selected()
        func counted(_ flags: String) throws -> [String] {
            try (0..<shards).map { shard in
                let file = scratch.file("counts-\(flags.isEmpty ? "single" : "pairs")-\(shard)").path
                let command = """
                    '\(CommandRun.program.path)' worker taps --shards \(shards) --shard \(shard) \
                    --workspace '\(scratch.workspace.path)' | '\(CommandRun.program.path)' worker count \(flags) > '\(file)'
                    """
                _ = try CommandRun(program: URL(filePath: "/bin/sh"), arguments: ["-c", command]).succeeded()
                return file
            }
        }
        let columns = scratch.file("columns").path
        _ = try CommandRun(
            ["worker", "columns"] + counted("") + ["--candidates", "60", "--output", columns]
        ).succeeded()
        let pairs = try counted("--columns '\(columns)'")
        let text = try CommandRun(
            ["worker", "grid"] + pairs + ["--columns", columns, "-n", "10", "--format", "json"]
        ).succeeded()
        let designed = try JSONDecoder().decode(ExportedGrid.self, from: Data(text.utf8))

        let dataset = try Workspace(scratch.workspace.path, for: .reading).loadDataset()
        let taps = TapTable(of: dataset)
        let candidates = CandidateItems.mostTaken(taps.takenCounts, limit: 60)
        let model = TapModel(TapCounts(taps, columns: candidates))
        var design = GridDesign(model)
        design.choose(10)
        #expect(designed.tiles.map(\.item_id) == design.shown.map { dataset.items.ids[$0].description })
        let table = GridTable(model, tiles: design.shown)
        for item in designed.items {
            let position = try #require(dataset.items.position(of: ExternalID(item.item_id)))
            #expect(item.base == table.base[position])
            #expect(
                item.weights == design.shown.indices.map { table.weights[$0 * table.itemCount + position] })
        }
    }

    /// The blocks of code of docs/grid-table.md in a language.
    private static func blocks(_ language: String) throws -> [String] {
        let page = try String(
            contentsOf: ReferenceData.packageRoot.appending(path: "docs/grid-table.md"), encoding: .utf8)
        return page.components(separatedBy: "```\(language)\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
    }

    private static let node = ["/usr/bin/node", "/usr/local/bin/node", "/opt/homebrew/bin/node"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }.map { URL(filePath: $0) }
}

/// A grid as it is exported as JSON, without features.
private struct ExportedGrid: Decodable {
    struct Tile: Decodable { var item_id: String }
    struct Term: Decodable { var tiles: [Int] }
    struct Item: Decodable {
        var item_id: String
        var base: Double
        var weights: [Double]
    }

    var people: Int
    var positive_from: Double?
    var tiles: [Tile]
    var terms: [Term]
    var items: [Item]
}
