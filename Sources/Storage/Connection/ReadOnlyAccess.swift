import Foundation

/// How a workspace is read where it cannot be written to: SQLite keeps an index of its journal in a `-shm`
/// file, which it could not make there.
///
/// A workspace that can be written to is opened for writing also when it is only read: a read-only connection
/// leaves empty `-wal` and `-shm` files behind, a writable one removes them.
enum ReadOnlyAccess {
    /// Another process has the file open, so that `-wal` and `-shm` files are there.
    case shared
    /// There is a journal without an index, as in a copy of a workspace that was open: nobody writes to it.
    case journal
    /// There is only the file itself: nobody writes to it.
    case alone

    /// What the files beside the workspace call for; `nil` where it is opened for writing.
    init?(_ file: WorkspaceFile, for access: Workspace.Access) {
        guard access == .reading, !file.isWritable else { return nil }
        self = file.hasJournalIndex ? .shared : file.hasPendingWrites ? .journal : .alone
    }

    /// What SQLite is asked to open: the path, or a URI that says what it need not look for.
    func location(of file: WorkspaceFile) -> String {
        var unreserved = CharacterSet.alphanumerics
        unreserved.insert(charactersIn: "/-._~")
        guard let escaped = file.path.addingPercentEncoding(withAllowedCharacters: unreserved) else {
            return file.path
        }
        return switch self {
        case .shared: file.path
        // Without locks, since those of an exclusive reader could not be taken; nobody is there to be kept
        // out.
        case .journal: "file://\(escaped)?mode=ro&vfs=unix-none"
        case .alone: "file://\(escaped)?immutable=1"
        }
    }
}
