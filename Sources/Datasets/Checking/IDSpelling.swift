import Foundation

/// A way in which one id is written otherwise in another file: `258.0` for `258`.
enum IDSpelling: CaseIterable {
    case blanks, quotes, decimals, zeros, letterCase

    /// How messages call the difference.
    var words: String {
        switch self {
        case .blanks: "blanks around it"
        case .quotes: "quotes around it"
        case .decimals: "a decimal point after it"
        case .zeros: "zeros before it"
        case .letterCase: "capital letters"
        }
    }

    /// The id without this difference.
    func plain(_ id: String) -> String {
        switch self {
        case .blanks: return id.trimmed
        case .quotes:
            let marks: [Character] = ["\"", "'", "`", "“", "”", "‘", "’"]
            guard id.count > 2, let first = id.first, let last = id.last, marks.contains(first),
                marks.contains(last)
            else {
                return id
            }
            return String(id.dropFirst().dropLast())
        case .decimals:
            guard let point = id.utf8.firstIndex(of: UInt8(ascii: ".")),
                id[..<point].utf8.allSatisfy(Self.isDigit),
                point > id.startIndex, id[point...].utf8.dropFirst().allSatisfy({ $0 == UInt8(ascii: "0") })
            else { return id }
            return String(id[..<point])
        case .zeros:
            guard id.utf8.first == UInt8(ascii: "0"), id.utf8.allSatisfy(Self.isDigit) else { return id }
            let digits = id.drop { $0 == "0" }
            return digits.isEmpty ? "0" : String(digits)
        case .letterCase: return id.lowercased()
        }
    }

    /// The id without any of these differences.
    static func plain(_ id: String, spellings: [IDSpelling] = allCases) -> String {
        spellings.reduce(id) { $1.plain($0) }
    }

    /// The differences between two ids that are equal without them.
    static func differences(_ left: String, _ right: String) -> [IDSpelling] {
        var (left, right) = (left, right)
        return allCases.filter { spelling in
            let plain = (spelling.plain(left), spelling.plain(right))
            defer { (left, right) = plain }
            return (left != plain.0) != (right != plain.1) || (left != right && plain.0 == plain.1)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
