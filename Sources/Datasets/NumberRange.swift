/// The least, the median and the largest of some numbers.
package struct NumberRange: Sendable, Equatable, Codable {
    /// The least.
    package var least: Double
    /// The one in the middle; of an even number, the mean of the two in the middle.
    package var median: Double
    /// The largest.
    package var largest: Double

    /// Takes the range of numbers; `nil` of none.
    /// - Parameter numbers: finite numbers.
    package init?(_ numbers: some Collection<Double>) {
        guard var least = numbers.first else { return nil }
        var largest = least
        for number in numbers { (least, largest) = (Swift.min(least, number), Swift.max(largest, number)) }
        let count = numbers.count
        let (lower, isLast) = Self.number(atRank: (count - 1) / 2, of: numbers)
        var upper = lower
        if count % 2 == 0, isLast {
            upper = largest
            for number in numbers where number > lower { upper = Swift.min(upper, number) }
        }
        (self.least, self.largest, median) = (least, largest, lower == upper ? lower : lower / 2 + upper / 2)
    }

    /// The number of a rank, counted from 0, without a sorted copy: four counts by 16 bits each, from the
    /// highest, of the bits whose order is that of the numbers (a radix selection).
    /// - Returns: the number, and whether all equal ones have this rank or a lower one.
    private static func number(atRank rank: Int, of numbers: some Collection<Double>) -> (
        Double, isLast: Bool
    ) {
        var (rank, prefix, isLast) = (rank, UInt64(0), false)
        for shift in stride(from: UInt64(48), through: 0, by: -16) {
            var counts = [Int](repeating: 0, count: 1 << 16)
            for number in numbers {
                let bits = Self.ordered(number)
                if shift == 48 || bits >> (shift + 16) == prefix { counts[Int(bits >> shift & 0xFFFF)] += 1 }
            }
            var digit = 0
            while rank >= counts[digit] {
                rank -= counts[digit]
                digit += 1
            }
            prefix = prefix << 16 | UInt64(digit)
            isLast = rank == counts[digit] - 1
        }
        return (Double(bitPattern: prefix >> 63 == 1 ? prefix ^ 1 << 63 : ~prefix), isLast)
    }

    /// Bits that ascend with the numbers.
    private static func ordered(_ number: Double) -> UInt64 {
        let bits = (number == 0 ? 0 : number).bitPattern
        return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
    }
}
