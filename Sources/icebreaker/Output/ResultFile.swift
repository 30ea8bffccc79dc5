import Foundation

/// Where a result goes: a file, or standard output.
struct ResultFile {
    private let path: String?

    init(_ path: String?) { self.path = path }

    /// Writes a text with a line end after it.
    func write(_ text: String) throws { try write(Data((text + "\n").utf8)) }

    /// Writes bytes; a file through a temporary one, so that a failure leaves nothing half-written.
    func write(_ data: Data) throws {
        guard let path else { return try Console.result(data) }
        do {
            try data.write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ExportError(file: path)
        }
    }
}

/// A file that cannot be written.
struct ExportError: Error, CustomStringConvertible {
    let file: String
    var description: String { "\(file): the file cannot be written; give --output a path in a folder that you may write to" }
}
