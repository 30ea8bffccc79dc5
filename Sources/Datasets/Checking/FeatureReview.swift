import Support

/// Looks for features that say nothing, and for numbers that cannot be.
struct FeatureReview {
    /// What was found.
    private(set) var warnings: [DatasetWarning] = []
    private let name: String
    private let what: String
    private let ids: [ExternalID]
    /// From how many values on it is no chance that they are all different.
    private static let fewestTokens = 20
    /// The same for whole numbers, which often ascend or are spread.
    private static let fewestNumbers = 50

    /// Looks through the cells of a feature; a text, which nobody learns from, is not looked at.
    /// - Parameters:
    ///   - feature: the feature.
    ///   - what: `user` or `item`.
    ///   - ids: the ids of the cells.
    ///   - reviewsSpelling: whether tokens are looked at that stand for a missing value or differ in spelling
    ///     alone.
    init(_ feature: Feature, of what: String, ids: [ExternalID], reviewsSpelling: Bool = true) {
        (name, self.what, self.ids) = (feature.name.shortenedForMessage, what, ids)
        switch feature.values {
        case .categorical(let column), .multivalued(let column):
            if feature.isInput { reviewTokens(column) }
            if feature.isInput, feature.kind == .multivalued { reviewSeparator(column) }
            if feature.isInput, reviewsSpelling { reviewSpelling(column) }
        case .numeric(let cells):
            reviewNumbers(
                cells, isYear: feature.role == .year || Self.isNamed(feature.name, "year"),
                isInput: feature.isInput)
        case .text: break
        }
    }

    /// Whether a feature's name is a word or ends in it: `age`, `user_age`, `Release Year`.
    private static func isNamed(_ name: String, _ word: String) -> Bool {
        name.lowercased().split { !$0.isLetter }.last.map { $0 == word } ?? false
    }

    private mutating func warn(_ count: Int, _ text: String) {
        warnings.append(DatasetWarning(.feature, count: count, text))
    }

    private mutating func reviewTokens(_ column: TokenColumn) {
        let filled = zip(column.offsets, column.offsets.dropFirst()).count { $0 < $1 }
        guard filled > 0 else { return warnEmpty() }
        if let token = column.vocabulary.first, column.vocabulary.count == 1, filled == column.count,
            filled > 1
        {
            warnConstant(token.quotedForMessage)
        } else if column.indices.count == column.vocabulary.count, filled >= Self.fewestTokens {
            warnDistinct(filled)
        }
    }

    /// Cells that hold one token each, in many of which another separator stands.
    private mutating func reviewSeparator(_ column: TokenColumn) {
        let filled = zip(column.offsets, column.offsets.dropFirst()).count { $0 < $1 }
        guard column.indices.count == filled, filled >= 5 else { return }
        let other = ["|", ", ", ",", "; ", ";", " / ", "/"].first { separator in
            column.indices.count { column.vocabulary[Int($0)].contains(separator) } * 3 > filled
        }
        guard let other else { return }
        let example = column.vocabulary.first { $0.contains(other) } ?? ""
        warn(
            filled,
            "no \(name) of the \(filled) \(what)s that have one was split, and many are like \(example.quotedForMessage); if that is "
                + "several tokens, say so with separator: \(other.quotedForMessage) in a dataset.yaml")
    }

    /// What programs write for a missing value.
    private static let codes: Set<String> = [
        "NaN", "nan", "NULL", "null", "None", "N/A", "n/a", "NA", "#N/A", "\\N", "<NA>", "nil", "undefined",
        "(null)",
    ]

    private mutating func reviewSpelling(_ column: TokenColumn) {
        let missing = column.vocabulary.indices.filter { Self.codes.contains(column.vocabulary[$0].trimmed) }
        if let code = missing.first, column.vocabulary.count > 1 {
            let rows = column.indices.count { missing.contains(Int($0)) }
            let token = column.vocabulary[code].shortenedForMessage
            warn(
                rows,
                "the \(name) of \(rows) of the \(ids.count) \(what)s is `\(token)`, which is learned from like any other token; if it stands "
                    + "for a missing value, say so with missing: ['\(token)'] in a dataset.yaml")
        }
        let twins = SpellingReview(column.vocabulary, spellings: [.blanks, .letterCase])
        if let example = twins.example {
            warn(
                twins.twins.count,
                "\(twins.twins.count) token\(twins.twins.count == 1 ? "" : "s") of the \(what) feature \(name) \(example); write them alike if "
                    + "they are one")
        }
    }

    private mutating func reviewNumbers(_ cells: [Double?], isYear: Bool, isInput: Bool) {
        let numbers = cells.compactMap(\.self)
        guard let range = NumberRange(numbers) else {
            if isInput { warnEmpty() }
            return
        }
        if isYear {
            warnOutside(1000...2100, cells)
        } else if Self.isNamed(name, "age") {
            warnOutside(1...120, cells)
        } else {
            warnFar(cells, numbers, range)
        }
        guard isInput else { return }
        if range.least == range.largest, numbers.count == cells.count, numbers.count > 1 {
            warnConstant(range.least.plainText)
        } else if !isYear, numbers.count >= Self.fewestNumbers, numbers.allSatisfy({ $0 == $0.rounded() }),
            Set(numbers).count == numbers.count
        {
            warnDistinct(numbers.count)
        }
    }

    private mutating func warnEmpty() {
        warn(ids.count, "the \(what) feature \(name) has no value; check its column, or leave it out")
    }

    private mutating func warnConstant(_ value: String) {
        warn(
            ids.count,
            "the \(what) feature \(name) is \(value) for every \(what), so that nothing can be learned from it; leave it out"
        )
    }

    private mutating func warnDistinct(_ count: Int) {
        warn(
            count,
            "the \(what) feature \(name) has another value for each of its \(count) \(what)s, as an id has, so that what is learned of one "
                + "holds for no other; leave it out if it is one")
    }

    private mutating func warnOutside(_ plausible: ClosedRange<Double>, _ cells: [Double?]) {
        let odd = cells.indices.filter { cells[$0].map { !plausible.contains($0) } ?? false }
        guard !odd.isEmpty else { return }
        let filled = cells.count { $0 != nil }
        warn(
            odd.count,
            "the \(name) of \(DatasetWarning.share(odd.count, of: filled, "\(what)s")) is not between \(plausible.lowerBound.plainText) and "
                + "\(plausible.upperBound.plainText), such as \(examples(odd, cells)); correct it, or leave it empty where it is unknown"
        )
    }

    /// One value that is ten times as far from the others as they are from one another: a typing error, or a
    /// code for a missing value.
    private mutating func warnFar(_ cells: [Double?], _ numbers: [Double], _ range: NumberRange) {
        for value in [range.least, range.largest] {
            guard let rest = NumberRange(numbers.filter { $0 != value }), rest.least < rest.largest else {
                continue
            }
            let gap = value == range.least ? rest.least - value : value - rest.largest
            let odd = cells.indices.filter { cells[$0] == value }
            guard gap > 10 * (rest.largest - rest.least), odd.count * 2 < numbers.count else { continue }
            warn(
                odd.count,
                "the \(name) of \(DatasetWarning.share(odd.count, of: numbers.count, "\(what)s")) is \(value.plainText), such as of \(what) "
                    + "\(ids[odd[0]].description.quotedForMessage), and the others lie between \(rest.least.plainText) and "
                    + "\(rest.largest.plainText); correct it, or leave it empty where it is unknown")
        }
    }

    /// The least and the largest of the odd cells, with their ids.
    private func examples(_ odd: [Int], _ cells: [Double?]) -> String {
        let ordered = odd.sorted { (cells[$0] ?? 0, $0) < (cells[$1] ?? 0, $1) }
        let shown =
            cells[ordered[0]] == cells[ordered[ordered.count - 1]]
            ? [ordered[0]] : [ordered[0], ordered[ordered.count - 1]]
        return shown.map { "\((cells[$0] ?? 0).plainText) (\(what) \(ids[$0].description.quotedForMessage))" }
            .joined(
                separator: " and ")
    }
}
