/// Sums without rounding, one per item: the same for every order of the summands and every way to share them
/// out.
///
/// Each finite number of a scalar type is a whole multiple of its smallest one, u (2⁻¹⁴⁹ for Float), so that
/// a sum is a whole number of u, kept in 64-bit words with room for 2⁶³ summands (Kulisch, "Computer
/// arithmetic and validity", 2008: the long accumulator). Rounding happens once, when the sum is read.
public struct ExactSums: Sendable, Equatable {
    /// The number of sums.
    public let count: Int
    /// u is 2 to this power.
    @usableFromInline let unit: Int
    /// Words per sum, the least significant first.
    @usableFromInline let width: Int
    @usableFromInline var words: [UInt64]
    @usableFromInline var isDefined: [Bool]

    /// Sums of nothing.
    /// - Parameters:
    ///   - count: how many.
    ///   - scalar: the type that the summands were computed in.
    package init<Scalar: EstimatorScalar>(_ count: Int, of scalar: Scalar.Type) {
        self.count = count
        unit = Int(Scalar.leastNonzeroMagnitude.exponent)
        width = (Int(Scalar.greatestFiniteMagnitude.exponent) + 1 - unit + 63 + 63) / 64
        words = Array(repeating: 0, count: count * width)
        isDefined = Array(repeating: true, count: count)
    }

    /// Adds a number to a sum; one that is negative or not finite leaves the sum without a value.
    /// - Parameters:
    ///   - number: a number of the scalar type.
    ///   - index: which sum.
    @inlinable @inline(__always)
    public mutating func add(_ number: Double, to index: Int) {
        guard number.isFinite, number >= 0 else {
            isDefined[index] = false
            return
        }
        let biased = Int(number.exponentBitPattern)
        var significand = number.significandBitPattern | (biased == 0 ? 0 : 1 << 52)
        var shift = max(biased, 1) - 1075 - unit
        if shift < 0 {
            significand >>= UInt64(-shift)
            shift = 0
        }
        let (word, bit) = (index * width + shift >> 6, UInt64(shift & 63))
        add(significand << bit, at: word, end: (index + 1) * width)
        add(significand >> (64 - bit), at: word + 1, end: (index + 1) * width)
    }

    @inlinable @inline(__always)
    mutating func add(_ value: UInt64, at first: Int, end: Int) {
        var (word, carry) = (first, value)
        while carry != 0, word < end {
            let (sum, overflow) = words[word].addingReportingOverflow(carry)
            words[word] = sum
            carry = overflow ? 1 : 0
            word += 1
        }
    }

    /// The sum, rounded once to the nearest Double, ties to even; NaN where a summand was negative or not
    /// finite.
    package func value(at index: Int) -> Double {
        guard isDefined[index] else { return .nan }
        let own = words[index * width..<(index + 1) * width]
        guard let top = own.lastIndex(where: { $0 != 0 }) else { return 0 }
        let length = (top - own.startIndex) * 64 + 64 - words[top].leadingZeroBitCount
        let low = max(length - 53, 0)
        var significand = bits(of: own, from: low, count: min(length, 53))
        if low > 0 {
            let isHalfOrMore = bits(of: own, from: low - 1, count: 1) == 1
            let hasMore =
                own.prefix((low - 1) / 64).contains { $0 != 0 }
                || bits(of: own, from: (low - 1) & ~63, count: (low - 1) & 63) != 0
            if isHalfOrMore, hasMore || significand & 1 == 1 { significand += 1 }
        }
        return Double(sign: .plus, exponent: low + unit, significand: Double(significand))
    }

    /// Up to 63 bits of a number in words.
    private func bits(of own: ArraySlice<UInt64>, from first: Int, count: Int) -> UInt64 {
        guard count > 0 else { return 0 }
        let (word, bit) = (own.startIndex + first >> 6, UInt64(first & 63))
        let high = word + 1 < own.endIndex ? own[word + 1] << (64 - bit) : 0
        return (own[word] >> bit | (bit == 0 ? 0 : high)) & (1 << UInt64(count) - 1)
    }
}

extension ExactSums {
    /// Adds the sums of other summands.
    /// - Precondition: as many sums, of the same scalar type.
    package mutating func add(_ other: ExactSums) {
        precondition(other.count == count && other.unit == unit, "sums of the same items and type")
        for index in 0..<count {
            let end = (index + 1) * width
            for word in index * width..<end { add(other.words[word], at: word, end: end) }
            if !other.isDefined[index] { isDefined[index] = false }
        }
    }

    /// The sum as a whole number of u in lower-case hexadecimal digits; `nil` where a summand was negative or
    /// not finite.
    package func hexadecimal(at index: Int) -> String? {
        guard isDefined[index] else { return nil }
        let own = words[index * width..<(index + 1) * width].reversed().drop { $0 == 0 }
        guard let first = own.first else { return "0" }
        return own.dropFirst().reduce(String(first, radix: 16)) { text, word in
            let digits = String(word, radix: 16)
            return text + String(repeating: "0", count: 16 - digits.count) + digits
        }
    }

    /// Adds what ``hexadecimal(at:)`` wrote.
    /// - Returns: whether it was a whole number that fits.
    package mutating func add(hexadecimal text: some StringProtocol, to index: Int) -> Bool {
        let digits = Array(text.utf8)
        guard !digits.isEmpty, digits.count <= width * 16,
            digits.allSatisfy({ $0 < 128 && Character(UnicodeScalar($0)).isHexDigit })
        else { return false }
        for (word, end) in stride(from: digits.count, to: 0, by: -16).enumerated() {
            guard
                let value = UInt64(String(decoding: digits[max(end - 16, 0)..<end], as: UTF8.self), radix: 16)
            else {
                return false
            }
            add(value, at: index * width + word, end: (index + 1) * width)
        }
        return true
    }
}
