import Foundation
internal import GRDB

/// How a workspace's file is opened.
enum Connection {
    /// Opens the file, refuses what is not a workspace, and brings its schema up to date.
    static func open(_ file: WorkspaceFile, for access: Workspace.Access, busyTimeout: Double) throws -> DatabaseQueue {
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
            guard application == Schema.applicationID else { throw WorkspaceError.otherProgram(file: file.name) }
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
        configuration.readonly = access == .reading && !file.isWritable
        configuration.prepareDatabase { database in
            // FULL: what was committed is on the disk, also after a power cut. In WAL mode that is one sync a commit.
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384")
        }
        return try DatabaseQueue(path: location(of: file, for: access), configuration: configuration)
    }

    /// The path, or a URI that tells SQLite not to look for `-wal` and `-shm` files where it could not make them.
    ///
    /// A workspace that can be written to is opened for writing also when it is only read: a read-only connection
    /// leaves empty `-wal` and `-shm` files behind, a writable one removes them.
    private static func location(of file: WorkspaceFile, for access: Workspace.Access) -> String {
        guard access == .reading, !file.isWritable, !file.hasPendingWrites else { return file.path }
        var unreserved = CharacterSet.alphanumerics
        unreserved.insert(charactersIn: "/-._~")
        guard let escaped = file.path.addingPercentEncoding(withAllowedCharacters: unreserved) else { return file.path }
        return "file://\(escaped)?immutable=1"
    }
}
