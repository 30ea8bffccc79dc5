internal import GRDB

/// A rule that stored data must follow was broken; gets its file where the workspace catches it.
struct InvalidData: Error {
    var problem: String
}

extension WorkspaceError {
    /// The workspace's error for whatever a database operation threw.
    static func translated(_ error: any Error, file: String, busyTimeout: Double) -> WorkspaceError {
        switch error {
        case let error as WorkspaceError: error
        case let error as InvalidData: .invalid(file: file, problem: error.problem)
        case let error as DamagedData: .corrupt(file: file, detail: error.problem)
        case let error as DatabaseError: translated(error, file: file, busyTimeout: busyTimeout)
        // GRDB and JSON could not decode a value, which the rules of the tables should have prevented.
        default: .corrupt(file: file, detail: "a value has the wrong type")
        }
    }

    private static func translated(_ error: DatabaseError, file: String, busyTimeout: Double) -> WorkspaceError {
        let detail = error.message ?? error.resultCode.description
        switch error.extendedResultCode {
        case .SQLITE_FULL, .SQLITE_IOERR_SHMSIZE: return .diskFull(file: file)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked(file: file, seconds: busyTimeout)
        case .SQLITE_READONLY: return .readOnly(file: file)
        case .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN: return .noPermission(file: file)
        case .SQLITE_NOTADB: return .notADatabase(file: file)
        case .SQLITE_CORRUPT: return .corrupt(file: file, detail: detail)
        case .SQLITE_CONSTRAINT: return .invalid(file: file, problem: "a row was refused: \(detail)")
        default: return .failed(file: file, detail: detail)
        }
    }
}
