import Foundation

/// A file of records, with or without a header, whose records all have the same number of fields.
struct DelimitedFile: Sendable {
    /// The file.
    let source: SourceFile
    /// How its fields are separated and quoted.
    let syntax: RecordSyntax
    /// The names of the columns, where the file has a header.
    let header: [String]?
    /// How many fields each record must have, an empty one after a trailing separator not counted.
    let fieldCount: Int
    /// Whether a separator ends every row, after which nothing comes. The first row decides it for all: were
    /// it allowed to single rows, a title with an unquoted comma before an empty last field would be read one
    /// field too far to the left.
    private let rowsEndInSeparator: Bool

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
        let (first, row) = try Self.scan(source, syntax) { scanner in
            try Self.beginning(&scanner, hasHeader: hasHeader, source)
        }
        let count = fieldCount ?? first.count
        // A header may end in a separator where the rows do not, or the rows where the header does not.
        let headerIsLonger = hasHeader && first.last == "" && row?.count == first.count - 1
        header = hasHeader ? (headerIsLonger ? first.dropLast() : first) : nil
        self.fieldCount = headerIsLonger ? count - 1 : count
        rowsEndInSeparator = row.map { $0.count == count + 1 && $0.last == "" } ?? false
    }

    /// The fields of the first record, and of the first row where there is one without a fault.
    private static func beginning(
        _ scanner: inout RecordScanner, hasHeader: Bool, _ source: SourceFile
    ) throws -> (first: [String], row: [String]?) {
        guard try scanner.next() else {
            throw DatasetError(
                file: source.name, problem: "the file holds blank lines only",
                fix: "restore its contents or fetch it again")
        }
        if hasHeader, let fault = scanner.fault {
            throw DatasetError(
                file: source.name, line: scanner.line, problem: fault.problem, fix: "correct the header")
        }
        let first = scanner.texts
        guard hasHeader else { return (first, scanner.fault == nil ? first : nil) }
        // What is wrong with the row, a quote that is never closed included, is said when the rows are read.
        let hasRow = (try? scanner.next()) ?? false
        return (first, hasRow && scanner.fault == nil ? scanner.texts : nil)
    }

    /// Hands every record after the header to the body; what it throws, and what is wrong with the record
    /// itself, goes to the log.
    /// - Returns: how many records there were, how many of them were faulty, and the first that was.
    @discardableResult
    func forEachRow(
        log: inout RejectionLog, _ body: (_ row: RecordScanner, _ line: Int) throws(RowFault) -> Void
    ) throws -> RowTally {
        let expected = fieldCount + (rowsEndInSeparator ? 1 : 0)
        return try Self.scan(source, syntax) { scanner in
            if header != nil { _ = try scanner.next() }
            var tally = RowTally()
            while try scanner.next() {
                tally.rows += 1
                do throws(RowFault) {
                    if let fault = scanner.fault { throw fault }
                    guard scanner.fieldCount == expected, !rowsEndInSeparator || scanner.isEmpty(fieldCount)
                    else {
                        throw .fieldCount(scanner.fieldCount, expected: expected)
                    }
                    try body(scanner, scanner.line)
                } catch {
                    try log.reject(error, file: source.name, line: scanner.line)
                    tally.count(error, line: scanner.line)
                }
            }
            return tally
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
            fix: matches.isEmpty
                ? columnHint(name) ?? "name the column so in the first line" : "give each its own name")
    }

    /// What is likely the matter with a header that lacks a column, where that can be told, and what to do
    /// about it.
    func columnHint(_ name: String) -> String? {
        let names = header ?? []
        guard !names.contains(name) else { return nil }
        if names.contains(where: { $0.contains("\r") }) {
            return "the lines end in CR alone; save the file with lines that end in LF"
        }
        if let near = names.first(where: { $0.lowercased().trimmed == name.lowercased().trimmed }) {
            return "the file has \(near.quotedForMessage); write both alike, blanks and capitals included"
        }
        let separator = String(decoding: syntax.separator, as: UTF8.self)
        let other = [";", "\t", ",", "|"].first { other in
            other != separator
                && names.contains { $0.contains(other) && $0.components(separatedBy: other).contains(name) }
        }
        return other.map { other in
            "the fields seem to be separated by \(other == "\t" ? "tabs" : other); say so with "
                + "separator: \"\(other == "\t" ? "\\t" : other)\" in a dataset.yaml"
        }
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

extension RecordScanner {
    /// The texts of all fields.
    fileprivate var texts: [String] { (0..<fieldCount).map { text($0) } }
}
