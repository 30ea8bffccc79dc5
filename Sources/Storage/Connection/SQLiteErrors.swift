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

    private static func translated(_ error: DatabaseError, file: String, busyTimeout: Double)
        -> WorkspaceError
    {
        let detail = error.message ?? error.resultCode.description
        switch error.extendedResultCode {
        case .SQLITE_FULL, .SQLITE_IOERR_SHMSIZE: return .diskFull(file: file)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked(file: file, seconds: busyTimeout)
        case .SQLITE_READONLY: return .readOnly(file: file)
        case .SQLITE_CANTOPEN:
            return OpenFiles.areExhausted ? .tooManyOpenFiles(file: file) : .noPermission(file: file)
        case .SQLITE_PERM, .SQLITE_AUTH: return .noPermission(file: file)
        case .SQLITE_NOTADB: return .notADatabase(file: file)
        case .SQLITE_CORRUPT: return .corrupt(file: file, detail: detail)
        case .SQLITE_CONSTRAINT:
            return .invalid(file: file, problem: brokenRule(error.extendedResultCode, detail))
        case .SQLITE_IOERR where OpenFiles.areExhausted: return .tooManyOpenFiles(file: file)
        default: return .failed(file: file, detail: detail)
        }
    }

    /// A rule of the tables that a change broke, in words. What people can break is checked before and has
    /// messages of its own; what is left comes of another process that was faster, of a figure that is no
    /// number, or of a fault in this program.
    private static func brokenRule(_ code: ResultCode, _ detail: String) -> String {
        switch code {
        case .SQLITE_CONSTRAINT_TRIGGER: detail
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY:
            "the same was stored by another process meanwhile (\(place(detail))); run the command again"
        // A row that is not there has no number either.
        case .SQLITE_CONSTRAINT_FOREIGNKEY,
            .SQLITE_CONSTRAINT_NOTNULL where place(detail).hasSuffix("_index"):
            "what this rests on was deleted by another process meanwhile; run the command again"
        case .SQLITE_CONSTRAINT_NOTNULL, .SQLITE_CONSTRAINT_CHECK:
            "a result cannot be stored, since a figure of it is no number or outside its range (\(place(detail))); please report "
                + "this with the command"
        default:
            "a result breaks a rule of the tables (\(place(detail))); please report this with the command"
        }
    }

    /// What is after the colon of SQLite's message: the column or the rule.
    private static func place(_ detail: String) -> String {
        detail.split(separator: ": ", maxSplits: 1).last.map { String($0) } ?? detail
    }
}
