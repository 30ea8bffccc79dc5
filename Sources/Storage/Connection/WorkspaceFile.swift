import Foundation

/// What the file system says of a workspace's path, before SQLite is asked.
struct WorkspaceFile {
    /// The path as the user gave it, for messages.
    let name: String
    /// The absolute path, which SQLite cannot mistake for a URI or for `:memory:`.
    let path: String

    init(_ name: String) {
        self.name = name
        path = URL(filePath: name).standardizedFileURL.path(percentEncoded: false)
    }

    /// The folder of the file.
    var folder: String { URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false) }

    /// Whether the file is there.
    var exists: Bool { Self.allows(path, F_OK) }

    /// Whether SQLite can write to the file and keep its `-wal` and `-shm` files beside it.
    var isWritable: Bool { Self.allows(path, W_OK) && Self.allows(folder, W_OK) }

    /// Whether writes are pending in a `-wal` file.
    var hasPendingWrites: Bool { (Self.size(of: path + "-wal") ?? 0) > 0 }

    /// Whether a `-wal` file and its index are there, as while a process has the workspace open.
    var hasJournalIndex: Bool { Self.allows(path + "-wal", R_OK) && Self.allows(path + "-shm", R_OK) }

    /// Throws what makes it pointless to ask SQLite.
    func check(for access: Workspace.Access) throws {
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
            throw WorkspaceError.isFolder(file: name)
        }
        if exists {
            guard Self.allows(path, R_OK) else { throw WorkspaceError.noPermission(file: name) }
            guard access == .reading || isWritable else { throw WorkspaceError.readOnly(file: name) }
            return
        }
        guard errno != ENOTDIR else { throw WorkspaceError.missingFolder(file: name) }
        guard errno != EACCES else { throw WorkspaceError.noPermission(file: name) }
        guard access == .creating else { throw WorkspaceError.missing(file: name) }
        guard Self.allows(folder, F_OK) else { throw WorkspaceError.missingFolder(file: name) }
        guard Self.allows(folder, W_OK) else {
            throw errno == EROFS
                ? WorkspaceError.readOnly(file: name) : WorkspaceError.noPermission(file: name)
        }
    }

    /// Removes the file and what SQLite keeps beside it.
    func remove() {
        for suffix in ["-wal", "-shm", "-journal", ""] { unlink(path + suffix) }
    }

    private static func allows(_ path: String, _ mode: Int32) -> Bool { access(path, mode) == 0 }

    private static func size(of path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }
}
