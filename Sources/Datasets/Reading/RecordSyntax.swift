/// How a delimited file separates and quotes its fields.
struct RecordSyntax: Sendable, Equatable {
    /// How text is encoded.
    enum Encoding: Sendable {
        /// UTF-8; anything else is a fault of its line.
        case utf8
        /// UTF-8 or, for a line that is not, Latin-1: GroupLens' older files are in Latin-1, copies of them
        /// often not.
        case utf8OrLatin1
    }

    /// The bytes between two fields, at least one.
    var separator: [UInt8]
    /// Whether a field may be quoted as in RFC 4180, with embedded separators and newlines and doubled
    /// quotes.
    var quotes: Bool
    /// How text is encoded.
    var encoding = Encoding.utf8

    /// RFC 4180.
    static let csv = RecordSyntax(separator: Array(",".utf8), quotes: true)
    /// Tabs, no quotes.
    static let tabs = RecordSyntax(separator: Array("\t".utf8), quotes: false)
    /// The two colons of the MovieLens-1M files, no quotes.
    static let colons = RecordSyntax(separator: Array("::".utf8), quotes: false)
    /// The bars of the MovieLens-100K files, no quotes.
    static let bars = RecordSyntax(separator: Array("|".utf8), quotes: false)

    /// The same syntax for a file that may be in Latin-1.
    var orLatin1: RecordSyntax {
        RecordSyntax(separator: separator, quotes: quotes, encoding: .utf8OrLatin1)
    }
}
