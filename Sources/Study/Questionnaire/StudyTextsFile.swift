import Datasets
import Foundation

extension StudyTexts {
    /// Reads a strings file and checks it against texts that are known to be whole. Names of features and of
    /// their values (see `feature`) may lack or be added, since each dataset has its own.
    /// - Parameters:
    ///   - json: the file's bytes.
    ///   - file: its name, for errors.
    ///   - template: the texts whose keys and places the file must have.
    ///   - questionnaire: questions whose wordings may be there beyond the template's keys, and must be.
    /// - Throws: `DatasetError` for what is not such a file, for strings that lack, are empty, are unknown or
    ///   differ from the template's in their places.
    package init(
        json: Data, file: String, like template: StudyTexts = .english,
        questionnaire: Questionnaire = Questionnaire(questions: [])
    ) throws {
        self = try Self.decoded(json, file: file)
        try checkLanguage(file: file)
        let extra = Set(questionnaire.questions.map(\.textKey))
        let wanted = Set(template.strings.keys.filter { !$0.hasPrefix(Self.featurePrefix) }).union(extra)
        try checkKeys(wanted: wanted, file: file)
        for key in strings.keys.sorted() {
            guard let known = template.strings[key], let found = strings[key] else { continue }
            let (expected, places) = (Self.places(in: known), Self.places(in: found))
            guard expected != places else { continue }
            throw DatasetError(
                file: file,
                problem:
                    "the string \"\(key)\" has the places \(Self.list(places)) where \(Self.list(expected)) are expected",
                fix: "write each place as in the \(template.name) text: \"\(known)\"")
        }
    }

    /// The strings file of these texts: the same JSON on every run, for translators to start from.
    /// - Throws: never for texts that can be written as JSON, which all can.
    package func file() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    private static func decoded(_ json: Data, file: String) throws -> StudyTexts {
        do {
            return try JSONDecoder().decode(StudyTexts.self, from: json)
        } catch let DecodingError.keyNotFound(key, _) {
            throw DatasetError(
                file: file, problem: "\"\(key.stringValue)\" is missing", fix: "add it; \(form)")
        } catch let DecodingError.typeMismatch(_, context), let DecodingError.valueNotFound(_, context) {
            let path = context.codingPath.map(\.stringValue).joined(separator: " > ")
            let what =
                path.isEmpty
                ? "the file is not a JSON object" : "\"\(path)\" is not of the type that is expected"
            throw DatasetError(file: file, problem: what, fix: "every string is written in quotes; \(form)")
        } catch let DecodingError.dataCorrupted(context) {
            let detail =
                (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String
            throw DatasetError(
                file: file, problem: "this is not JSON" + (detail.map { ": \($0)" } ?? ""),
                fix: "correct that place; \(form)")
        }
    }

    private static let form =
        #"the form is {"language": "en", "name": "English", "strings": {"key": "text"}}"#

    private func checkLanguage(file: String) throws {
        if language.wholeMatch(of: /[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8}){0,4}/) == nil {
            throw DatasetError(
                file: file, problem: "\"language\" is \"\(language)\", which is not a language tag",
                fix: "write a tag such as \"en\", \"ko\" or \"pt-BR\"")
        }
        if name.allSatisfy(\.isWhitespace) {
            throw DatasetError(file: file, problem: "\"name\" is empty", fix: "write the language's own name")
        }
    }

    private func checkKeys(wanted: Set<String>, file: String) throws {
        let missing = wanted.subtracting(strings.keys).sorted()
        if !missing.isEmpty {
            throw DatasetError(
                file: file, problem: "the strings \(Self.list(missing)) are missing",
                fix: "add a text for each")
        }
        let unknown = strings.keys.filter { !wanted.contains($0) && !$0.hasPrefix(Self.featurePrefix) }
            .sorted()
        if !unknown.isEmpty {
            throw DatasetError(
                file: file, problem: "the strings \(Self.list(unknown)) are not known",
                fix: "correct their keys or leave them out")
        }
        if let empty = strings.keys.sorted().first(where: { strings[$0]?.allSatisfy(\.isWhitespace) ?? true })
        {
            throw DatasetError(file: file, problem: "the string \"\(empty)\" is empty", fix: "write its text")
        }
    }

    private static func list(_ names: [String]) -> String {
        guard !names.isEmpty else { return "none" }
        let shown = names.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
        return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
    }
}
