import Foundation

/// The files of an open workspace as they were when it was opened, which tells when others have taken their
/// places.
///
/// SQLite goes on with the files that it opened, whatever their names come to mean, and finds its write-ahead
/// log by the name of the database. So what is written after a backup was moved over an open workspace goes
/// into a file without a name, and whoever opens the backup finds beside it the log of another file ("How To
/// Corrupt An SQLite Database File", sections 1.2 and 1.4, sqlite.org/howtocorrupt.html).
///
/// A file that is written over in place (`cp`) stays the same file, and is not noticed.
struct OpenedFile: Sendable {
    /// What has happened to the files.
    enum Change: Sendable, Equatable {
        /// The path leads to no file.
        case gone
        /// The path leads to another file.
        case replaced
        /// The write-ahead log, or its index, is not the one in use.
        case logReplaced
    }

    /// Which file a path leads to, over symbolic links.
    struct Identity: Sendable, Equatable {
        private let device: UInt64
        private let number: UInt64

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            (device, number) = (UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino))
        }
    }

    private let path: String
    /// The path without symbolic links, by which SQLite names the log.
    let resolved: String
    private let main: Identity
    private let log, index: Identity?

    private static let logSuffix = "-wal"
    private static let indexSuffix = "-shm"

    /// Notes the files of a database that SQLite holds open, in WAL mode and after a first transaction.
    /// - Returns: nil where the path leads to no file any more.
    init?(_ path: String) {
        guard let resolved = Self.resolved(path), let main = Identity(resolved) else { return nil }
        (self.path, self.resolved, self.main) = (path, resolved, main)
        (log, index) = (Identity(resolved + Self.logSuffix), Identity(resolved + Self.indexSuffix))
    }

    /// What has happened to the files since; nil where nothing has.
    var change: Change? {
        guard let now = Self.resolved(path), let found = Identity(now) else { return .gone }
        guard now == resolved, found == main else { return .replaced }
        let isSame =
            Identity(resolved + Self.logSuffix) == log && Identity(resolved + Self.indexSuffix) == index
        return isSame ? nil : .logReplaced
    }

    /// Whether no name leads to the database any more, so that it ends with the process.
    ///
    /// The file is looked for among the open ones and not opened: closing it would drop the locks that SQLite
    /// holds (sqlite.org/howtocorrupt.html, section 2.2). Where these cannot be listed, it is taken for one
    /// that ends.
    var isWithoutName: Bool {
        let open = "/proc/self/fd"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: open)) ?? [] {
            let link = "\(open)/\(name)"
            guard Identity(link) == main else { continue }
            var status = stat()
            return stat(link, &status) != 0 || status.st_nlink == 0
        }
        return true
    }

    /// Removes the log and its index where they are still those of the database that was opened, so that the
    /// file that has taken its place does not meet them. They must have been emptied before.
    func removeLog() {
        for (suffix, known) in [(Self.logSuffix, log), (Self.indexSuffix, index)] where known != nil {
            if Identity(resolved + suffix) == known { unlink(resolved + suffix) }
        }
    }

    private static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
