import Foundation
import Testing

/// One run of the program as a user starts it, to its end.
struct CommandRun {
    let exitCode: Int32
    let output: String
    let errors: String

    /// The program lies beside the tests.
    static let program: URL = {
        #if os(Linux)
            let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        #else
            let tests = Bundle(for: Scratch.self).bundleURL
        #endif
        return tests.deletingLastPathComponent().appending(path: "icebreaker")
    }()

    /// - Parameter workspace: the workspace to name, `nil` to name none.
    init(_ arguments: [String], workspace: URL? = nil) throws {
        let all = arguments + (workspace.map { ["--workspace", $0.path] } ?? [])
        try self.init(program: Self.program, arguments: all)
    }

    /// Output goes through files: a full pipe would stop the program.
    init(program: URL, arguments: [String]) throws {
        let folder = try Scratch()
        let process = Process()
        (process.executableURL, process.arguments) = (program, arguments)
        let files = [folder.file("output"), folder.file("errors")]
        try files.forEach { try Data().write(to: $0) }
        let handles = try files.map { try FileHandle(forWritingTo: $0) }
        (process.standardOutput, process.standardError) = (handles[0], handles[1])
        try process.run()
        process.waitUntilExit()
        exitCode = process.terminationStatus
        output = try String(decoding: Data(contentsOf: files[0]), as: UTF8.self)
        errors = try String(decoding: Data(contentsOf: files[1]), as: UTF8.self)
    }

    /// What it printed, where it must have gone well.
    func succeeded() throws -> String {
        guard exitCode == 0 else { throw Failure(description: "exit code \(exitCode): \(errors)") }
        return output
    }

    /// A run that had to go well and did not. Not `#require`, whose error is recorded in one test only: what
    /// is prepared once for several tests must fail in each of them.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The last line of a failure with exit code 1 that said something before.
    var failed: String {
        #expect(exitCode == 1 && output == "", "\(errors)")
        return errors.split(separator: "\n").last.map { String($0) } ?? ""
    }

    /// The one line of a failure with exit code 1.
    func failure(_ location: SourceLocation = #_sourceLocation) -> String {
        #expect(exitCode == 1, "\(errors)", sourceLocation: location)
        #expect(output == "", sourceLocation: location)
        let lines = errors.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 2 && lines.last == "", "\(errors)", sourceLocation: location)
        return lines.first.map { String($0) } ?? ""
    }
}
