import Foundation
import Study

/// The language of a page before the participant has one.
enum LanguageChoice {
    /// The texts in the language that was asked for, else in the first one that the browser prefers, else the
    /// first.
    static func texts(of all: [StudyTexts], asked: String?, preferred: String?) -> StudyTexts {
        if let asked, let texts = all.first(where: { $0.language.lowercased() == asked.lowercased() }) {
            return texts
        }
        for tag in preferences(preferred ?? "") {
            let same = all.first { $0.language.lowercased() == tag }
            if let texts = same ?? all.first(where: { base($0.language.lowercased()) == base(tag) }) {
                return texts
            }
        }
        return all.first ?? .english
    }

    private static func base(_ tag: String) -> Substring { tag.prefix { $0 != "-" } }

    /// The tags of an `Accept-Language` field in lowercase, the preferred first.
    private static func preferences(_ field: String) -> [String] {
        var found: [(tag: String, weight: Double)] = []
        for range in field.lowercased().split(separator: ",").prefix(20) {
            let parts = range.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let tag = parts.first, !tag.isEmpty else { continue }
            let weight =
                parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > 0 { found.append((tag, weight)) }
        }
        // By weight; those of the same weight stay in their order.
        return found.enumerated().sorted { left, right in
            left.element.weight == right.element.weight
                ? left.offset < right.offset : left.element.weight > right.element.weight
        }.map(\.element.tag)
    }
}
