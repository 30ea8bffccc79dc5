import Foundation

/// A folder that is removed when the test is over.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = URL(filePath: NSTemporaryDirectory()).appending(path: "icebreaker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a file in the folder.
    func path(_ name: String = "w.sqlite") -> String { url.appending(path: name).path(percentEncoded: false) }

    /// The names of the files in the folder.
    var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: url.path(percentEncoded: false)).sorted()
        }
    }

    /// The bytes of a file in the folder.
    func bytes(_ name: String = "w.sqlite") throws -> Data { try Data(contentsOf: url.appending(path: name)) }
}
