/// JSON while it is written. Its parts are not checked against each other: what is made is as good as the
/// calls.
package struct JSONText: Sendable {
    /// The text so far, in UTF-8.
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// Text that is JSON already.
    package mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Bytes that are JSON already.
    package mutating func raw(_ fragment: some Sequence<UInt8>) { bytes.append(contentsOf: fragment) }

    /// A string in quotes (RFC 8259, section 7).
    package mutating func string(_ text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { text in
            var start = 0
            for (index, byte) in text.enumerated() where Self.isEscaped(byte) {
                bytes.append(contentsOf: text[start..<index])
                escaped(byte)
                start = index + 1
            }
            bytes.append(contentsOf: text[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A string in quotes alone.
    package static func written(_ text: String) -> [UInt8] {
        var written = JSONText(capacity: text.utf8.count + 2)
        written.string(text)
        return written.bytes
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): raw([UInt8(ascii: "\\"), byte])
        case 0x0A: raw("\\n")
        default: raw(Array("\\u00".utf8) + [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]])
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// An integer.
    package mutating func integer(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

    /// A number with all its digits; null where it is not finite.
    package mutating func number(_ number: Double) {
        guard number.isFinite else { return raw("null") }
        if let whole = Int32(exactly: number) { return integer(Int(whole)) }
        bytes.append(contentsOf: number.description.utf8)
    }

    /// A number with six decimals.
    package mutating func rounded(_ number: Double) {
        let millionths = (number * 1_000_000).rounded()
        // Up to fifteen digits the shortest text of the quotient is that of the integers; below 1e-4 it has
        // an exponent.
        guard millionths == 0 || (100..<1e15).contains(abs(millionths)) else {
            return self.number(millionths / 1_000_000)
        }
        if millionths < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, fraction) = Int(abs(millionths)).quotientAndRemainder(dividingBy: 1_000_000)
        integer(whole)
        guard fraction > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var (rest, unit) = (fraction, 100_000)
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / unit))
            (rest, unit) = (rest % unit, unit / 10)
        }
    }

    /// A value or null.
    package mutating func optional<Value>(_ value: Value?, _ write: (inout JSONText, Value) -> Void) {
        if let value { write(&self, value) } else { raw("null") }
    }

    /// Values in brackets.
    package mutating func array<Value>(
        _ values: some Sequence<Value>, _ write: (inout JSONText, Value) -> Void
    ) {
        raw("[")
        var isFirst = true
        for value in values {
            if !isFirst { raw(",") }
            isFirst = false
            write(&self, value)
        }
        raw("]")
    }
}
