import Foundation
internal import GRDB

/// One SQLite file that holds a dataset and everything derived from it.
///
/// Every change is one transaction: it happens as a whole or not at all, also when the process is killed. The
/// tables are described in `docs/schema.md`, and any SQLite client may read them at the same time.
package final class Workspace: Sendable {
    /// What a workspace is opened for.
    package enum Access: Sendable {
        /// Nothing is written; the file must exist.
        case reading
        /// The file must exist.
        case writing
        /// The file is made if there is none.
        case creating
    }

    /// The path as it was given, for messages.
    package let path: String
    /// How many seconds to wait for another process that is writing.
    package let busyTimeout: Double
    private let access: Access
    private let queue: DatabaseQueue

    /// Opens a workspace.
    /// - Parameters:
    ///   - path: the file.
    ///   - access: what for. Reading leaves the file as it is, except that a file of an older version gets
    ///     the tables that it lacks.
    ///   - busyTimeout: how many seconds to wait for another process that is writing.
    /// - Throws: `WorkspaceError`.
    package convenience init(_ path: String, for access: Access, busyTimeout: Double = 5) throws {
        try self.init(WorkspaceFile(path), for: access, busyTimeout: busyTimeout)
    }

    private init(_ file: WorkspaceFile, for access: Access, busyTimeout: Double) throws {
        path = file.name
        (self.access, self.busyTimeout) = (access, busyTimeout)
        try file.check(for: access)
        do {
            queue = try Connection.open(file, for: access, busyTimeout: busyTimeout)
        } catch {
            throw WorkspaceError.translated(error, file: file.name, busyTimeout: busyTimeout)
        }
    }

    /// Opens a workspace, or makes it, and does something with it; a file that this call made does not
    /// outlive a failure.
    ///
    /// Two processes that do so at once do it one after the other, so that neither removes what the other
    /// made.
    /// - Parameters:
    ///   - path: the file.
    ///   - busyTimeout: how many seconds to wait for another process that is writing.
    ///   - body: what to do.
    /// - Throws: `WorkspaceError`, and whatever `body` throws.
    package static func creating<Result>(
        _ path: String, busyTimeout: Double = 5, _ body: (Workspace) throws -> Result
    ) throws -> Result {
        let file = WorkspaceFile(path)
        try file.check(for: .creating)
        let claim = try WorkspaceClaim(file, busyTimeout: busyTimeout)
        defer { claim.release() }
        do {
            let workspace = try Workspace(file, for: .creating, busyTimeout: busyTimeout)
            let result = Swift.Result { try body(workspace) }
            workspace.close()
            return try result.get()
        } catch {
            if claim.isNew { file.remove() }
            throw error
        }
    }

    /// Closes the file; later calls fail.
    package func close() { try? queue.close() }

    /// Runs a query.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try translating { try queue.read(body) }
    }

    /// Runs a change as one transaction that is on the disk when this returns.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try change { try $0.transaction(body) }
    }

    /// Runs a change as one transaction without checking foreign keys row by row: they are checked before the
    /// commit.
    ///
    /// Faster for a million rows; `ON DELETE CASCADE` has no effect meanwhile. The users and items of
    /// `interaction` are not checked again: whoever writes ratings in bulk has looked that their positions
    /// are those of users and items that it writes, too.
    func writeInBulk<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try change { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            defer { try? database.execute(sql: "PRAGMA foreign_keys = ON") }
            return try database.transaction {
                let result = try body($0)
                try $0.checkReferences()
                return result
            }
        }
    }

    private func change<Result>(_ body: (Database) throws -> Result) throws -> Result {
        guard access != .reading else {
            throw WorkspaceError.invalid(
                file: path, problem: "this workspace was opened for reading and cannot be changed")
        }
        return try translating { try queue.writeWithoutTransaction(body) }
    }

    private func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw WorkspaceError.translated(error, file: path, busyTimeout: busyTimeout)
        }
    }
}

extension Database {
    /// Checks the foreign keys of all tables but the largest.
    fileprivate func checkReferences() throws {
        let tables = try String.fetchAll(
            self,
            sql:
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'interaction'"
        )
        for table in tables { try checkForeignKeys(in: table) }
    }

    /// Runs a change in a transaction that is rolled back when the change, or its commit, fails.
    fileprivate func transaction<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try beginTransaction(.immediate)
        do {
            let result = try body(self)
            try commit()
            return result
        } catch {
            if isInsideTransaction { try? rollback() }
            throw error
        }
    }
}
