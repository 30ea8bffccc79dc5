import Foundation
import TestSupport
import Testing

@Suite("A workspace that cannot be used")
struct WorkspaceFaultTests {
    private static let commands = [["lists"], ["runs"], ["train"], ["select"], ["export", "list"]]

    @Test("is refused when it is no SQLite file", arguments: commands)
    func notSQLite(_ command: [String]) throws {
        let scratch = try Scratch()
        let bytes = Data("userId,movieId,rating\n".utf8)
        try bytes.write(to: scratch.workspace)
        #expect(try scratch.run(command).failure().contains(scratch.workspace.path))
        #expect(try Data(contentsOf: scratch.workspace) == bytes)
        #expect(try scratch.contents == ["workspace.sqlite"])
    }

    @Test("is refused when it is not there, and is not made", arguments: commands)
    func missing(_ command: [String]) throws {
        let scratch = try Scratch()
        #expect(try scratch.run(command).failure().contains(scratch.workspace.path))
        #expect(try scratch.contents == [])
    }

    @Test("is refused when a newer version made it", arguments: commands)
    func newer(_ command: [String]) throws {
        let scratch = try Prepared.imported()
        _ = try scratch.query("PRAGMA user_version = 999")
        let bytes = try Data(contentsOf: scratch.workspace)
        #expect(try scratch.run(command).failure().contains("newer"))
        #expect(try Data(contentsOf: scratch.workspace) == bytes)
    }

    @Test("is refused when another program's database lies there", arguments: commands)
    func foreign(_ command: [String]) throws {
        let scratch = try Scratch()
        _ = try scratch.query("CREATE TABLE note (text TEXT)")
        let bytes = try Data(contentsOf: scratch.workspace)
        #expect(try scratch.run(command).failure().contains(scratch.workspace.path))
        #expect(try Data(contentsOf: scratch.workspace) == bytes)
    }
}

@Suite(
    "Standard output that cannot be written to",
    .enabled(if: access("/dev/full", W_OK) == 0, "there is no /dev/full here"))
struct OutputFaultTests {
    @Test(
        "is reported in one sentence",
        arguments: [
            ["lists"], ["runs", "--format", "json"], ["select", "--strategy", "popularity", "--quiet"],
            ["import"],
        ])
    func full(command: [String]) throws {
        let scratch = command == ["import"] ? try Scratch() : try Prepared.imported()
        let process = Process()
        process.executableURL = CommandRun.program
        let source =
            command == ["import"]
            ? [ReferenceData.packageRoot.appending(path: "Fixtures/ml-latest-small").path] : []
        process.arguments = command + source + ["--workspace", scratch.workspace.path]
        process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
        let errors = scratch.file("errors")
        try Data().write(to: errors)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        let said = try String(contentsOf: errors, encoding: .utf8)
        #expect(process.terminationReason == .exit && process.terminationStatus == 1, "\(said)")
        #expect(said.hasSuffix("send it elsewhere\n"), "\(said)")
    }
}
