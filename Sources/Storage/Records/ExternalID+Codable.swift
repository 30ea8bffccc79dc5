import Datasets

extension ExternalID: Codable {
    /// Reads a number as an integer id and text as a text id, byte for byte.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    /// Writes an integer id as a number and a text id as text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .integer(let value): try container.encode(value)
        case .text(let text): try container.encode(text)
        }
    }
}
