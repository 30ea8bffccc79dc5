internal import GRDB

/// A rule that stored data must follow was broken; gets its file where the workspace catches it.
struct InvalidData: Error {
    var problem: String
}

extension WorkspaceError {
    /// The workspace's error for whatever a database operation threw; errors of others pass unchanged.
    static func translated(_ error: any Error, file: String, busyTimeout: Double) -> any Error {
        if let error = error as? InvalidData { return WorkspaceError.invalid(file: file, problem: error.problem) }
        guard let error = error as? DatabaseError else { return error }
        let detail = error.message ?? error.resultCode.description
        switch error.extendedResultCode {
        case .SQLITE_FULL, .SQLITE_IOERR_SHMSIZE: return WorkspaceError.diskFull(file: file)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return WorkspaceError.locked(file: file, seconds: busyTimeout)
        case .SQLITE_READONLY: return WorkspaceError.readOnly(file: file)
        case .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN: return WorkspaceError.noPermission(file: file)
        case .SQLITE_NOTADB: return WorkspaceError.notADatabase(file: file)
        case .SQLITE_CORRUPT: return WorkspaceError.corrupt(file: file, detail: detail)
        case .SQLITE_CONSTRAINT: return WorkspaceError.invalid(file: file, problem: "a row was refused: \(detail)")
        default: return WorkspaceError.failed(file: file, detail: detail)
        }
    }
}
