import Foundation

/// A folder for one test, which removes it when it is done.
struct TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "icebreaker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// Copies the contents alone: a copy of the owners, too, would fail for whoever does not own the
    /// checkout.
    init(copying source: URL) throws {
        try self.init()
        for path in try FileManager.default.subpathsOfDirectory(atPath: source.path) {
            guard let data = try? Data(contentsOf: source.appending(path: path)) else { continue }
            let file = url.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: file)
        }
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: url.appending(path: name))
    }

    func remove() { try? FileManager.default.removeItem(at: url) }
}
