import Foundation
import FoundationXML
import HummingbirdTesting
import Testing
import Web

@Suite("The demonstration page")
struct DemoTests {
    private func page(_ query: String = "", list: Bool = true) async throws -> String {
        let service = try SampleService()
        if list { _ = try service.changing { try SampleService.addList(to: $0, service.dataset) } }
        service.watch().look()
        let text = Box()
        try await service.test {
            $0.hasDemo = true
        } _: { client async throws in
            let response = try await client.get("/demo" + query)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
            text.value = String(buffer: response.body)
        }
        return text.value
    }

    private final class Box: @unchecked Sendable { var value = "" }

    @Test("is well-formed, without script and style of its own, and escapes titles", arguments: ["list", "adaptive"])
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
        #expect(second.contains(#"name="item" value="f2""#) && second.contains("Item 2 of 20"))
        #expect(try await page("?a=f1:4&a=f2:unknown&a=f3:1").contains("That was enough: 3 items."))
    }

    @Test("shows how an answer changed the recommendations")
    func change() async throws {
        #expect(!(try await page().contains("as before")))
        let page = try await page("?item=f1&rating=5")
        #expect(page.contains("as before") || page.contains("up ") || page.contains("down ") || page.contains(">new<"))
    }

    @Test(
        "leaves out of an address what does not fit",
        arguments: ["?a=nothing:4", "?a=f1:99", "?a=f1", "?a=f1:nan", "?f.gender=X", "?strategy=x", "?item=f1&rating=%00"])
    func nonsense(_ query: String) async throws {
        #expect(try await page(query).contains("Item 1 of 20"))
    }

    @Test("says why nothing is recommended to who answered about everything")
    func nothingLeft() async throws {
        let all = ((1...29).map { "a=f\($0):4" } + ["a=1193:unknown"]).joined(separator: "&")
        #expect(try await page("?" + all).contains("Nothing is left to recommend: you answered about all 30 items."))
        let one = try await page("?a=f1:4")
        #expect(!one.contains("Nothing is left") && one.contains("Items that fewer than 10 users rated are not recommended."))
    }

    @Test("says when there is no list")
    func missing() async throws {
        #expect(try await page(list: false).contains("This workspace has no list yet"))
    }

    @Test("is there only when it was asked for")
    func flag() async throws {
        try await SampleService().test { client async throws in
            #expect(try await client.get("/demo").status == .notFound)
        }
    }
}
