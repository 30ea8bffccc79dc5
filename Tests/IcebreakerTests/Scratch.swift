import Foundation
import TestSupport
import Testing

/// A temporary folder with a place for a workspace, removed with this value.
final class Scratch {
    let url: URL
    var workspace: URL { file("workspace.sqlite") }

    /// A folder without a workspace, or with a copy of one.
    init(copying workspace: URL? = nil) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "icebreaker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        if let workspace { try FileManager.default.copyItem(at: workspace, to: self.workspace) }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String) -> URL { url.appending(path: name) }

    var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }

    /// Runs a command on the workspace.
    func run(_ arguments: String...) throws -> CommandRun { try CommandRun(arguments, workspace: workspace) }
    func run(_ arguments: [String]) throws -> CommandRun { try CommandRun(arguments, workspace: workspace) }

    /// The lines that SQLite's own shell prints.
    func query(_ statement: String) throws -> [String] {
        let shell = try CommandRun(
            program: URL(filePath: "/usr/bin/sqlite3"), arguments: [workspace.path, statement])
        return try shell.succeeded().split(separator: "\n").map { String($0) }
    }
}

/// Workspaces that several tests begin with; made once, copied for each.
enum Prepared {
    /// The ratings of the first users of ml-latest-small, written as a folder.
    static func films(users: Int, in folder: URL) throws {
        let source = ReferenceData.fixtures.appending(path: "ml-latest-small")
        let ratings = try String(contentsOf: source.appending(path: "ratings.csv"), encoding: .utf8).split(
            whereSeparator: \.isNewline)
        let kept =
            ratings.prefix(1)
            + ratings.dropFirst().prefix { Int($0.prefix { $0 != "," }).map { $0 <= users } ?? false }
        let rated = Set(kept.dropFirst().map { $0.split(separator: ",")[1] })
        let films = try String(contentsOf: source.appending(path: "movies.csv"), encoding: .utf8).split(
            whereSeparator: \.isNewline)
        let named = films.prefix(1) + films.dropFirst().filter { rated.contains($0.prefix { $0 != "," }) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data((kept.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: "ratings.csv"))
        try Data((named.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: "movies.csv"))
    }

    /// A workspace with the first 60 users.
    static func imported() throws -> Scratch { try Scratch(copying: importedOnce.get().workspace) }

    /// The same with a model of four epochs.
    static func trained() throws -> Scratch { try Scratch(copying: trainedOnce.get().workspace) }

    nonisolated(unsafe) private static let importedOnce = Result {
        let scratch = try Scratch()
        try films(users: 60, in: scratch.file("films"))
        _ = try scratch.run("import", scratch.file("films").path).succeeded()
        return scratch
    }

    nonisolated(unsafe) private static let trainedOnce = Result {
        let scratch = try imported()
        _ = try scratch.run("train", "--epochs", "4").succeeded()
        return scratch
    }
}
