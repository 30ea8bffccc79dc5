import Foundation
import Testing

@Suite("Command export")
struct ExportCommandTests {
    private static let tables = [("list", "onboarding_list"), ("scores", "scored_items")]

    private static func selected() throws -> Scratch {
        let scratch = try Prepared.trained()
        _ = try scratch.run("select").succeeded()
        return scratch
    }

    @Test("writes JSON with a row per item", arguments: tables)
    func json(_ what: String, table: String) throws {
        let scratch = try Self.selected()
        let text = try scratch.run("export", what, "--format", "json").succeeded()
        let rows = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        let ids = rows.compactMap { $0["item_id"] as? String }
        #expect(try ids.sorted() == scratch.query("SELECT item_id FROM \(table)").sorted())
        #expect(rows.compactMap { $0["rank"] as? Int } == Array(1...max(rows.count, 1)))
    }

    @Test("writes CSV with a row per item", arguments: tables)
    func csv(_ what: String, table: String) throws {
        let scratch = try Self.selected()
        let file = scratch.file("export.csv")
        _ = try scratch.run("export", what, "--output", file.path).succeeded()
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            Self.fields(of: $0)
        }
        #expect(Set(lines.map(\.count)).count == 1)
        let column = try #require(lines.first?.firstIndex(of: "item_id"))
        #expect(
            try lines.dropFirst().map { $0[column] }.sorted()
                == scratch.query("SELECT item_id FROM \(table)").sorted())
        #expect(try scratch.run("export", what).succeeded() == String(contentsOf: file, encoding: .utf8))
    }

    /// The fields of a line, which may be quoted (RFC 4180).
    private static func fields(of line: Substring) -> [String] {
        var (fields, isQuoted) = ([""], false)
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }

    @Test("writes a model that train takes back")
    func model() throws {
        let scratch = try Prepared.trained()
        let file = scratch.file("model.safetensors")
        _ = try scratch.run("export", "model", "-o", file.path).succeeded()
        _ = try scratch.run("train", "--weights", file.path).succeeded()
        #expect(try scratch.query("SELECT count(*), count(DISTINCT weights) FROM model") == ["2|1"])
        #expect(
            try scratch.query("SELECT source, status FROM model ORDER BY model_id") == [
                "trained|finished", "imported|finished",
            ])
        let hexadecimal = try Data(contentsOf: file).map { String(format: "%02X", $0) }.joined()
        #expect(try scratch.query("SELECT hex(weights) FROM model WHERE model_id = 1") == [hexadecimal])
    }

    private static func evaluated() throws -> Scratch {
        let scratch = try Prepared.imported()
        _ = try scratch.run("train", "--holdout", "0.2", "--epochs", "1").succeeded()
        _ = try scratch.run("evaluate", "--quiet").succeeded()
        _ = try scratch.run("compare", "--strategy", "random", "--splits", "1", "--quiet").succeeded()
        return scratch
    }

    @Test("writes an analysis: all its tables as JSON, one as CSV")
    func analysis() throws {
        let scratch = try Self.evaluated()
        let text = try scratch.run("export", "analysis", "--format", "json").succeeded()
        let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["kind"] as? String == "compare" && object["evaluation"] == nil)
        let tables = [
            ("elicitation-results", "elicitation_result"), ("elicitation-by-answer", "elicitation_by_answer"),
            ("lists", "compared_lists"), ("measures", "strategy_measure"),
            ("similarities", "list_similarity"),
        ]
        for (name, table) in tables {
            let count = try #require(Int(scratch.query("SELECT count(*) FROM \(table)")[0]))
            let rows = try #require(object[name.replacing("-", with: "_")] as? [[String: Any]])
            let lines = try scratch.run("export", "analysis", "compare", "--table", name).succeeded().split(
                separator: "\n")
            #expect(count > 0 && rows.count == count && lines.count == count + 1, "\(name)")
            let columns = try scratch.query(
                "SELECT group_concat(name) FROM pragma_table_info('\(table)') WHERE cid > 0 AND name <> 'title'"
            )
            #expect(lines.first.map { String($0) } == columns.first, "\(name)")
        }
        let refusal = try scratch.run("export", "analysis")
        #expect(refusal.exitCode == 64 && refusal.errors.contains("elicitation-by-answer"))
        #expect(try scratch.run("export", "analysis", "evaluate").succeeded().hasPrefix("scenario,method,"))
        #expect(try scratch.run("export", "analysis", "nothing").failure().contains("compare"))
    }

    @Test("guards what a spreadsheet would compute in CSV alone, keeps numbers, and marks CSV on request")
    func spreadsheets() throws {
        let scratch = try Scratch()
        let folder = scratch.file("data")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let titles =
            ["=1+1", "-2+3", "@SUM(A1)", "-1.5", "'quoted'", "이웃집 토토로"] + (0..<8).map { "Plain \($0)" }
        let columns = "{ user: u, item: i, rating: r }"
        let files = [
            "dataset.yaml": """
            ratings: { file: r.csv, columns: \(columns) }
            items: { file: i.csv, id: i, features: { title: { kind: text, role: title }, kind: categorical } }
            """,
            "i.csv": "i,title,kind\n" + titles.enumerated().map { "\($0),\($1),k\($0 % 2)\n" }.joined(),
            "r.csv": "u,i,r\n"
                + (0..<280).map { "\($0 / 14),\($0 % 14),\(1 + ($0 / 14 + $0) % 5)\n" }.joined(),
        ]
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        _ = try scratch.run("import", folder.path).succeeded()
        _ = try scratch.run("select", "--strategy", "popularity", "-n", "14").succeeded()
        let csv = try scratch.run("export", "list").succeeded()
        for field in [",'=1+1,", ",'-2+3,", ",'@SUM(A1),", ",-1.5,", ",'quoted',", ",이웃집 토토로,"] {
            #expect(csv.contains(field), "\(field)")
        }
        #expect(try scratch.run("export", "list", "--format", "json").succeeded().contains("\"=1+1\""))
        let marked = try scratch.run("export", "list", "--bom").succeeded()
        #expect(Array(marked.utf8) == [0xEF, 0xBB, 0xBF] + Array(csv.utf8))
        #expect(try scratch.run("export", "list", "--bom", "--format", "json").exitCode == 64)
        #expect(try scratch.run("export", "model", "--bom", "-o", "m").exitCode == 64)
    }

    @Test("takes --table for analyses alone")
    func tableOfList() throws {
        #expect(try CommandRun(["export", "list", "--table", "lists"]).exitCode == 64)
    }

    @Test("writes nothing into a folder that is not there", arguments: ["list", "scores", "model"])
    func noFolder(_ what: String) throws {
        let scratch = try Self.selected()
        let before = try scratch.contents
        #expect(
            try scratch.run("export", what, "-o", scratch.file("none/export").path).failure().contains(
                "none/export"))
        #expect(try scratch.contents == before)
    }

    /// A part that a killed export would leave, or that another export has in work.
    private static func part(of name: String, _ scratch: Scratch) throws -> URL {
        let part = scratch.file(".\(name).0123456789abcdef.part")
        try Data("half".utf8).write(to: part)
        return part
    }

    @Test("removes what a killed export left beside the file, and nothing else")
    func partsLeft() throws {
        let scratch = try Self.selected()
        _ = try Self.part(of: "list.csv", scratch)
        let others = [
            ".list.csv.0123.part", ".list.csv.0123456789abcdeX.part", ".other.csv.0123456789abcdef.part",
        ]
        for name in others { try Data().write(to: scratch.file(name)) }
        _ = try scratch.run("export", "list", "-o", scratch.file("list.csv").path).succeeded()
        #expect(try scratch.contents == (others + ["list.csv", "workspace.sqlite"]).sorted())
    }

    @Test("leaves alone what another export has in work")
    func partsInWork() throws {
        let scratch = try Self.selected()
        let part = try Self.part(of: "list.csv", scratch)
        let handle = try FileHandle(forWritingTo: part)
        try #require(flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
        _ = try scratch.run("export", "list", "-o", scratch.file("list.csv").path).succeeded()
        #expect(try scratch.contents == [part.lastPathComponent, "list.csv", "workspace.sqlite"])
        try handle.close()
    }

    @Test("keeps the permissions of the file and the link to it")
    func permissionsAndLink() throws {
        let scratch = try Self.selected()
        let (file, link) = (scratch.file("list.csv"), scratch.file("link.csv"))
        try Data("old".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "list.csv")
        _ = try scratch.run("export", "list", "-o", link.path).succeeded()
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "list.csv")
        #expect(try String(contentsOf: file, encoding: .utf8) == scratch.run("export", "list").succeeded())
        #expect(
            try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o640)
    }

    @Test("writes to a pipe as it is")
    func pipe() throws {
        let scratch = try Self.selected()
        let pipe = scratch.file("pipe")
        try #require(mkfifo(pipe.path, 0o600) == 0)
        let end = open(pipe.path, O_RDONLY | O_NONBLOCK)
        try #require(end >= 0)
        let reader = FileHandle(fileDescriptor: end, closeOnDealloc: true)
        _ = try scratch.run("export", "list", "-o", pipe.path).succeeded()
        let text = try #require(try reader.readToEnd())
        #expect(try String(decoding: text, as: UTF8.self) == scratch.run("export", "list").succeeded())
        #expect(try scratch.contents == ["pipe", "workspace.sqlite"])
    }

    @Test("says what is not there", arguments: ["list", "scores", "model"])
    func nothing(_ what: String) throws {
        let scratch = try Prepared.imported()
        let file = scratch.file("export")
        let command = what == "model" ? "icebreaker train" : "icebreaker select"
        #expect(try scratch.run("export", what, "-o", file.path).failure().contains(command))
        #expect(try scratch.contents == ["workspace.sqlite"])
    }

    @Test("needs a file for a model")
    func modelToTerminal() throws { #expect(try CommandRun(["export", "model"]).exitCode == 64) }
}
