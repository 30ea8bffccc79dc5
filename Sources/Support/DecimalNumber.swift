/// Numbers read from bytes.
package enum DecimalNumber {
    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// Reads a finite decimal number such as `4`, `-0.5` or `1e3`.
    ///
    /// Up to 15 digits m with k of them after the point are exactly m / 10^k, both of which a Double holds
    /// exactly, so that one division gives the nearest Double (Clinger, "How to read floating point numbers
    /// accurately", PLDI 1990). Longer numbers and those with an exponent take the standard library's way.
    /// - Returns: the nearest Double, or `nil` when the bytes are not such a number.
    package static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        var index = 0
        var isNegative = false
        if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            index = 1
        }
        var digits: Int64 = 0
        var count = 0
        var pointAt: Int?
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "."), pointAt == nil {
                pointAt = count
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), count < 15 else {
                return parseSlowly(bytes)
            }
            digits = digits * 10 + Int64(byte - UInt8(ascii: "0"))
            count += 1
        }
        guard count > 0 else { return nil }
        let magnitude = Double(digits) / powersOfTen[pointAt.map { count - $0 } ?? 0]
        return isNegative && digits != 0 ? -magnitude : magnitude
    }

    /// Reads a finite decimal number from text.
    package static func parse(_ text: String) -> Double? {
        var text = text
        return text.withUTF8 { parse($0) }
    }

    private static func parseSlowly(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        // The standard library also reads hexadecimal numbers, infinities and NaN, which no ratings file
        // means.
        let allowed = Set("0123456789+-.eE".utf8)
        guard bytes.allSatisfy(allowed.contains), let value = Double(String(decoding: bytes, as: UTF8.self)),
            value.isFinite
        else { return nil }
        return value == 0 ? 0 : value
    }
}
