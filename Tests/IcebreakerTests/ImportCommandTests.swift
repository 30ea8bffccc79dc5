import Foundation
import TestSupport
import Testing

/// One folder of `Fixtures/malformed`: in `expected-error.txt` the line that it must give, and on a second
/// line, where the fault is one of a row, what is counted when such rows are left out:
/// `file:line: reason (count)`.
struct MalformedFolder: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let error: String
    let rejection: String?
    var path: String { Self.root + "/" + testDescription }

    static let root = ReferenceData.fixtures.appending(path: "malformed").path
    static let all = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted().map(
        MalformedFolder.init)

    init(_ name: String) {
        testDescription = name
        let text = try? String(
            contentsOfFile: Self.root + "/" + name + "/expected-error.txt", encoding: .utf8)
        let lines = (text ?? "").split(separator: "\n").map { String($0) }
        (error, rejection) = (lines.first ?? "", lines.dropFirst().first)
    }
}

@Suite("Command import")
struct ImportCommandTests {
    private static let sample = ReferenceData.fixtures.appending(path: "formats/recbole").path

    @Test("refuses a malformed dataset in one line and makes no workspace", arguments: MalformedFolder.all)
    func malformed(_ folder: MalformedFolder) throws {
        let scratch = try Scratch()
        let line = try scratch.run("import", folder.path).failure().replacing(
            MalformedFolder.root + "/", with: "")
        #expect(line == "Error: " + folder.error)
        #expect(try scratch.contents == [])
    }

    @Test("leaves a workspace as it was when it fails", arguments: MalformedFolder.all)
    func keepsWorkspace(_ folder: MalformedFolder) throws {
        let scratch = try Scratch()
        _ = try scratch.run("import", Self.sample).succeeded()
        let before = try scratch.query(".dump")
        #expect(before.count > 20)
        #expect(try scratch.run("import", folder.path, "--replace").failure().contains(folder.error))
        #expect(try scratch.query(".dump") == before)
        #expect(try scratch.contents == ["workspace.sqlite"])
    }

    @Test("leaves faulty rows out on request", arguments: MalformedFolder.all.filter { $0.rejection != nil })
    func skipsRows(_ folder: MalformedFolder) throws {
        let scratch = try Scratch()
        _ = try scratch.run("import", folder.path, "--skip-invalid").succeeded()
        let rejection =
            "SELECT file || ':' || first_line || ': ' || reason || ' (' || count || ')' FROM rejection"
        #expect(try scratch.query(rejection) == [folder.rejection])
        #expect(try scratch.query("SELECT count(*) > 0 FROM interaction") == ["1"])
    }

    @Test(
        "fails even with --skip-invalid where no row is at fault",
        arguments: MalformedFolder.all.filter { $0.rejection == nil })
    func noRowAtFault(_ folder: MalformedFolder) throws {
        let scratch = try Scratch()
        #expect(try scratch.run("import", folder.path, "--skip-invalid").failure().contains(folder.error))
        #expect(try scratch.contents == [])
    }

    @Test("knows all malformed folders")
    func everyFolder() { #expect(MalformedFolder.all.count == 62) }

    private static let cases = ReferenceData.fixtures.appending(path: "cases").path

    @Test("keeps the later of two ratings and says so")
    func rerating() throws {
        let scratch = try Scratch()
        let run = try scratch.run("import", Self.cases + "/05-rerating-first-kept")
        #expect(
            try run.succeeded().contains("| repeated ratings | 1; of each user and item the latest holds |"))
        #expect(!run.errors.contains("left out"))
        #expect(
            try scratch.query("SELECT rating, timestamp FROM ratings WHERE user_id = '1' AND item_id = 'A'")
                == [
                    "5.0|1700000000.0"
                ])
        #expect(
            try scratch.query(
                "SELECT rating_minimum, rating_maximum, rating_rule, rerating_count FROM dataset") == [
                    "1.0|5.0|latest|1"
                ])
        for (rule, rating) in [("first", "1.0"), ("mean", "3.0")] {
            _ = try scratch.run(
                "import", Self.cases + "/05-rerating-first-kept", "--ratings", rule, "--replace"
            ).succeeded()
            #expect(
                try scratch.query("SELECT rating FROM ratings WHERE user_id = '1' AND item_id = 'A'") == [
                    rating
                ])
        }
        #expect(try scratch.query("SELECT position, rating FROM repeated_rating") == ["0|1.0", "1|5.0"])
    }

    @Test("refuses a rule of repeated ratings where there are none")
    func ruleWithoutRatings() throws {
        let scratch = try Scratch()
        #expect(try scratch.run("import", Self.sample, "--implicit", "--ratings", "first").exitCode == 64)
        let line = try scratch.run("import", Self.cases + "/11-implicit-demo", "--ratings", "first").failure()
        #expect(line.hasSuffix("leave --ratings out"))
        #expect(try scratch.contents == [])
    }

    @Test("warns of items that match none, once each, whatever the format, and stores the warning")
    func join() throws {
        for format in ["table", "json", "csv"] {
            let scratch = try Scratch()
            let run = try scratch.run(
                "import", Self.cases + "/08-ids-do-not-match", "--format", format, "--quiet")
            let output = try run.succeeded()
            #expect(
                run.errors.hasPrefix(
                    "Warning: ratings.csv: none of the 2 rated items has a row in items.csv: "))
            #expect(
                run.errors.contains(
                    "\"12.0\" here is likely \"12\" in items.csv, which differs in a decimal point after it"))
            let count = run.errors.split(separator: "\n").count
            #expect(try scratch.query("SELECT count(*) FROM import_warning") == ["\(count)"])
            #expect(
                format == "table"
                    ? output.contains("| warnings      | \(count) ")
                    : output.contains("none of the 2 rated items"))
        }
    }

    @Test("says what was left out in every format", arguments: ["table", "json", "csv"])
    func leftOut(format: String) throws {
        let scratch = try Scratch()
        let output = try scratch.run(
            "import", MalformedFolder.root + "/rating-outside-scale", "--skip-invalid", "--format", format
        ).succeeded()
        #expect(output.contains("rating outside the scale"))
    }

    @Test("reads rows that all end in a separator")
    func trailingSeparator() throws {
        let scratch = try Scratch()
        let run = try scratch.run("import", Self.cases + "/09-trailing-separator", "--skip-invalid")
        #expect(try run.succeeded().contains("| rows rejected | 0"))
        #expect(try scratch.query("SELECT count(*) FROM item_feature") == ["15"])
        #expect(try scratch.query("SELECT count(*) FROM rejection") == ["0"])
    }

    @Test("prints tables of 80 columns at most, each line as wide as the others, in Korean as well")
    func width() throws {
        let scratch = try Scratch()
        let folder = scratch.file("웹툰 서비스의 아주 긴 이름을 가진 데이터 세트 이천이십사년 오월부터 팔월까지의 기록")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let feature = "독자가_작품을_처음으로_읽은_요일과_시간대를_나타내는_아주_긴_특성의_이름"
        try Data(
            """
            ratings: { file: r.csv, columns: { user: u, item: i, rating: r, timestamp: t } }
            items: { file: i.csv, id: i, features: { "\(feature)": categorical, "가격": numeric } }
            """.utf8
        ).write(to: folder.appending(path: "dataset.yaml"))
        try Data("u,i,r,t\n1,1,3,1600000000\n1,2,4,1600000001\n".utf8).write(
            to: folder.appending(path: "r.csv"))
        try Data("i,\(feature),가격\n1,월,3000\n2,화,4500.5\n".utf8).write(to: folder.appending(path: "i.csv"))
        let output = try scratch.run("import", folder.path).succeeded()
        let lines = output.split(separator: "\n")
        #expect(lines.contains { $0.contains("이름") || $0.contains("…") })
        #expect(output.contains("| rating") && output.contains("2020-09-13") && output.contains("4500.5"))
        /// Hangul takes two columns, everything else here one.
        func width(_ line: Substring) -> Int {
            line.unicodeScalars.reduce(0) { $0 + ((0xAC00...0xD7A3).contains($1.value) ? 2 : 1) }
        }
        #expect(lines.allSatisfy { width($0) <= 80 }, "\(output)")
        var table: Int?
        for line in lines where line.hasPrefix("|") || line.hasPrefix("+") {
            if line.hasPrefix("+"), table == nil { table = width(line) }
            if line.hasPrefix("|") { #expect(table == width(line), "\(line)") } else { table = width(line) }
        }
    }

    @Test("begins CSV with a byte order mark on request alone")
    func byteOrderMark() throws {
        let scratch = try Scratch()
        let marked = try scratch.run("import", Self.sample, "--format", "csv", "--bom").succeeded()
        #expect(marked.utf8.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(
            marked.dropFirst() == (try scratch.run("import", Self.sample, "--format", "csv").succeeded())[...]
        )
        #expect(try scratch.run("import", Self.sample, "--bom").exitCode == 64)
    }

    @Test("replaces another dataset only with --replace")
    func replace() throws {
        let scratch = try Scratch()
        _ = try scratch.run("import", Self.sample).succeeded()
        let before = try scratch.query(".dump")
        let other = ReferenceData.fixtures.appending(path: "formats/movielens-latest").path
        #expect(try scratch.run("import", other).failure().contains("--replace"))
        #expect(try scratch.query(".dump") == before)
        _ = try scratch.run("import", other, "--replace").succeeded()
        #expect(try scratch.query("SELECT format FROM dataset") == ["movielens-latest"])
    }

    @Test("stores the same dataset once")
    func again() throws {
        let scratch = try Scratch()
        _ = try scratch.run("import", Self.sample).succeeded()
        let before = try scratch.query(".dump")
        _ = try scratch.run("import", Self.sample).succeeded()
        #expect(try scratch.query(".dump") == before)
    }
}
