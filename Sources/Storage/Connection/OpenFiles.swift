import Foundation

/// Whether this process may open more files.
///
/// SQLite says of any failure to open a file that it cannot open it, and by the time it is asked why, it has
/// closed what it had opened: so that many descriptors as a connection takes are tried.
enum OpenFiles {
    /// A database, its `-wal`, its `-shm` and its folder.
    private static let neededByConnection = 4

    static var areExhausted: Bool {
        var opened: [Int32] = []
        defer { opened.forEach { close($0) } }
        for _ in 0..<neededByConnection {
            let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return errno == EMFILE || errno == ENFILE }
            opened.append(descriptor)
        }
        return false
    }
}
