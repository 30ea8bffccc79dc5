import Foundation

/// The file that a result is written to before it takes its place: `.NAME.XXXXXXXXXXXXXXXX.part` beside the
/// target.
///
/// Its writer holds a lock of it (`flock`), which ends with the process however that ends. So a part without
/// a lock is one that a killed process has left, and the next write to the same target removes it.
package enum ResultPart {
    /// Writes bytes, on the disk before they take the place of the target.
    /// - Parameters:
    ///   - target: the path of the file.
    ///   - permissions: those of the file that is replaced; by default what the process gives to new files.
    package static func write(_ data: Data, to target: String, permissions: mode_t?) throws {
        removeLeft(of: target)
        let (path, handle) = try open(for: target)
        do {
            if let permissions { _ = fchmod(handle.fileDescriptor, permissions) }
            try handle.write(contentsOf: data)
            try handle.synchronize()
            guard rename(path, target) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            unlink(path)
            throw error
        }
    }

    /// A new part, locked.
    private static func open(for target: String) throws -> (path: String, handle: FileHandle) {
        let (folder, prefix) = place(of: target)
        while true {
            let number = String(UInt64.random(in: .min ... .max), radix: 16)
            let path = folder + prefix + String(repeating: "0", count: 16 - number.count) + number + suffix
            let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else {
                guard errno == EEXIST else { throw CocoaError(.fileWriteUnknown) }
                continue
            }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            // Between the two calls another process may take it for one that was left, and remove it.
            var status = stat()
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &status) == 0,
                status.st_nlink > 0
            else {
                unlink(path)
                continue
            }
            return (path, handle)
        }
    }

    /// Removes the parts of a target that no process holds any more.
    private static func removeLeft(of target: String) {
        let (folder, prefix) = place(of: target)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            guard name.hasPrefix(prefix), name.hasSuffix(suffix),
                isNumber(name.dropFirst(prefix.count).dropLast(suffix.count))
            else { continue }
            let descriptor = Foundation.open(folder + name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(folder + name) }
            close(descriptor)
        }
    }

    private static let suffix = ".part"

    private static func isNumber(_ text: Substring) -> Bool {
        text.utf8.count == 16 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    private static func place(of target: String) -> (folder: String, prefix: String) {
        let url = URL(filePath: target)
        return (url.deletingLastPathComponent().path(percentEncoded: false), ".\(url.lastPathComponent).")
    }
}
