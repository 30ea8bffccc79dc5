/// Text that is equal only to the same bytes.
///
/// `String` takes two spellings of the same characters (composed and decomposed accents) for equal. Files,
/// SQLite and most other tools do not, so that a vocabulary or an id must not either.
package struct ByteText: Hashable {
    /// The text.
    package let text: String

    /// Takes a text by its bytes.
    package init(_ text: String) { self.text = text }

    package static func == (left: ByteText, right: ByteText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var copy = text
        copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension String {
    /// The parts between occurrences of a separator, compared byte by byte, without the empty ones.
    /// - Parameter separator: one or more characters.
    package func parts(separatedBy separator: String) -> [String] {
        let separator = Array(separator.utf8)
        var copy = self
        return copy.withUTF8 { bytes in
            var parts: [String] = []
            var start = 0
            var index = 0
            func endPart() {
                if index > start { parts.append(String(decoding: bytes[start..<index], as: UTF8.self)) }
            }
            while index < bytes.count {
                guard bytes[index...].starts(with: separator) else {
                    index += 1
                    continue
                }
                endPart()
                index += separator.count
                start = index
            }
            endPart()
            return parts
        }
    }
}
