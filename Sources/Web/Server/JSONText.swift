import NIOCore

/// JSON while it is written. Its parts are not checked against each other: what is made is as good as the calls.
struct JSONText: Sendable {
    /// The text so far, in UTF-8.
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// Text that is JSON already.
    mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Bytes that are JSON already.
    mutating func raw(_ fragment: some Sequence<UInt8>) { bytes.append(contentsOf: fragment) }

    /// A string in quotes (RFC 8259, section 7).
    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 0x0A: raw("\\n")
            case 0..<0x20, 0x7F: raw(Array("\\u00".utf8) + [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// An integer.
    mutating func integer(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

    /// A number with all its digits; null where it is not finite.
    mutating func number(_ number: Double) {
        guard number.isFinite else { return raw("null") }
        if let whole = Int32(exactly: number) { return integer(Int(whole)) }
        bytes.append(contentsOf: number.description.utf8)
    }

    /// A number with six decimals.
    mutating func rounded(_ number: Double) { self.number((number * 1_000_000).rounded() / 1_000_000) }

    /// A value or null.
    mutating func optional<Value>(_ value: Value?, _ write: (inout JSONText, Value) -> Void) {
        if let value { write(&self, value) } else { raw("null") }
    }

    /// Values in brackets.
    mutating func array<Value>(_ values: some Sequence<Value>, _ write: (inout JSONText, Value) -> Void) {
        raw("[")
        var isFirst = true
        for value in values {
            if !isFirst { raw(",") }
            isFirst = false
            write(&self, value)
        }
        raw("]")
    }

    /// The text for a response.
    var buffer: ByteBuffer { ByteBuffer(bytes: bytes) }
}
