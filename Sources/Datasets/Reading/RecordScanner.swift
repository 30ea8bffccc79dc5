import Support

/// Walks through the records of a delimited file byte by byte and gives the fields of one record at a time.
///
/// Lines end in LF or CRLF; blank lines and a byte order mark are skipped. A record whose quotes are closed
/// is one record even when it holds newlines. No text is made until a field is asked for.
struct RecordScanner {
    private struct Field {
        var start: Int
        var end: Int
        var hasDoubledQuotes = false
    }

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// The line on which the record starts, counted from 1.
    private(set) var line = 0
    /// What is wrong with the record as a whole, if anything.
    private(set) var fault: RowFault?

    private let file: String
    private let syntax: RecordSyntax
    private let firstSeparator: UInt8
    private let bytes: UnsafeBufferPointer<UInt8>
    private var fields: [Field] = []
    private var position = 0
    private var nextLine = 1
    private var allBits: UInt8 = 0
    private var isLatin1 = false

    /// Starts before the first record.
    /// - Parameters:
    ///   - bytes: the file's contents, which must outlive the scanner.
    ///   - syntax: how fields are separated and quoted.
    ///   - file: what messages call the file.
    init(_ bytes: UnsafeBufferPointer<UInt8>, syntax: RecordSyntax, file: String) {
        self.bytes = bytes
        self.syntax = syntax
        self.file = file
        firstSeparator = syntax.separator[0]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The number of fields of the record.
    var fieldCount: Int { fields.count }

    /// Moves to the next record.
    /// - Returns: whether there is one.
    /// - Throws: `DatasetError` for a quote that is never closed: no line can be told from another after it.
    mutating func next() throws(DatasetError) -> Bool {
        skipBlankLines()
        guard position < bytes.count else { return false }
        fields.removeAll(keepingCapacity: true)
        (fault, isLatin1, allBits, line) = (nil, false, 0, nextLine)
        let start = position
        while try scanField() {}
        if allBits & 0x80 != 0 { checkEncoding(from: start) }
        return true
    }

    private mutating func skipBlankLines() {
        while position < bytes.count {
            if bytes[position] == Self.newline {
                position += 1
            } else if bytes[position] == Self.carriageReturn, byte(at: position + 1) == Self.newline {
                position += 2
            } else {
                return
            }
            nextLine += 1
        }
    }

    /// Scans one field and what ends it.
    /// - Returns: whether another field of the record follows.
    private mutating func scanField() throws(DatasetError) -> Bool {
        if syntax.quotes, byte(at: position) == Self.quote { return try scanQuotedField() }
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == Self.newline {
                endRecord(fieldStart: start)
                return false
            }
            if byte == firstSeparator, isSeparator(at: position) {
                fields.append(Field(start: start, end: position))
                position += syntax.separator.count
                return true
            }
            allBits |= byte
            position += 1
        }
        endRecord(fieldStart: start)
        return false
    }

    private mutating func endRecord(fieldStart: Int) {
        let endsInReturn = position > fieldStart && bytes[position - 1] == Self.carriageReturn
        fields.append(Field(start: fieldStart, end: endsInReturn ? position - 1 : position))
        endLine()
    }

    private mutating func endLine() {
        guard position < bytes.count else { return }
        position += 1
        nextLine += 1
    }

    private mutating func scanQuotedField() throws(DatasetError) -> Bool {
        var field = Field(start: position + 1, end: position + 1)
        while true {
            guard let byte = byte(at: field.end) else { throw unclosedQuote }
            if byte == Self.quote {
                guard self.byte(at: field.end + 1) == Self.quote else { break }
                field.hasDoubledQuotes = true
                field.end += 1
            } else if byte == Self.newline {
                nextLine += 1
            }
            allBits |= byte
            field.end += 1
        }
        fields.append(field)
        position = field.end + 1
        return endQuotedField()
    }

    private mutating func endQuotedField() -> Bool {
        if byte(at: position) == Self.carriageReturn, [Self.newline, nil].contains(byte(at: position + 1)) {
            position += 1
        }
        if let byte = byte(at: position), byte != Self.newline {
            if isSeparator(at: position) {
                position += syntax.separator.count
                return true
            }
            fault = .textAfterQuote
            while let byte = self.byte(at: position), byte != Self.newline { position += 1 }
        }
        endLine()
        return false
    }

    private func byte(at index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

    private func isSeparator(at index: Int) -> Bool {
        syntax.separator.count == 1
            ? bytes[index] == firstSeparator : bytes[index...].starts(with: syntax.separator)
    }

    private mutating func checkEncoding(from start: Int) {
        let record = UnsafeBufferPointer(rebasing: bytes[start..<position])
        guard String(validating: record, as: UTF8.self) == nil else { return }
        switch syntax.encoding {
        case .utf8: fault = .invalidUTF8
        case .utf8OrLatin1: isLatin1 = true
        }
    }

    private var unclosedQuote: DatasetError {
        DatasetError(
            file: file, line: line, problem: "a quote opens here and is never closed",
            fix: "close it, and write a quote inside a quoted field twice")
    }
}

extension RecordScanner {
    /// Whether a field holds nothing.
    /// - Parameter column: which field, counted from 0.
    func isEmpty(_ column: Int) -> Bool { fields[column].start == fields[column].end }

    /// The bytes of a field, or `nil` where its text is not those bytes but has to be decoded.
    /// - Parameter column: which field, counted from 0.
    func plainBytes(_ column: Int) -> UnsafeBufferPointer<UInt8>? {
        fields[column].hasDoubledQuotes || isLatin1 ? nil : rawBytes(column)
    }

    /// The text of a field.
    /// - Parameter column: which field, counted from 0.
    func text(_ column: Int) -> String {
        if isLatin1 { return String(String.UnicodeScalarView(rawBytes(column).map { Unicode.Scalar($0) })) }
        return fields[column].hasDoubledQuotes
            ? textOfDoubledQuotes(column) : String(decoding: rawBytes(column), as: UTF8.self)
    }

    /// The text of a field in which every quote is written twice; by bytes, since a quote and an accent are
    /// one character.
    private func textOfDoubledQuotes(_ column: Int) -> String {
        var isSecond = false
        let bytes = rawBytes(column).filter { byte in
            isSecond = byte == Self.quote && !isSecond
            return byte != Self.quote || isSecond
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func rawBytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[fields[column].start..<fields[column].end])
    }
}

extension RecordScanner {
    /// The number in a field.
    /// - Parameters:
    ///   - column: which field, counted from 0.
    ///   - what: what a message calls the field.
    func number(_ column: Int, _ what: String) throws(RowFault) -> Double {
        if let bytes = plainBytes(column), let value = DecimalNumber.parse(bytes) { return value }
        let text = text(column)
        if let value = Double(text), !value.isFinite { throw .notFinite(text, in: what) }
        throw .notANumber(text, in: what)
    }
}
