import Foundation

/// SQLite's own command line, as an analyst uses it.
enum SQLiteShell {
    static let path = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3", "/opt/homebrew/bin/sqlite3"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    struct Failure: Error {
        var message: String
    }

    /// What the shell prints.
    static func run(_ database: String, _ sql: String) throws -> String {
        let process = Process()
        guard let path else { throw Failure(message: "sqlite3 is not installed") }
        process.executableURL = URL(filePath: path)
        process.arguments = ["-bail", database, sql]
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0, message.isEmpty else { throw Failure(message: message) }
        return text
    }
}
