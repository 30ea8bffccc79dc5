import Support

/// The id of a user or an item as its dataset writes it.
///
/// An id that is a canonical decimal integer (`0`, `17`, `-3`; not `007`, `+1` or `1.0`) is kept as a number,
/// any other as text. Numbers order by value and come before text, which orders by its UTF-8 bytes. A
/// workspace stores the place of each id in this order, so that a tie "to the smaller item id" is the same
/// tie here and in a query.
package enum ExternalID: Hashable, Sendable {
    /// A canonical decimal integer.
    case integer(Int64)
    /// Anything else, byte for byte.
    case text(String)

    /// Reads an id from its text.
    package init(_ text: some StringProtocol) {
        if let value = Int64(text), String(value) == text {
            self = .integer(value)
        } else {
            self = .text(String(text))
        }
    }
}

extension ExternalID {
    /// The same number, or text of the same bytes: composed and decomposed accents make different ids.
    package static func == (left: ExternalID, right: ExternalID) -> Bool {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): left == right
        case (.text(let left), .text(let right)): ByteText(left) == ByteText(right)
        case (.integer, .text), (.text, .integer): false
        }
    }

    /// Feeds the number or the bytes.
    package func hash(into hasher: inout Hasher) {
        switch self {
        case .integer(let value): hasher.combine(value)
        case .text(let text): hasher.combine(ByteText(text))
        }
    }
}

extension ExternalID: Comparable {
    /// Numbers by value, then text by UTF-8 bytes.
    package static func < (left: ExternalID, right: ExternalID) -> Bool {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): left < right
        case (.integer, .text): true
        case (.text, .integer): false
        case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }
}

extension ExternalID: CustomStringConvertible {
    /// The id as the dataset writes it.
    package var description: String {
        switch self {
        case .integer(let value): String(value)
        case .text(let text): text
        }
    }
}

extension ExternalID: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    /// An integer id.
    package init(integerLiteral value: Int64) { self = .integer(value) }
    /// An id read from text, so that `"17"` equals `17`.
    package init(stringLiteral value: String) { self.init(value) }
}
