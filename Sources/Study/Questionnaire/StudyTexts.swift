import Foundation
import Support

/// The words of a study in one language. They are data: any language can be given as a strings file.
///
/// A strings file is JSON of the form
/// `{"language": "ko", "name": "한국어", "strings": {"scale.agreement.1": "…", …}}`. A string may hold places
/// such as `{label}`, which the program fills in.
package struct StudyTexts: Sendable, Equatable, Codable {
    /// The language's tag, as in HTML's `lang` (BCP 47), such as `en` or `pt-BR`.
    package var language: String
    /// The language's own name, for the choice of language.
    package var name: String
    /// The strings by key.
    package var strings: [String: String]

    /// Creates texts.
    package init(language: String, name: String, strings: [String: String]) {
        self.language = language
        self.name = name
        self.strings = strings
    }

    /// The languages that are built in: English and Korean.
    package static let builtIn: [StudyTexts] = [.english, .korean]

    /// The string of a key with its places filled in. A study that was launched before a key came into being
    /// shows English there; a key that nobody knows is shown itself, so that what lacks is seen.
    /// - Parameters:
    ///   - key: such as `question.novelty-new`.
    ///   - values: what stands in the places, by name; it is not escaped for HTML.
    package func text(_ key: String, _ values: [String: String] = [:]) -> String {
        guard let template = strings[key] ?? Self.english.strings[key] else { return key }
        return values.sorted { $0.key < $1.key }.reduce(template) {
            $0.replacing("{\($1.key)}", with: $1.value)
        }
    }

    /// A question's wording; an attention check names the answer to choose.
    package func text(of question: Question) -> String {
        guard let expected = question.expected else { return text(question.textKey) }
        return text(question.textKey, ["label": text("scale.agreement.\(expected)")])
    }

    /// How long answers are kept, in words.
    package func period(_ retention: StudyRetention) -> String {
        let key = "period.\(retention.unit.rawValue)"
        return text(retention.count == 1 ? "\(key).one" : key, ["count": "\(retention.count)"])
    }

    /// What people read for a user feature of a dataset, or for one of its values.
    ///
    /// The first of the strings `feature.FORMAT.NAME.VALUE` and `feature.NAME.VALUE` that there is, such as
    /// `feature.movielens-1m.age.25` and `feature.gender.F`, else the value as it is; without a value, of
    /// `feature.FORMAT.NAME` and `feature.NAME`, else the name.
    package func feature(_ name: String, value: String? = nil, format: String) -> String {
        let path = [name, value].compactMap(\.self).joined(separator: ".")
        return strings["\(Self.featurePrefix)\(format).\(path)"] ?? strings[Self.featurePrefix + path]
            ?? value ?? name
    }

    /// What the keys of strings about features begin with.
    static let featurePrefix = "feature."

    /// The SHA-256, in lowercase hexadecimal, of the texts' canonical JSON, which a design keeps.
    /// - Throws: never for texts that can be written as JSON, which all can.
    package func hash() throws -> String { try CanonicalJSON.hash(self) }

    /// The keys that a study with a questionnaire needs and the texts lack: those of its questions in their
    /// order, then those that every language has. Names of features may lack.
    package func missingKeys(for questionnaire: Questionnaire) -> [String] {
        let pages = Self.english.strings.keys.filter { key in
            !key.hasPrefix(Self.featurePrefix) && !key.hasPrefix(Question.textPrefix)
        }
        return (questionnaire.questions.map(\.textKey) + pages.sorted()).filter { strings[$0] == nil }
    }

    /// The names of the places in a string, sorted: `label` for `Choose “{label}”.`
    static func places(in text: String) -> [String] {
        text.matches(of: /\{([a-zA-Z]+)\}/).map { String($0.1) }.sorted()
    }
}
