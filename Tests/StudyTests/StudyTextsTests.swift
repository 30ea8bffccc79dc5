import Datasets
import Foundation
import Study
import Testing

@Suite("Study texts") struct StudyTextsTests {
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
        #expect(throws: DatasetError.self) { try StudyTexts(json: StudyTexts.korean.file(), file: "x.json", questionnaire: own) }
    }

    @Test("fill in places, and name the answer of an attention check")
    func places() {
        #expect(StudyTexts.english.text("preference.place", ["number": "2"]) == "Those of part 2")
        #expect(StudyTexts.english.text("no.such.key") == "no.such.key")
        let check = Question(id: "attention", kind: .attention, expected: 2)
        #expect(StudyTexts.english.text(of: check) == "To show that you read each sentence, please choose “Disagree” here.")
        #expect(StudyTexts.korean.text(of: check).contains("“그렇지 않다”"))
    }

    @Test(
        "refuse a file in a sentence",
        arguments: [
            ("", "this is not JSON"), ("{\"language\": ", "this is not JSON"), ("[1]", "the file is not a JSON object"),
            (#"{"name": "x", "strings": {}}"#, "\"language\" is missing"),
            (#"{"language": "en", "name": "x", "strings": {"a": 1}}"#, "\"strings > a\" is not of the type"),
            (#"{"language": "en", "name": null, "strings": {}}"#, "\"name\" is not of the type"),
            (#"{"language": "en us", "name": "x", "strings": {}}"#, "which is not a language tag"),
            (#"{"language": "fr", "name": " ", "strings": {}}"#, "\"name\" is empty"),
            (#"{"language": "fr", "name": "x", "strings": {}}"#, "and 17 more are missing"),
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
