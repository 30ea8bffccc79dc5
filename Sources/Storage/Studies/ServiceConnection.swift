import Foundation
internal import GRDB
import Synchronization

/// A workspace's file, opened for a service that many use at once: reads go on beside one writer.
///
/// Every change is on the disk when the call returns, and what is deleted is overwritten with zeros. A change
/// waits while another process writes, without holding up the others that wait. Nothing is read or written
/// where the path leads to another file than the one that was opened.
final class ServiceConnection: Sendable {
    /// The path as it was given, for messages.
    let path: String
    /// For how many seconds a change waits for another process that is writing.
    private let busyTimeout: Double
    private let isReadOnly: Bool
    private let pool: any DatabaseWriter
    /// The files as they were opened; nil for reading, which loses nothing where they change.
    private let files: OpenedFile?
    /// Where what was stored went when the file was replaced or deleted.
    private let rescued = Mutex<Rescue?>(nil)
    private let isEnding = Atomic<Bool>(false)

    /// What was done about files that changed.
    private struct Rescue {
        let change: OpenedFile.Change
        /// The copy of what was stored, where one was needed.
        let copy: String?
    }

    /// How long a change that found the file locked waits before it tries again: longer each time, so that
    /// many that wait do not keep the processor busy.
    private static func pause(after attempts: Int) -> Duration {
        .milliseconds(min(10 << min(attempts, 10), 250))
    }

    /// Checks the file, brings its schema up to date and opens it.
    /// - Parameters:
    ///   - path: the file.
    ///   - access: what for; a workspace that nobody may write to can still be read.
    ///   - busyTimeout: how many seconds to wait for another process that is writing.
    /// - Throws: `WorkspaceError`.
    init(_ path: String, for access: Workspace.Access, busyTimeout: Double) throws {
        let file = WorkspaceFile(path)
        (self.path, self.busyTimeout, isReadOnly) = (file.name, busyTimeout, access == .reading)
        try file.check(for: access)
        pool = try Self.translating(file.name, busyTimeout) {
            guard access != .reading else {
                return try Connection.open(file, for: access, busyTimeout: busyTimeout)
            }
            try Connection.open(file, for: .writing, busyTimeout: busyTimeout).close()
            var configuration = Configuration()
            configuration.busyMode = .timeout(busyTimeout)
            configuration.label = "studies"
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
            let pool = try DatabasePool(path: file.path, configuration: configuration)
            try pool.writeWithoutTransaction { database in
                // Opening a pool sets NORMAL, with which the last commits before a power cut could be lost.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                // SQLite would wait on the one thread that writes; `write` waits without it.
                try database.execute(sql: "PRAGMA busy_timeout = 0")
            }
            return pool
        }
        files = access == .reading ? nil : OpenedFile(file.path)
        guard access == .reading || files != nil else { throw WorkspaceError.missing(file: file.name) }
    }

    /// Runs queries that see one state of the file.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try Self.translating(path, busyTimeout) {
            try requireFiles()
            let result = try pool.read(body)
            try requireFiles()
            return result
        }
    }

    /// Runs queries that see one state of the file.
    func read<Result: Sendable>(_ body: @escaping @Sendable (Database) throws -> Result) async throws
        -> Result
    {
        do {
            try requireFiles()
            let result = try await pool.read(body)
            try requireFiles()
            return result
        } catch { throw Self.translated(error, path, busyTimeout) }
    }

    /// Runs a change as one transaction, once; it may begin several times while another process writes.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try requireWritable()
        let deadline = ContinuousClock.now + .seconds(busyTimeout)
        return try Self.translating(path, busyTimeout) {
            var attempts = 0
            while true {
                try requireFiles()
                do {
                    let result = try pool.write { database in
                        try requireFiles()
                        return try body(database)
                    }
                    try requireFiles()
                    return result
                } catch let error as DatabaseError
                    where error.resultCode == .SQLITE_BUSY && mayWait(until: deadline)
                {
                    Thread.sleep(forTimeInterval: Self.pause(after: attempts) / .seconds(1))
                    attempts += 1
                }
            }
        }
    }

    /// Runs a change as one transaction, once; it may begin several times while another process writes.
    func write<Result: Sendable>(_ body: @escaping @Sendable (Database) throws -> Result) async throws
        -> Result
    {
        try requireWritable()
        let deadline = ContinuousClock.now + .seconds(busyTimeout)
        do {
            var attempts = 0
            while true {
                try requireFiles()
                do {
                    let result = try await pool.write { [self] database in
                        try requireFiles()
                        return try body(database)
                    }
                    // What went into a file that was replaced meanwhile is not acknowledged.
                    try requireFiles()
                    return result
                } catch let error as DatabaseError
                    where error.resultCode == .SQLITE_BUSY && mayWait(until: deadline)
                {
                    try await Task.sleep(for: Self.pause(after: attempts))
                    attempts += 1
                }
            }
        } catch { throw Self.translated(error, path, busyTimeout) }
    }

    /// Lets no change wait any longer for another process, since the service ends.
    func endWaits() { isEnding.store(true, ordering: .relaxed) }

    private func mayWait(until deadline: ContinuousClock.Instant) -> Bool {
        ContinuousClock.now < deadline && !isEnding.load(ordering: .relaxed)
    }

    private func requireWritable() throws {
        guard isReadOnly else { return }
        throw WorkspaceError.invalid(
            file: path, problem: "this workspace was opened for reading and cannot be changed")
    }

    /// Empties the journal, which still holds the pages from before a deletion; a reader of another process
    /// can keep it from that until the next time.
    func emptyJournal() async {
        _ = try? await pool.writeWithoutTransaction { [self] database in
            try requireFiles()
            try waiting(database) { try $0.checkpoint(.truncate) }
        }
    }

    /// Writes the whole file anew (`VACUUM`) and empties the journal.
    ///
    /// SQLite overwrites what it deletes, but not the copies of rows that it left behind when it split a page
    /// before.
    func rewrite() async throws {
        do {
            _ = try await pool.barrierWriteWithoutTransaction { [self] database in
                try requireFiles()
                return try waiting(database) { database in
                    try database.execute(sql: "VACUUM")
                    return try database.checkpoint(.truncate)
                }
            }
        } catch { throw Self.translated(error, path, busyTimeout) }
    }

    /// Writes what the file already says of itself, to see whether it can be written to.
    func tryToWrite() throws {
        try write { database in
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            try database.execute(sql: "PRAGMA user_version = \(version)")
        }
    }

    /// Lets SQLite itself wait for other processes, on the thread that writes.
    private func waiting<Result>(_ database: Database, _ body: (Database) throws -> Result) throws -> Result {
        try database.execute(sql: "PRAGMA busy_timeout = \(Int(min(busyTimeout, 5) * 1000))")
        defer { try? database.execute(sql: "PRAGMA busy_timeout = 0") }
        return try body(database)
    }

    private static func translating<Result>(
        _ file: String, _ busyTimeout: Double, _ body: () throws -> Result
    ) throws -> Result {
        do { return try body() } catch { throw translated(error, file, busyTimeout) }
    }

    private static func translated(_ error: any Error, _ file: String, _ busyTimeout: Double) -> any Error {
        switch error {
        case is StudyError, is CancellationError: error
        default: WorkspaceError.translated(error, file: file, busyTimeout: busyTimeout)
        }
    }
}

// MARK: The files

extension ServiceConnection {
    /// Refuses to go on where the files are not those that were opened.
    private func requireFiles() throws {
        if let change = files?.change { throw error(change) }
    }

    private func error(_ change: OpenedFile.Change) -> WorkspaceError {
        let copy = rescued.withLock { $0?.copy }
        return switch change {
        case .gone: .gone(file: path, copy: copy)
        case .replaced: .replaced(file: path, copy: copy)
        case .logReplaced: .logReplaced(file: path)
        }
    }

    /// Looks whether the files are still those that were opened. Where they are not, sees to it once that
    /// nothing that was stored is lost when the process ends: all of it goes from the log into the database
    /// and, where no name leads to that any more, into a copy beside it; a file that has taken its place is
    /// kept from meeting the log.
    /// - Parameter now: the time by which a copy is named.
    /// - Throws: `WorkspaceError`.
    func checkFiles(now: Date) throws {
        guard let files, let change = files.change else { return rescued.withLock { $0 = nil } }
        // A reader that was opened meanwhile may have opened the other file.
        (pool as? DatabasePool)?.invalidateReadOnlyConnections()
        if rescued.withLock({ $0?.change }) != change {
            let before = rescued.withLock { $0?.copy }
            let copy = try Self.translating(path, busyTimeout) {
                try before ?? rescue(change, of: files, now: now)
            }
            rescued.withLock { $0 = Rescue(change: change, copy: copy) }
        }
        throw error(change)
    }

    /// - Returns: the copy, where one was made.
    private func rescue(_ change: OpenedFile.Change, of files: OpenedFile, now: Date) throws -> String? {
        try pool.writeWithoutTransaction { database in
            try waiting(database) { database in
                _ = try database.checkpoint(.truncate)
                guard change != .logReplaced else { return nil }
                let copy = files.isWithoutName ? try copied(database, of: files, now: now) : nil
                if change == .replaced { files.removeLog() }
                return copy
            }
        }
    }

    /// Writes the whole database into a new file that its owner alone may read.
    private func copied(_ database: Database, of files: OpenedFile, now: Date) throws -> String {
        let time = Timestamp.text(now).replacing(":", with: "").replacing("-", with: "")
        let copy = "\(files.resolved).rescued-\(time)"
        let descriptor = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw WorkspaceError.failed(file: copy, detail: String(cString: strerror(errno)))
        }
        close(descriptor)
        do {
            try database.execute(sql: "VACUUM INTO ?", arguments: [copy])
        } catch {
            unlink(copy)
            throw error
        }
        return copy
    }
}
