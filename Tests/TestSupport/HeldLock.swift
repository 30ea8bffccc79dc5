import Foundation

/// Another process that writes to a workspace and does not come to an end: the sqlite3 shell within a
/// transaction.
public final class HeldLock {
    private let process = Process()
    private let input = Pipe()

    private static let shell = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3", "/opt/homebrew/bin/sqlite3"]
        .first {
            FileManager.default.isExecutableFile(atPath: $0)
        }

    /// Whether the shell is installed.
    public static var isAvailable: Bool { shell != nil }

    /// The lock was not taken.
    public struct Failure: Error {}

    /// Returns once the other process has the lock.
    public init(_ database: String) throws {
        guard let path = Self.shell else { throw Failure() }
        let output = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = ["-batch", database]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data("BEGIN IMMEDIATE;\nSELECT 'held';\n".utf8))
        guard output.fileHandleForReading.availableData == Data("held\n".utf8) else { throw Failure() }
    }

    /// Lets go, and returns once that is done.
    public func release() {
        try? input.fileHandleForWriting.write(contentsOf: Data("COMMIT;\n".utf8))
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    deinit { if process.isRunning { process.terminate() } }
}
