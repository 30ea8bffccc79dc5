import Foundation

/// The bytes of one file, mapped rather than copied: a large ratings file costs address space, not memory.
struct SourceFile: Sendable {
    /// The file's name as messages give it.
    let name: String
    /// What the file holds.
    let data: Data

    /// Maps a file.
    /// - Parameters:
    ///   - url: where it lies.
    ///   - name: what messages call it; by default the last part of its path.
    ///   - needs: what a message says where there is no such file.
    /// - Throws: `DatasetError` when there is no such file, when it may not be read, or when it is not a
    ///   regular file, is empty or is encoded in UTF-16.
    init(_ url: URL, name: String? = nil, needs: String? = nil) throws(DatasetError) {
        self.name = name ?? url.lastPathComponent
        data = try Self.map(url, name: self.name, needs: needs)
        if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
            throw DatasetError(
                file: self.name, line: 1, problem: "the file is in UTF-16", fix: "save it as UTF-8")
        }
    }

    private static func map(_ url: URL, name: String, needs: String?) throws(DatasetError) -> Data {
        // Without O_NONBLOCK, open(2) on a FIFO blocks until a writer appears.
        let descriptor = open(url.path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(url, name: name, code: errno, needs: needs) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(url, name: name, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw DatasetError(
                file: name, problem: "not a file but a folder, a pipe or a device",
                fix: "put the file in its place")
        }
        let size = Int(status.st_size)
        guard size > 0 else {
            throw DatasetError(
                file: name, problem: "the file is empty", fix: "restore its contents or fetch it again")
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw unreadable(url, name: name, code: errno)
        }
        return Data(bytesNoCopy: start, count: size, deallocator: .unmap)
    }

    private static func unreadable(_ url: URL, name: String, code: Int32, needs: String? = nil)
        -> DatasetError
    {
        let folder = url.absoluteURL.deletingLastPathComponent().lastPathComponent
        return switch code {
        case ENOENT, ENOTDIR:
            DatasetError(
                file: name, problem: "there is no such file in \(folder)", fix: needs ?? "check the path")
        case EACCES, EPERM:
            DatasetError(file: name, problem: "no permission to read it", fix: "allow it with chmod u+r")
        default:
            DatasetError(
                file: name, problem: String(cString: strerror(code)), fix: "check the file and its disk")
        }
    }
}
