import Foundation

/// Files as a worker reads them.
package enum InputFile {
    /// All bytes of a file.
    /// - Throws: ``ShardError`` when it cannot be read.
    package static func read(_ path: String) throws(ShardError) -> Data {
        do { return try Data(contentsOf: URL(filePath: path)) } catch {
            throw ShardError(file: path, problem: "the file cannot be read", mend: "check its path and permissions")
        }
    }
}
