import Foundation
internal import GRDB

/// A workspace's file, opened for a service that many use at once: reads go on beside one writer.
///
/// Every change is on the disk when the call returns, and what is deleted is overwritten with zeros.
final class ServiceConnection: Sendable {
    /// The path as it was given, for messages.
    let path: String
    private let busyTimeout: Double
    private let isReadOnly: Bool
    private let pool: any DatabaseWriter

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
            guard access != .reading else { return try Connection.open(file, for: access, busyTimeout: busyTimeout) }
            try Connection.open(file, for: .writing, busyTimeout: busyTimeout).close()
            var configuration = Configuration()
            configuration.busyMode = .timeout(busyTimeout)
            configuration.label = "studies"
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
            let pool = try DatabasePool(path: file.path, configuration: configuration)
            // Opening a pool sets NORMAL, with which the last commits before a power cut could be lost.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return pool
        }
    }

    /// Runs queries that see one state of the file.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try Self.translating(path, busyTimeout) { try pool.read(body) }
    }

    /// Runs queries that see one state of the file.
    func read<Result: Sendable>(_ body: @escaping @Sendable (Database) throws -> Result) async throws -> Result {
        do { return try await pool.read(body) } catch { throw Self.translated(error, path, busyTimeout) }
    }

    /// Runs a change as one transaction.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try requireWritable()
        return try Self.translating(path, busyTimeout) { try pool.write(body) }
    }

    /// Runs a change as one transaction.
    func write<Result: Sendable>(_ body: @escaping @Sendable (Database) throws -> Result) async throws -> Result {
        try requireWritable()
        do { return try await pool.write(body) } catch { throw Self.translated(error, path, busyTimeout) }
    }

    private func requireWritable() throws {
        guard isReadOnly else { return }
        throw WorkspaceError.invalid(file: path, problem: "this workspace was opened for reading and cannot be changed")
    }

    /// Empties the journal, which still holds the pages from before a deletion; a reader of another process can keep it from
    /// that until the next time.
    func emptyJournal() async {
        _ = try? await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }

    /// Writes the whole file anew (`VACUUM`) and empties the journal.
    ///
    /// SQLite overwrites what it deletes, but not the copies of rows that it left behind when it split a page before.
    func rewrite() async throws {
        do {
            try await pool.vacuum()
            _ = try await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch { throw Self.translated(error, path, busyTimeout) }
    }

    private static func translating<Result>(_ file: String, _ busyTimeout: Double, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch { throw translated(error, file, busyTimeout) }
    }

    private static func translated(_ error: any Error, _ file: String, _ busyTimeout: Double) -> any Error {
        switch error {
        case is StudyError, is CancellationError: error
        default: WorkspaceError.translated(error, file: file, busyTimeout: busyTimeout)
        }
    }
}
