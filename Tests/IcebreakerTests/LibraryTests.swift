import Foundation
import TestSupport
import Testing

@Suite("The Swift library") struct LibraryTests {
    private static let example = CommandRun.program.deletingLastPathComponent().appending(
        path: "onboarding-example")

    @Test("imports, trains and lists in the program of its page, as the commands do")
    func program() throws {
        let scratch = try Scratch()
        let source = scratch.file("films")
        try Prepared.films(users: 60, in: source)
        let run = try CommandRun(program: Self.example, arguments: [source.path, scratch.workspace.path])
        let lines = try run.succeeded().split(separator: "\n")
        #expect(lines.count >= 11 && lines[0].contains("Known by"))

        let other = try Scratch()
        for command in [["import", source.path], ["train"], ["select", "-n", "10", "--cap", "genres=4"]] {
            _ = try other.run(command + ["--quiet"]).succeeded()
        }
        let list = "SELECT rank, item_id, score, why FROM onboarding_list ORDER BY rank"
        #expect(try scratch.query(list) == other.query(list))
    }

    @Test("says in one sentence what is wrong with a source")
    func fault() throws {
        let scratch = try Scratch()
        let run = try CommandRun(
            program: Self.example, arguments: [scratch.file("none").path, scratch.workspace.path])
        #expect(run.exitCode == 1 && run.output.isEmpty)
        #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains("none"))
        #expect(try scratch.contents.isEmpty)
    }

    @Test("has on its page the very program that is built and run")
    func page() throws {
        func text(_ path: String) throws -> String {
            try String(contentsOf: ReferenceData.packageRoot.appending(path: path), encoding: .utf8)
        }
        let program = try text("Examples/Onboarding/main.swift")
        #expect(try text("Sources/Workflows/Workflows.docc/Workflows.md").contains("```swift\n\(program)```"))
        #expect(program.split(separator: "\n").count <= 16)
    }
}
