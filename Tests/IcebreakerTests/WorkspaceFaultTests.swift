import Foundation
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
