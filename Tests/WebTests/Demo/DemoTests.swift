import Datasets
import Foundation
import FoundationXML
import HTTPTypes
import HummingbirdTesting
import Study
import Testing

@Suite("The demonstration page")
struct DemoTests {
    private func page(
        _ query: String = "", list: Bool = true, feedback: Feedback = .explicit, language: String? = nil
    ) async throws -> String {
        let service = try SampleService(feedback: feedback)
        if list { _ = try service.changing { try SampleService.addList(to: $0, service.dataset) } }
        service.watch().look()
        let text = Box()
        try await service.test {
            $0.hasDemo = true
        } _: { client async throws in
            let response = try await client.get(
                "/demo/ratings" + query, headers: language.map { [.acceptLanguage: $0] } ?? [:])
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
            text.value = String(buffer: response.body)
        }
        return text.value
    }

    private final class Box: @unchecked Sendable { var value = "" }

    @Test(
        "is well-formed, without script and style of its own, and escapes titles",
        arguments: ["list", "adaptive"])
    func form(_ strategy: String) async throws {
        let page = try await page("?strategy=\(strategy)&a=f4:5&a=f5:unknown&f.gender=F")
        #expect(XMLParser(data: Data(page.utf8)).parse())
        #expect(!page.contains("<script") && !page.contains("style="))
        #expect(page.contains("Take back the answer about"))
        #expect(page.contains(#"<option value="F" selected="">"#))
    }

    @Test("asks the list's items in their order, and counts")
    func order() async throws {
        #expect(try await page().contains(#"name="item" value="f1""#))
        let second = try await page("?a=f1:4")
        #expect(second.contains(#"name="item" value="f2""#) && second.contains("Item 2 of 3"))
        #expect(try await page("?a=f1:4&a=f2:unknown&a=f3:1").contains("That was enough: 3 items."))
    }

    @Test("shows how an answer changed the recommendations")
    func change() async throws {
        let first = try await page()
        #expect(!first.contains("as before") && !first.contains("None of your"))
        #expect(first.contains("before you answer anything"))
        let page = try await page("?item=f1&rating=5")
        #expect(
            page.contains("as before") || page.contains("up ") || page.contains("down ")
                || page.contains(">new<"))
    }

    @Test(
        "leaves out of an address what does not fit",
        arguments: [
            "?a=nothing:4", "?a=f1:99", "?a=f1", "?a=f1:nan", "?f.gender=X", "?strategy=x",
            "?item=f1&rating=%00",
        ])
    func nonsense(_ query: String) async throws {
        #expect(try await page(query).contains("Item 1 of 3"))
    }

    @Test("says why nothing is recommended to who answered about everything")
    func nothingLeft() async throws {
        let all = ((1...29).map { "a=f\($0):4" } + ["a=1193:unknown"]).joined(separator: "&")
        #expect(
            try await page("?" + all).contains(
                "Nothing is left to recommend: you answered about all 30 items."))
        let one = try await page("?a=f1:4")
        #expect(
            !one.contains("Nothing is left")
                && one.contains("Only items that at least 10 users know are recommended."))
    }

    @Test("says when there is no list")
    func missing() async throws {
        #expect(try await page(list: false).contains("This workspace has no list yet"))
    }

    @Test("shows every estimate within the scale, whatever the answers", arguments: ["1", "5"])
    func withinScale(_ rating: String) async throws {
        let answers = (1...20).map { "a=f\($0):\(rating)" }.joined(separator: "&")
        for query in ["", "?" + answers, "?strategy=adaptive&" + answers] {
            let page = try await page(query)
            let shown = page.matches(of: /<span class="number">(-?\d+\.\d\d)/).compactMap { Double($0.1) }
            #expect(!shown.isEmpty && shown.allSatisfy { (1...5).contains($0) }, "\(shown)")
            #expect(page.contains("from 1 to 5; an estimate beyond an end of the scale is shown as that end"))
        }
    }

    @Test(
        "asks of a dataset without ratings what was taken, and never speaks of ratings",
        arguments: ["en", "ko"])
    func taken(_ language: String) async throws {
        for query in [
            "", "?strategy=adaptive", "?item=f1&rating=1", "?a=f1:1&a=f2:0&a=f3:unknown", "?a=f1:1&a=f2:1",
        ] {
            let page = try await page(query, feedback: .implicit, language: language)
            #expect(XMLParser(data: Data(page.utf8)).parse())
            #expect(page.contains("lang=\"\(language)\""))
            let text = page.replacing(/<[^>]*>/, with: " ").lowercased()
            for word in ["rating", "rate ", "interview", "lowest", "평점", "인터뷰", "척도"] {
                #expect(!text.contains(word), "\(word)")
            }
            #expect(page.firstMatch(of: /class="number">\s*-?\d/) == nil, "an estimate is shown as a number")
            #expect(!page.contains("strategy\" value=\"adaptive"), "nothing is offered that is not there")
        }
        let first = try await page(feedback: .implicit, language: language)
        let texts = try #require(StudyTexts.builtIn.first { $0.language == language })
        for (key, value) in [("taken", "1"), ("not-taken", "0")] {
            #expect(
                first.contains("name=\"rating\" value=\"\(value)\">\(texts.text("answer.\(key)"))</button>"))
        }
        let answered = try await page("?a=f1:1&a=f2:0", feedback: .implicit, language: language)
        #expect(
            answered.contains(texts.text("answer.taken")) && answered.contains(texts.text("answer.not-taken"))
        )
    }

    @Test("is in Korean where that is preferred or asked for, and stays so")
    func korean() async throws {
        #expect(try await page(language: "ko-KR").contains("<h1>온보딩 체험하기</h1>"))
        let page = try await page("?language=ko&a=f1:5", language: "en")
        #expect(page.contains("<h1>온보딩 체험하기</h1>") && page.contains(#"name="language" value="ko""#))
        #expect(page.contains("language=ko") && page.firstMatch(of: /\{[a-z]+\}/) == nil)
    }

    @Test("recommends only what enough users know, and says so")
    func known() async throws {
        #expect(try await page().contains("Only items that at least 10 users know are recommended."))
    }

    @Test("is there only when it was asked for")
    func flag() async throws {
        try await SampleService().test { client async throws in
            #expect(try await client.get("/demo/ratings").status == .notFound)
        }
    }
}
