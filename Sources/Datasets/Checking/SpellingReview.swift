import Support

/// Looks for texts that differ in spelling alone: the ids `7` and ` 7`, the tokens `Drama` and `drama`.
struct SpellingReview {
    /// The texts that have a twin, each with its twin.
    let twins: [(text: String, other: String)]
    private let spellings: [IDSpelling]

    /// - Parameters:
    ///   - texts: different texts, in a fixed order.
    ///   - spellings: the differences that do not count.
    init(_ texts: some Sequence<String>, spellings: [IDSpelling]) {
        self.spellings = spellings
        var known: [ByteText: String] = [:]
        var odd: [String] = []
        for text in texts {
            if IDSpelling.plain(text, spellings: spellings) == text {
                known[ByteText(text)] = text
            } else {
                odd.append(text)
            }
        }
        var twins: [(String, String)] = []
        for text in odd {
            let plain = ByteText(IDSpelling.plain(text, spellings: spellings))
            if let other = known[plain] { twins.append((text, other)) } else { known[plain] = text }
        }
        self.twins = twins
    }

    /// How the first two differ, and what they are:
    /// `differs from another in blanks around it alone, such as " 7" and "7"`.
    var example: String? {
        twins.first.map { text, other in
            "differ\(twins.count == 1 ? "s" : "") from another in "
                + IDSpelling.differences(text, other).map(\.words).joined(separator: " and ")
                + " alone, such as \(text.quotedForMessage) and \(other.quotedForMessage)"
        }
    }
}

extension DatasetWarning {
    /// Ids of one side that differ in spelling alone. Capital letters count: the ids of many systems differ
    /// in them on purpose.
    static func twins(of what: String, _ ids: [ExternalID]) -> DatasetWarning? {
        // An integer is written plainly already.
        let oddities: [IDSpelling] = [.blanks, .quotes, .decimals, .zeros]
        let isOdd = ids.contains { id in
            if case .text(let text) = id {
                IDSpelling.plain(text, spellings: oddities) != text
            } else {
                false
            }
        }
        guard isOdd else { return nil }
        let review = SpellingReview(ids.lazy.map(\.description), spellings: oddities)
        guard let example = review.example else { return nil }
        let count = review.twins.count
        return DatasetWarning(
            .ids, count: count,
            "\(count) \(what) id\(count == 1 ? "" : "s") \(example), which count as two \(what)s; write them alike if they are one"
        )
    }
}
