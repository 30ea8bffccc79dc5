import Hummingbird
import Study

/// The language of a page before the participant has one.
enum LanguageChoice {
    /// The texts in the language that was asked for, else in the first one that the browser prefers, else the first.
    static func texts(of all: [StudyTexts], asked: String?, preferred: String?) -> StudyTexts {
        if let asked, let texts = all.first(where: { $0.language.lowercased() == asked.lowercased() }) { return texts }
        for tag in preferences(preferred ?? "") {
            let base = tag.prefix { $0 != "-" }
            let same = all.first { $0.language.lowercased() == tag }
            if let texts = same ?? all.first(where: { $0.language.lowercased().prefix { $0 != "-" } == base }) { return texts }
        }
        return all.first ?? .english
    }

    /// The tags of an `Accept-Language` field in lowercase, the preferred first.
    private static func preferences(_ field: String) -> [String] {
        field.lowercased().split(separator: ",").prefix(20).enumerated().compactMap { place, range in
            let parts = range.split(separator: ";").map { $0.trimming(while: \.isWhitespace) }
            guard let tag = parts.first, !tag.isEmpty else { return nil }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return weight > 0 ? (String(tag), weight, place) : nil
        }.sorted { ($0.1, -$0.2) > ($1.1, -$1.2) }.map(\.0)
    }
}

extension StringProtocol where SubSequence == Substring {
    /// Without the characters at both ends that a rule holds for.
    fileprivate func trimming(while rule: (Character) -> Bool) -> Substring {
        var rest = self[...].drop(while: rule)
        while let last = rest.last, rule(last) { rest.removeLast() }
        return rest
    }
}
