import Foundation
import Support

/// The side information on MovieLens-1M films that MeLU's authors published with their code: eleven fields
/// `id::title::year::rate::released::genre::director::writer::actors::plot::poster`, UTF-8, CRLF.
///
/// The estimator's inputs are those of the authors: rate, genre, director and actor, in this order. Their
/// rules are kept to the letter, so that tokens and their numbers are theirs: a field `N/A` is a token `nan`
/// of its own, not a missing value.
enum MeLUSideInformation {
    /// The file's name.
    static let file = "movies_extrainfos.dat"
    /// How many fields each record has.
    static let fieldCount = 11

    /// The features, those that the estimator learns from first.
    static let columns: [FeatureColumn] = [
        .categorical("rate", column: 3),
        list("genre", column: 5, role: .genres),
        // Directors carry notes such as "(co-director)"; what a note leaves behind, a space included, is part
        // of the token.
        list("director", column: 6) { withoutParentheses($0) },
        list("actor", column: 8),
        FeatureColumn(name: "year", kind: .numeric, role: .year, isInput: false) { row throws(RowFault) in
            .number(row.isMissing(2) ? nil : try row.number(2, "year"))
        },
        .text("title", column: 1, role: .title),
        FeatureColumn(name: "poster", kind: .text, role: .poster, isInput: false) { row in
            .text(row.isMissing(10) ? nil : row.text(10))
        },
    ]

    private static func list(
        _ name: String, column: Int, role: FeatureRole? = nil,
        _ transform: @escaping @Sendable (String) -> String = { $0 }
    ) -> FeatureColumn {
        FeatureColumn(name: name, kind: .multivalued, role: role) { row in
            let text = row.text(column)
            if text == "N/A" { return .tokens(["nan"]) }
            return .tokens(text.parts(separatedBy: ", ").map(transform))
        }
    }

    /// Deletes every innermost pair of parentheses with what it encloses: the regular expression
    /// `\([^()]*\)`.
    static func withoutParentheses(_ token: String) -> String {
        guard token.utf8.contains(UInt8(ascii: "(")) else { return token }
        var kept: [UInt8] = []
        var opening: Int?
        for byte in token.utf8 {
            kept.append(byte)
            if byte == UInt8(ascii: "(") {
                opening = kept.count - 1
            } else if byte == UInt8(ascii: ")"), let start = opening {
                kept.removeSubrange(start...)
                opening = nil
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

extension RecordScanner {
    /// Whether a field is empty or says that there is no value.
    fileprivate func isMissing(_ column: Int) -> Bool { isEmpty(column) || text(column) == "N/A" }
}
