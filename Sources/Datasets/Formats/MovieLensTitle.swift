/// A title as MovieLens writes it, `Toy Story (1995)`, taken apart.
package struct MovieLensTitle: Equatable {
    /// The title without its year.
    package var title: String
    /// The year, where the title ends in four digits in parentheses.
    package var year: Int?

    /// Takes a title apart.
    package init(_ text: String) {
        let text = text.trimmingSuffix(" ")
        let bytes = Array(text.utf8.suffix(6))
        let digits = bytes.dropFirst().dropLast()
        title = text
        guard bytes.count == 6, bytes.first == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")"),
            digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
        else { return }
        let name = text.dropLast(6).description.trimmingSuffix(" ")
        guard !name.isEmpty else { return }
        title = name
        year = Int(String(decoding: digits, as: UTF8.self))
    }
}

extension String {
    /// The text without the given character at its end.
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        String(self[..<(lastIndex { $0 != character }.map(index(after:)) ?? startIndex)])
    }
}

extension FeatureColumn {
    /// The year of a field such as `Toy Story (1995)`.
    /// - Parameter column: which field, counted from 0.
    static func movieLensYear(column: Int) -> FeatureColumn {
        FeatureColumn(name: "year", kind: .numeric, role: .year) { row in
            .number(MovieLensTitle(row.text(column)).year.map { Double($0) })
        }
    }

    /// The title, without its year, of a field such as `Toy Story (1995)`.
    /// - Parameter column: which field, counted from 0.
    static func movieLensTitle(column: Int) -> FeatureColumn {
        FeatureColumn(name: "title", kind: .text, role: .title, isInput: false) { row in
            .text(row.isEmpty(column) ? nil : MovieLensTitle(row.text(column)).title)
        }
    }
}
