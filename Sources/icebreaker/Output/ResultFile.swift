import Foundation
import Support

/// Where a result goes: a file, or standard output.
struct ResultFile {
    private let path: String?

    init(_ path: String?) { self.path = path }

    /// Writes a text with a line end after it.
    func write(_ text: String) throws { try write(Data((text + "\n").utf8)) }

    /// Writes bytes; a file through a part beside it, so that a failure leaves nothing half-written. A pipe
    /// or a device is written to as it is.
    func write(_ data: Data) throws {
        guard let path else { return try Console.result(data) }
        let file = URL(filePath: path)
        // A link stays a link: what it names is what is written.
        let target = file.resolvingSymlinksInPath().path(percentEncoded: false)
        var status = stat()
        let mode = stat(path, &status) == 0 ? status.st_mode : nil
        do {
            switch mode.map({ $0 & S_IFMT }) {
            case nil, S_IFREG: try ResultPart.write(data, to: target, permissions: mode.map { $0 & 0o777 })
            case S_IFDIR: throw ExportError(file: path)
            default: try FileHandle(forWritingTo: file).write(contentsOf: data)
            }
        } catch {
            throw ExportError(file: path)
        }
    }
}

/// A file that cannot be written.
struct ExportError: Error, CustomStringConvertible {
    let file: String
    var description: String {
        "\(file): the file cannot be written; give --output a path in a folder that you may write to"
    }
}
