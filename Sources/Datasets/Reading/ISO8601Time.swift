/// Reads times as ISO 8601 and most databases write them: `2024-05-01`, `2024-05-01T12:30Z`,
/// `2024-05-01 12:30:00.25+02:00`; UTC where no offset is given.
package struct ISO8601Time {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The time in seconds since 1970, or `nil` when the bytes are not such a time.
    static func seconds(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        var time = ISO8601Time(bytes)
        return time.parse()
    }

    /// The time in seconds since 1970, or `nil` when the text is not such a time.
    package static func seconds(_ text: String) -> Double? {
        var text = text
        return text.withUTF8 { seconds($0) }
    }

    private mutating func parse() -> Double? {
        guard let year = digits(4), take("-") != nil, let month = digits(2), take("-") != nil,
            let day = digits(2),
            (1...12).contains(month), (1...Self.daysInMonth(year, month)).contains(day)
        else { return nil }
        let midnight = Double(Self.daysSince1970(year, month, day) * 86_400)
        if isAtEnd { return midnight }
        guard take("T ") != nil, let hour = digits(2), take(":") != nil, let minute = digits(2),
            hour < 24, minute < 60, let second = seconds(), let offset = offset(), isAtEnd
        else { return nil }
        return midnight + Double(hour * 3600 + minute * 60 - offset) + second
    }

    private var isAtEnd: Bool { position == bytes.count }

    /// Takes one of the given characters.
    private mutating func take(_ choices: StaticString) -> UInt8? {
        guard position < bytes.count, choices.withUTF8Buffer({ $0.contains(bytes[position]) }) else {
            return nil
        }
        position += 1
        return bytes[position - 1]
    }

    private mutating func digits(_ count: Int) -> Int? {
        guard position + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<position + count] {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        position += count
        return value
    }

    /// `:SS` with or without a fraction; 0 where there is none.
    private mutating func seconds() -> Double? {
        guard take(":") != nil else { return 0 }
        guard let whole = digits(2), whole <= 60 else { return nil }
        guard take(".,") != nil else { return Double(whole) }
        var fraction = 0.0
        var unit = 0.1
        guard let first = digits(1) else { return nil }
        var next: Int? = first
        while let digit = next {
            fraction += Double(digit) * unit
            unit /= 10
            next = digits(1)
        }
        return Double(whole) + fraction
    }

    /// `Z`, `+HH:MM`, `+HHMM` or `+HH` in seconds; 0 where there is none.
    private mutating func offset() -> Int? {
        guard !isAtEnd, take("Zz") == nil else { return 0 }
        guard let sign = take("+-"), let hours = digits(2), hours < 24 else { return nil }
        var minutes = 0
        if !isAtEnd {
            _ = take(":")
            guard let value = digits(2), value < 60 else { return nil }
            minutes = value
        }
        return (sign == UInt8(ascii: "-") ? -60 : 60) * (hours * 60 + minutes)
    }

    private static func daysInMonth(_ year: Int, _ month: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Days from 1 January 1970 in the proleptic Gregorian calendar. Years count from March here, so that the
    /// leap day comes last and the months before any month m (March = 0) add up to (153 m + 2) / 5 days.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // Adding a full cycle of 400 years keeps the divisions of the year 0 away from negative numbers.
        let marchYear = (month > 2 ? year : year - 1) + 400
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        return marchYear * 365 + leapDays + (153 * ((month + 9) % 12) + 2) / 5 + day - 1 - 719_468 - 146_097
    }
}
