import Foundation
internal import GRDB

/// How a workspace's file is opened.
enum Connection {
    /// Opens the file, refuses what is not a workspace, and brings its schema up to date.
    static func open(_ file: WorkspaceFile, for access: Workspace.Access, busyTimeout: Double) throws
        -> DatabaseQueue
    {
        var queue = try connect(file, for: access, busyTimeout: busyTimeout)
        var version = try schemaVersion(of: queue, file: file)
        if access == .reading, version < Schema.version, file.isWritable, version > 0 {
            try queue.close()
            try open(file, for: .writing, busyTimeout: busyTimeout).close()
            queue = try connect(file, for: access, busyTimeout: busyTimeout)
            version = try schemaVersion(of: queue, file: file)
        }
        if access == .reading {
            guard version > 0 else { throw WorkspaceError.noDataset(file: file.name) }
            guard version == Schema.version else { throw WorkspaceError.readOnly(file: file.name) }
        } else {
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try Schema.migrate(queue)
        }
        return queue
    }

    /// The number of migrations that the file has; 0 for a database without tables.
    private static func schemaVersion(of queue: DatabaseQueue, file: WorkspaceFile) throws -> Int {
        try queue.read { database in
            let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
            if application == 0, version == 0, tables == 0 { return 0 }
            guard application == Schema.applicationID else {
                throw WorkspaceError.otherProgram(file: file.name)
            }
            guard try Schema.isReleased(database) else { throw WorkspaceError.beforeRelease(file: file.name) }
            guard version <= Schema.version else {
                throw WorkspaceError.newerSchema(file: file.name, found: version, supported: Schema.version)
            }
            return version
        }
    }

    private static func connect(
        _ file: WorkspaceFile, for access: Workspace.Access, busyTimeout: Double
    ) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.label = "workspace"
        let way = ReadOnlyAccess(file, for: access)
        configuration.readonly = way != nil
        configuration.prepareDatabase { database in
            // Before the journal is looked at, so that its index is kept in memory rather than in a `-shm`
            // file.
            if way == .journal { try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
            // FULL: what was committed is on the disk, also after a power cut. In WAL mode that is one sync a
            // commit.
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384")
        }
        return try DatabaseQueue(path: way?.location(of: file) ?? file.path, configuration: configuration)
    }
}
