import Foundation

/// Files as a worker reads them.
package enum InputFile {
    /// All bytes of a file.
    /// - Throws: ``ShardError`` when it cannot be read.
    package static func read(_ path: String) throws(ShardError) -> Data {
        do { return try Data(contentsOf: URL(filePath: path)) } catch {
            throw ShardError(
                file: path, problem: "the file cannot be read", fix: "check its path and permissions")
        }
    }

    /// Whether a path is a file, which can be read more than once; true also where there is nothing, which
    /// reading says better.
    static func isRegular(_ path: String) -> Bool {
        let type = try? URL(filePath: path).resolvingSymlinksInPath().resourceValues(forKeys: [
            .isRegularFileKey
        ])
        return type?.isRegularFile ?? true
    }
}
