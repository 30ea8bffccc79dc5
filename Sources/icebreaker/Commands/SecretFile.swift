import Foundation

/// The secret that signs links, cookies and forms: 32 or more bytes that only the server knows.
enum SecretFile {
    /// `$ICEBREAKER_SECRET`, else the contents of a file, which is made with 32 random bytes where there is
    /// none.
    static func secret(environment: [String: String], path: String) throws -> Data {
        if let text = environment["ICEBREAKER_SECRET"], !text.isEmpty {
            guard text.utf8.count >= 32 else {
                throw SecretError(
                    "ICEBREAKER_SECRET: has \(text.utf8.count) bytes; give it 32 or more random ones")
            }
            return Data(text.utf8)
        }
        // Without O_NONBLOCK, open(2) on a FIFO blocks until a writer appears.
        let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        if file < 0, errno == ENOENT { return try create(path) }
        guard file >= 0 else {
            throw SecretError(
                "\(path): the secret cannot be read; make it readable for you, or name another --secret-file")
        }
        return try read(FileHandle(fileDescriptor: file, closeOnDealloc: true), path)
    }

    private static func read(_ handle: FileHandle, _ path: String) throws -> Data {
        var status = stat()
        guard fstat(handle.fileDescriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw SecretError("\(path): the secret is not a file; name another --secret-file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw SecretError("\(path): others may read the secret; run `chmod 600` on it")
        }
        guard let data = try? handle.read(upToCount: 4096), data.count >= 32 else {
            throw SecretError(
                "\(path): the secret has fewer than 32 bytes; remove the file and a new one is made")
        }
        return data
    }

    /// Makes the file through a temporary one, so that it is whole or not there; where another server was
    /// faster, its secret is taken.
    private static func create(_ path: String) throws -> Data {
        let secret = Data.random(32)
        let temporary = "\(path).\(getpid()).new"
        let failure = SecretError(
            "\(path): the secret cannot be written; make the folder writable, or name another --secret-file")
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        defer { unlink(temporary) }
        do {
            try handle.write(contentsOf: secret)
            try handle.synchronize()
        } catch {
            throw failure
        }
        guard link(temporary, path) == 0 else {
            guard errno == EEXIST, let other = FileHandle(forReadingAtPath: path) else { throw failure }
            return try read(other, path)
        }
        return secret
    }
}

/// Why there is no secret.
struct SecretError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
