/// Ids and tokens as fields of a line: the six characters that part fields are written as two.
enum WireText {
    private static let escapes: [(plain: UInt8, letter: UInt8)] = [
        (UInt8(ascii: "\\"), UInt8(ascii: "\\")), (UInt8(ascii: "\t"), UInt8(ascii: "t")),
        (UInt8(ascii: "\n"), UInt8(ascii: "n")),
        (UInt8(ascii: "\r"), UInt8(ascii: "r")), (UInt8(ascii: " "), UInt8(ascii: "s")),
        (UInt8(ascii: "|"), UInt8(ascii: "p")),
    ]

    /// A text as a field.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { byte in escapes.contains { $0.plain == byte } }) else {
            return text
        }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if let escape = escapes.first(where: { $0.plain == byte }) {
                bytes += [UInt8(ascii: "\\"), escape.letter]
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text of a field; `nil` where a backslash is not followed by one of the six letters, or the bytes
    /// are not UTF-8.
    static func plain(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
        guard field.contains(UInt8(ascii: "\\")) else { return String(validating: field, as: UTF8.self) }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in field {
            if isEscaped {
                guard let escape = escapes.first(where: { $0.letter == byte }) else { return nil }
                bytes.append(escape.plain)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                bytes.append(byte)
            }
        }
        return isEscaped ? nil : String(validating: bytes, as: UTF8.self)
    }
}
