import Foundation

/// A file of records, with or without a header, whose records all have the same number of fields.
struct DelimitedFile: Sendable {
    /// The file.
    let source: SourceFile
    /// How its fields are separated and quoted.
    let syntax: RecordSyntax
    /// The names of the columns, where the file has a header.
    let header: [String]?
    /// How many fields each record must have.
    let fieldCount: Int

    /// Opens a file and reads its header.
    /// - Parameters:
    ///   - source: the file.
    ///   - syntax: how its fields are separated and quoted.
    ///   - hasHeader: whether the first record names the columns.
    ///   - fieldCount: how many fields each record must have; by default as many as the first.
    /// - Throws: `DatasetError` when the file holds no record or its first record is faulty.
    init(_ source: SourceFile, _ syntax: RecordSyntax, hasHeader: Bool, fieldCount: Int? = nil) throws {
        self.source = source
        self.syntax = syntax
        let first = try Self.scan(source, syntax) { scanner -> [String] in
            guard try scanner.next() else {
                throw DatasetError(
                    file: source.name, problem: "the file holds blank lines only",
                    mend: "restore its contents or fetch it again")
            }
            if hasHeader, let fault = scanner.fault {
                throw DatasetError(
                    file: source.name, line: scanner.line, problem: fault.problem, mend: "correct the header")
            }
            return (0..<scanner.fieldCount).map { scanner.text($0) }
        }
        header = hasHeader ? first : nil
        self.fieldCount = fieldCount ?? first.count
    }

    /// Hands every record after the header to the body; what it throws, and what is wrong with the record itself, goes
    /// to the log.
    /// - Returns: how many records there were, faulty ones included.
    @discardableResult
    func forEachRow(
        log: inout RejectionLog, _ body: (_ row: RecordScanner, _ line: Int) throws(RowFault) -> Void
    ) throws -> Int {
        try Self.scan(source, syntax) { scanner in
            if header != nil { _ = try scanner.next() }
            var count = 0
            while try scanner.next() {
                count += 1
                do throws(RowFault) {
                    if let fault = scanner.fault { throw fault }
                    guard scanner.fieldCount == fieldCount else {
                        throw .fieldCount(scanner.fieldCount, expected: fieldCount)
                    }
                    try body(scanner, scanner.line)
                } catch {
                    try log.reject(error, file: source.name, line: scanner.line)
                }
            }
            return count
        }
    }

    /// The position of a column that the header must name.
    /// - Throws: `DatasetError` that lists the columns that are there.
    func column(_ name: String) throws(DatasetError) -> Int {
        let matches = (header ?? []).indices.filter { header?[$0] == name }
        if matches.count == 1 { return matches[0] }
        let found = (header ?? []).map(\.shortenedForMessage).joined(separator: ", ")
        throw DatasetError(
            file: source.name, line: 1,
            problem: matches.isEmpty
                ? "the header has no column \(name.quotedForMessage); its columns are \(found)"
                : "the header has \(matches.count) columns \(name.quotedForMessage)",
            mend: matches.isEmpty ? "name the column so in the first line" : "give each its own name")
    }

    private static func scan<Result>(
        _ source: SourceFile, _ syntax: RecordSyntax, _ body: (inout RecordScanner) throws -> Result
    ) throws -> Result {
        try source.data.withUnsafeBytes { raw in
            var scanner = RecordScanner(raw.bindMemory(to: UInt8.self), syntax: syntax, file: source.name)
            return try body(&scanner)
        }
    }
}
