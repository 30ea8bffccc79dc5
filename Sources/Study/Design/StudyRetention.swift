/// How long the answers of a study's participants are kept after it was closed, as they are told before they
/// consent.
package struct StudyRetention: Sendable, Equatable, Codable, CustomStringConvertible {
    /// A unit of time.
    package enum Unit: String, Sendable, Equatable, Codable, CaseIterable {
        case days
        case months
        case years
    }

    /// How many units.
    package let count: Int
    /// The unit.
    package let unit: Unit

    /// Creates a period.
    /// - Returns: nil for one that is not above 0, or longer than 100 years.
    package init?(_ count: Int, _ unit: Unit) {
        let most = unit == .days ? 36_525 : unit == .months ? 1200 : 100
        guard (1...most).contains(count) else { return nil }
        (self.count, self.unit) = (count, unit)
    }

    /// Reads a period such as `90d`, `12m` or `2y`.
    package init?(_ text: String) {
        guard let unit = Unit.allCases.first(where: { $0.rawValue.first == text.last }),
            let count = Int(text.dropLast())
        else {
            return nil
        }
        self.init(count, unit)
    }

    /// The period as it is written, such as `12m`.
    package var description: String { "\(count)\(unit.rawValue.prefix(1))" }

    /// Reads the period as it is written.
    /// - Throws: `DecodingError` for what is no period.
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let read = StudyRetention(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a period: \(text)"))
        }
        self = read
    }

    /// Writes the period as text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
