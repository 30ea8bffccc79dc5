import Foundation

/// What the commands say.
enum Console {
    /// Prints a result on standard output.
    static func result(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    /// All that standard input holds.
    static func input() throws -> Data { try FileHandle.standardInput.readToEnd() ?? Data() }

    /// Says something on standard error, unless quiet.
    static func note(_ text: String, quiet: Bool) {
        guard !quiet else { return }
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
