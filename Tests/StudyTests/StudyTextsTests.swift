import Datasets
import Foundation
import Study
import Testing

@Suite("Study texts") struct StudyTextsTests {
    /// How many strings every language must have: all but the names of features.
    private static let wordings = StudyTexts.english.strings.keys.count { !$0.hasPrefix("feature.") }

    @Test("have the same keys and places in every language that is built in, names of features included")
    func keys() {
        let (english, korean) = (StudyTexts.english.strings, StudyTexts.korean.strings)
        #expect(english.keys.sorted() == korean.keys.sorted())
        for (key, text) in english where korean[key] == text {
            Issue.record("“\(key)” is not translated: \(text)")
        }
    }

    @Test("name features and their values by the dataset's format, by the name alone, or as they are")
    func features() {
        let texts = StudyTexts.english
        #expect(texts.feature("age", format: "movielens-1m") == "Age")
        #expect(texts.feature("age", value: "25", format: "movielens-1m") == "25 to 34")
        #expect(texts.feature("age", value: "25", format: "recbole") == "25")
        #expect(texts.feature("gender", value: "F", format: "recbole") == "Woman")
        #expect(
            texts.feature("shoe size", value: "44", format: "x") == "44"
                && texts.feature("shoe size", format: "x") == "shoe size"
        )
    }

    @Test("may name features of one's own or leave those of MovieLens out")
    func ownFeatures() throws {
        var texts = StudyTexts.korean
        texts.strings = texts.strings.filter { !$0.key.hasPrefix("feature.") }
        texts.strings["feature.city"] = "도시"
        #expect(try StudyTexts(json: texts.file(), file: "x.json") == texts)
    }

    @Test("write and read a strings file", arguments: StudyTexts.builtIn)
    func file(texts: StudyTexts) throws {
        let data = try texts.file()
        #expect(try StudyTexts(json: data, file: "x.json") == texts)
        #expect(try texts.file() == data && texts.hash().count == 64)
    }

    @Test("take the wordings of one's own questions")
    func ownQuestions() throws {
        var texts = StudyTexts.korean
        texts.strings["question.mood"] = "…"
        let own = Questionnaire(questions: [Question(id: "mood", construct: .satisfaction)])
        #expect(try StudyTexts(json: texts.file(), file: "x.json", questionnaire: own) == texts)
        #expect(StudyTexts.english.missingKeys(for: own) == ["question.mood"])
        texts.strings["thanks.title"] = nil
        #expect(texts.missingKeys(for: own) == ["thanks.title"], "a page without its words")
        #expect(texts.text("thanks.title") == "Thank you!", "of a study from before there was this text")
        #expect(throws: DatasetError.self) {
            try StudyTexts(json: StudyTexts.korean.file(), file: "x.json", questionnaire: own)
        }
    }

    @Test("fill in places, and name the answer of an attention check")
    func places() {
        #expect(StudyTexts.english.text("preference.place", ["number": "2"]) == "Those of part 2")
        #expect(StudyTexts.english.text("no.such.key") == "no.such.key")
        let check = Question(id: "attention", kind: .attention, expected: 2)
        #expect(
            StudyTexts.english.text(of: check)
                == "To show that you read each sentence, please choose “Disagree” here.")
        #expect(StudyTexts.korean.text(of: check).contains("“그렇지 않다”"))
    }

    @Test(
        "refuse a file in a sentence",
        arguments: [
            ("", "this is not JSON"), ("{\"language\": ", "this is not JSON"),
            ("[1]", "the file is not a JSON object"),
            (#"{"name": "x", "strings": {}}"#, "\"language\" is missing"),
            (#"{"language": "en", "name": "x", "strings": {"a": 1}}"#, "\"strings > a\" is not of the type"),
            (#"{"language": "en", "name": null, "strings": {}}"#, "\"name\" is not of the type"),
            (#"{"language": "en us", "name": "x", "strings": {}}"#, "which is not a language tag"),
            (#"{"language": "fr", "name": " ", "strings": {}}"#, "\"name\" is empty"),
            (#"{"language": "fr", "name": "x", "strings": {}}"#, "and \(wordings - 5) more are missing"),
        ])
    func refused(json: String, problem: String) {
        expectRefusal(Data(json.utf8), problem: problem)
    }

    @Test(
        "refuse strings that are unknown, empty or have other places",
        arguments: [
            ("question.atention", "…", "the strings \"question.atention\" are not known"),
            ("answer.unknown", " ", "the string \"answer.unknown\" is empty"),
            ("preference.place", "Part", "has the places none where \"number\" are expected"),
            ("answer.unknown", "{x}", "has the places \"x\" where none are expected"),
        ])
    func strings(key: String, value: String, problem: String) throws {
        var texts = StudyTexts.english
        texts.strings[key] = value
        expectRefusal(try texts.file(), problem: problem)
    }

    private func expectRefusal(_ json: Data, problem: String) {
        do {
            _ = try StudyTexts(json: json, file: "fr.json")
            Issue.record("the file was taken")
        } catch {
            let text = "\(error)"
            #expect(text.hasPrefix("fr.json: ") && text.contains(problem) && !text.contains("\n"), "\(text)")
        }
    }
}
