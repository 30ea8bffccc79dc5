import Foundation

/// The right to make a workspace's file, which one process has at a time.
///
/// Whoever makes a file removes it again when its first import fails; without a claim that could be a file
/// into which another process has meanwhile imported. The claim is a lock of the whole file (`flock`), which
/// SQLite's own locks do not see.
struct WorkspaceClaim {
    /// Whether this claim made the file, or found one that holds nothing.
    let isNew: Bool
    private let descriptor: Int32

    /// Waits for the claim of another process.
    /// - Parameters:
    ///   - file: where the workspace is or will be.
    ///   - busyTimeout: for how many seconds to wait.
    /// - Throws: `WorkspaceError`.
    init(_ file: WorkspaceFile, busyTimeout: Double) throws {
        let start = ContinuousClock.now
        while true {
            let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw Self.error(errno, file: file.name) }
            while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                guard ContinuousClock.now - start < .seconds(busyTimeout) else {
                    close(descriptor)
                    throw WorkspaceError.locked(file: file.name, seconds: busyTimeout)
                }
                usleep(2000)
            }
            if let size = Self.size(of: descriptor, at: file.path) {
                (self.descriptor, isNew) = (descriptor, size == 0 && !file.hasPendingWrites)
                return
            }
            close(descriptor)
        }
    }

    /// Lets others have it; after the last connection to the file is closed, since closing a file also drops
    /// SQLite's locks.
    func release() { close(descriptor) }

    /// The size of an open file, unless another has taken its place, or none, since it was opened.
    private static func size(of descriptor: Int32, at path: String) -> Int64? {
        var (opened, named) = (stat(), stat())
        guard fstat(descriptor, &opened) == 0, stat(path, &named) == 0, opened.st_ino == named.st_ino,
            opened.st_dev == named.st_dev
        else { return nil }
        return Int64(opened.st_size)
    }

    private static func error(_ code: Int32, file: String) -> WorkspaceError {
        switch code {
        case ENOSPC, EDQUOT: .diskFull(file: file)
        case EROFS: .readOnly(file: file)
        case EACCES, EPERM: .noPermission(file: file)
        default: .failed(file: file, detail: String(cString: strerror(code)))
        }
    }
}
