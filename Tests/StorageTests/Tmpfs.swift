import Foundation

/// A small file system in memory, for tests that fill a disk or forbid writing; only root may mount one.
final class Tmpfs {
    let path: String

    /// Whether one can be mounted here.
    static let isAvailable = (try? Tmpfs(kilobytes: 64)) != nil

    init(kilobytes: Int) throws {
        path = URL(filePath: NSTemporaryDirectory()).appending(path: "icebreaker-\(UUID().uuidString)").path(
            percentEncoded: false)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard Self.run(["mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "none", path]) else {
            try FileManager.default.removeItem(atPath: path)
            throw CocoaError(.fileWriteNoPermission)
        }
    }

    deinit {
        _ = Self.run(["umount", "-l", path])
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Lets nobody write to it any more.
    func makeReadOnly() -> Bool { Self.run(["mount", "-o", "remount,ro", path]) }

    /// The names of its files.
    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }

    private static func run(_ command: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
