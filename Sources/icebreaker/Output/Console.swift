import Foundation

/// What the commands say.
enum Console {
    /// Prints a result on standard output.
    /// - Throws: ``OutputError`` when it cannot be written, as on a full disk.
    static func result(_ text: String) throws { try result(Data((text + "\n").utf8)) }

    /// Writes a result's bytes on standard output.
    /// - Throws: ``OutputError`` when they cannot be written, as on a full disk.
    static func result(_ data: Data) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: data)
        } catch {
            throw OutputError()
        }
    }

    /// All that standard input holds.
    static func input() throws -> Data { try FileHandle.standardInput.readToEnd() ?? Data() }

    /// Says something on standard error, unless quiet.
    static func note(_ text: String, quiet: Bool) {
        guard !quiet else { return }
        say(text + "\n")
    }

    /// Says on standard error what looks wrong, also when quiet.
    static func warning(_ text: String) { say("Warning: \(text)\n") }

    /// Writes on standard error; what cannot be written there is lost and stops nothing.
    static func say(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}

/// Standard output cannot be written to.
struct OutputError: Error, CustomStringConvertible {
    var description: String {
        "the result cannot be written to standard output; free some space on its disk, or send it elsewhere"
    }
}
