import Foundation

/// The sign that a server has a workspace open, by which a second one notices. It hinders nobody.
///
/// It is a lock of one byte far behind the end of the file, which belongs to the open file (`F_OFD_SETLK`,
/// Linux) and so leaves SQLite's own locks alone. The file stays open until the process ends, since closing
/// it would drop those.
package enum ServingClaim {
    /// Sets the sign for the rest of the process.
    /// - Returns: whether no other process had set it; true where that cannot be told.
    package static func set(on path: String) -> Bool {
        #if os(Linux)
            let descriptor = open(path, O_RDWR | O_CLOEXEC)
            guard descriptor >= 0 else { return true }
            var lock = flock()
            lock.l_type = Int16(F_WRLCK)
            lock.l_whence = Int16(SEEK_SET)
            lock.l_start = 1 << 60
            lock.l_len = 1
            let setOpenFileLock: Int32 = 37
            return fcntl(descriptor, setOpenFileLock, &lock) == 0 || (errno != EAGAIN && errno != EACCES)
        #else
            return true
        #endif
    }
}
