import Datasets
import Foundation
import Study

@testable import Web

/// The files that a study is made from: texts in a language, questions, lists of ids, and Markdown.
enum StudyFiles {
    static let targets = [
        FuzzTarget(name: "study-texts") { input in
            read {
                try StudyTexts(json: Data(input), file: "input")
            } check: { texts in
                let again = try StudyTexts(json: texts.file(), file: "input")
                require(again == texts, "what is written is what was read")
            }
        },
        FuzzTarget(name: "questionnaire") { input in
            read {
                try Questionnaire(json: Data(input), file: "input")
            } check: { questionnaire in
                require(!questionnaire.questions.isEmpty, "a questionnaire has questions")
            }
        },
        FuzzTarget(name: "id-list") { input in
            let file = ScratchFolder.url.appending(path: "ids.txt")
            guard (try? Data(input).write(to: file)) != nil else { return require(false, "\(file) can be written") }
            read {
                try IDList.read(file, of: SampleDataset.small.items, what: "item")
            } check: { positions in
                require(Set(positions).count == positions.count, "an id is listed once")
                require(positions.allSatisfy(SampleDataset.small.items.ids.indices.contains), "ids are known")
            }
        },
        FuzzTarget(name: "markdown") { input in
            let html = SafeMarkdown.html(String(decoding: input, as: UTF8.self))
            let marks = /<\/?(p|ul|li|strong)>|<a href="(https:\/\/|mailto:)[^\s"<>]+">|<\/a>/.matchingSemantics(.unicodeScalar)
            let plain = html.replacing(marks, with: "")
            require(!plain.utf8.contains(where: "<>\"'".utf8.contains), "nothing but the known marks is HTML: \(plain)")
            require(isNested(html), "what opens last closes first: \(html)")
        },
    ]

    /// Whether every element is closed, inner ones before outer ones.
    private static func isNested(_ html: String) -> Bool {
        var open: [Substring] = []
        for tag in html.matches(of: /<(\/?)([a-z]+)[^>]*>/.matchingSemantics(.unicodeScalar)) {
            if tag.1.isEmpty {
                open.append(tag.2)
            } else if open.popLast() != tag.2 {
                return false
            }
        }
        return open.isEmpty
    }

    private static func read<Value>(_ body: () throws -> Value, check: (Value) throws -> Void) {
        do {
            try check(body())
        } catch let error as DatasetError {
            require(!error.description.contains(where: \.isNewline), "an error is one line: \(error.description)")
        } catch {
            require(false, "the error \(error) is none of ours")
        }
    }
}
