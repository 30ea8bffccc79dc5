import Study

/// The words of the grid's pages in one language.
package struct GridTexts: Sendable {
    /// The language and the words that all pages share.
    let study: StudyTexts
    /// The language that the address asks for, where there are words in it.
    let chosen: String?
    private let strings: [String: String]

    /// The languages that there are.
    static let languages = StudyTexts.builtIn

    /// In the language that the address asks for, else in the one that the browser prefers, of English and
    /// Korean.
    init(asked: String?, preferred: String?) {
        study = LanguageChoice.texts(of: Self.languages, asked: asked, preferred: preferred)
        chosen = Self.languages.first { $0.language == asked?.lowercased() }?.language
        strings = study.language == "ko" ? Self.korean : Self.english
    }

    /// The tag of the language.
    var language: String { study.language }

    /// A string with its places filled in.
    func text(_ key: String, _ values: [String: String] = [:]) -> String {
        let template = strings[key] ?? key
        return values.sorted { $0.key < $1.key }.reduce(template) {
            $0.replacing("{\($1.key)}", with: $1.value)
        }
    }

    /// A string about so many things, which has a form for one.
    func text(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
        let all = values.merging(["count": "\(count)"]) { $1 }
        return text(count == 1 && strings["\(key).one"] != nil ? "\(key).one" : key, all)
    }

    /// What stands before and after a place of a string.
    func parts(_ key: String, around place: String, _ values: [String: String] = [:]) -> (
        before: String, after: String
    ) {
        let parts = text(key, values).split(
            separator: "{\(place)}", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
    }

    /// A share of people in whole percent; what is not zero is never said to be.
    func percent(_ share: Double) -> String {
        let whole = Int((share * 100).rounded())
        return whole == 0 && share > 0 ? text("percent.less") : "\(whole)%"
    }

    /// Titles in a sentence.
    func list(_ titles: [String]) -> String {
        guard let last = titles.last, titles.count > 1 else { return titles.first ?? "" }
        return titles.dropLast().joined(separator: ", ") + text("and") + last
    }

    /// The strings of both languages by their tags, for tests.
    package static var all: [String: [String: String]] { ["en": english, "ko": korean] }
}
