import Foundation

/// Finds items by words of their titles: every word of the query must begin a word of the title, whatever its
/// case and accents.
///
/// "the matrix" finds "Matrix, The (1999)", "cafe" finds "Café de Flore", "기생" finds "기생충".
package struct TitleSearch: Sendable {
    /// The folded words of all titles, each word after a space, each title after a line break, in UTF-8.
    private let text: [UInt8]
    /// Where each title begins in `text`; one entry more than there are items.
    private let starts: [Int]
    /// How many users know each item.
    private let known: [Int]

    /// The most characters of a query that are looked for.
    static let longest = 100

    /// Folds the titles once.
    /// - Parameters:
    ///   - titles: the title of each item.
    ///   - known: how many users know each item, shape [items].
    package init(_ titles: [String], known: [Int]) {
        var (text, starts): ([UInt8], [Int]) = ([], [])
        starts.reserveCapacity(titles.count + 1)
        for title in titles {
            starts.append(text.count)
            for word in Self.words(title) { text += [UInt8(ascii: " ")] + word }
        }
        starts.append(text.count)
        (self.text, self.starts, self.known) = (text, starts, known)
    }

    /// The items that a query finds: titles that begin with it first, then the better known, then the smaller
    /// position.
    package func find(_ query: String, most: Int) -> [Int] {
        let words = Self.words(String(query.prefix(Self.longest)))
        guard !words.isEmpty, most > 0 else { return [] }
        let needles = words.map { [UInt8(ascii: " ")] + $0 }
        let whole = needles.flatMap(\.self)
        let found = (0..<known.count).filter { item in
            let title = text[starts[item]..<starts[item + 1]]
            return needles.allSatisfy { title.contains($0) }
        }
        let ranked = found.map { (isFirst: text[starts[$0]..<starts[$0 + 1]].starts(with: whole), item: $0) }
        return ranked.sorted { one, other in
            if one.isFirst != other.isFirst { return one.isFirst }
            return (known[other.item], one.item) < (known[one.item], other.item)
        }.prefix(most).map(\.item)
    }

    /// The words of a text, folded: letters and digits, without case and accents.
    private static func words(_ text: String) -> [[UInt8]] {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            .precomposedStringWithCanonicalMapping
            .split { !$0.isLetter && !$0.isNumber }.map { Array($0.utf8) }
    }
}

extension ArraySlice<UInt8> {
    /// Whether some bytes occur in these.
    fileprivate func contains(_ needle: [UInt8]) -> Bool {
        guard let first = needle.first, count >= needle.count else { return needle.isEmpty }
        for start in startIndex...(endIndex - needle.count) where self[start] == first {
            if self[start..<start + needle.count].elementsEqual(needle) { return true }
        }
        return false
    }
}
