import Foundation
import TestSupport
import Testing

/// One folder of `Fixtures/malformed`: in `expected-error.txt` the line that it must give, and on a second line, where the
/// fault is one of a row, what is counted when such rows are left out: `file:line: reason (count)`.
struct MalformedFolder: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let error: String
    let rejection: String?
    var path: String { Self.root + "/" + testDescription }

    static let root = ReferenceData.fixtures.appending(path: "malformed").path
    static let all = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted().map(MalformedFolder.init)

    init(_ name: String) {
        testDescription = name
        let text = try? String(contentsOfFile: Self.root + "/" + name + "/expected-error.txt", encoding: .utf8)
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
        let line = try scratch.run("import", folder.path).failure().replacing(MalformedFolder.root + "/", with: "")
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
        let rejection = "SELECT file || ':' || first_line || ': ' || reason || ' (' || count || ')' FROM rejection"
        #expect(try scratch.query(rejection) == [folder.rejection])
        #expect(try scratch.query("SELECT count(*) > 0 FROM interaction") == ["1"])
    }

    @Test(
        "fails even with --skip-invalid where no row is at fault", arguments: MalformedFolder.all.filter { $0.rejection == nil })
    func noRowAtFault(_ folder: MalformedFolder) throws {
        let scratch = try Scratch()
        #expect(try scratch.run("import", folder.path, "--skip-invalid").failure().contains(folder.error))
        #expect(try scratch.contents == [])
    }

    @Test("knows all malformed folders")
    func everyFolder() { #expect(MalformedFolder.all.count == 62) }

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
