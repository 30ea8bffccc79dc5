import Datasets
import Foundation
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import Web

@Suite("The page of titles to pick from") struct GridPageTests {
    /// A page of a service with a list of three films, in one language, with its policy.
    private func page(
        _ address: String, feedback: Feedback = .implicit, language: String = "en",
        _ change: @escaping (inout ServerOptions) -> Void = { _ in }
    ) async throws -> (html: String, elements: PageElements, fields: HTTPFields) {
        let service = try SampleService(feedback: feedback)
        _ = try service.changing { try SampleService.addList(to: $0, service.dataset) }
        service.watch().look()
        let box = Box()
        try await service.test {
            $0.hasDemo = true
            change(&$0)
        } _: { client async throws in
            let response = try await client.get(address, headers: [.acceptLanguage: language])
            #expect(response.status == .ok)
            box.value = (String(buffer: response.body), response.headers)
        }
        return (box.value.0, PageElements(box.value.0), box.value.1)
    }

    private final class Box: @unchecked Sendable { var value = ("", HTTPFields()) }

    private static let addresses = [
        "", "?tap=f1", "?shown=f1&shown=f2&shown=f3&tap=f1&tap=f9&step=pick",
        "?step=more&shown=f1&shown=f2&shown=f3&tap=f2",
        "?step=none&shown=f1&shown=f2&shown=f3", "?step=search&q=film+1&tap=f1",
        "?step=search&q=nothing+at+all",
        "?step=recommend&shown=f1&shown=f2&shown=f3&tap=f1",
        "?step=recommend&shown=f1&shown=f2&shown=f3&tap=f1&tap=f2&tap=f3",
        "?step=anyway&shown=f1&shown=f2&shown=f3",
        "?step=done&shown=f1&shown=f2&shown=f3&tap=f1&tap=f2&tap=f3",
    ]

    @Test("gives titles without a poster different grounds, though their ids differ in the last letter alone")
    func grounds() async throws {
        let html = try await page("/onboarding").html
        let tones = html.matches(of: /class="tile tone-([0-7])"/).map(\.1)
        #expect(tones.count == 3 && Set(tones).count > 1, "\(tones)")
    }

    @Test(
        "is well-formed, has one heading, unique ids, labels and the words of its language",
        arguments: ["en", "ko"])
    func markup(_ language: String) async throws {
        for path in ["/onboarding", "/demo"] {
            for address in Self.addresses {
                for feedback in [Feedback.explicit, .implicit] {
                    let (html, elements, _) = try await page(
                        path + address, feedback: feedback, language: language)
                    #expect(elements.isWellFormed, "\(address): \(html)")
                    #expect(html.contains("<html lang=\"\(language)\">"))
                    #expect(elements.all("h1").count == 1 && elements.all("main").count == 1, "\(address)")
                    let ids = elements.elements.compactMap { $0.attributes["id"] }
                    #expect(Set(ids).count == ids.count, "\(address): \(ids)")
                    let levels = elements.elements.compactMap {
                        $0.name.wholeMatch(of: /h([1-6])/).flatMap { Int($0.1) }
                    }
                    #expect(
                        zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 }, "\(address): \(levels)")
                    #expect(
                        html.firstMatch(of: /\{[a-z]+\}/) == nil && !html.contains("style="), "\(address)")
                    #expect(
                        elements.all("script").count == 1 && elements.all("script")[0].text.isEmpty,
                        "\(address)")
                    for position in elements.positions(of: "input") {
                        let control = elements.elements[position]
                        guard control.attributes["type"] == "checkbox" else { continue }
                        let label = control.ancestors.last { elements.elements[$0].name == "label" }
                        #expect(
                            label.map { !elements.elements[$0].text.allSatisfy(\.isWhitespace) } == true,
                            "\(address)")
                    }
                    let text = html.replacing(/<[^>]*>/, with: " ").lowercased()
                    if feedback == .implicit {
                        #expect(!text.contains("rating") && !text.contains("평점"), "\(address)")
                    }
                }
            }
        }
    }

    @Test("allows its own script, style and the origins of its posters, and nothing else")
    func policy() async throws {
        let policy = try #require(try await page("/onboarding").fields[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"))
        #expect(policy.contains("img-src 'self' https://a;") && !policy.contains("unsafe"))
    }

    @Test("shows the list as checkboxes, a poster where there is one, else the title")
    func tiles() async throws {
        let (html, elements, _) = try await page("/onboarding")
        let tiles = elements.all("input").filter { $0.attributes["name"] == "tap" }
        #expect(tiles.map { $0.attributes["value"] } == ["f1", "f2", "f3"])
        #expect(html.contains("&lt;script&gt;") || !html.contains(SampleService.hostile))
        #expect(
            elements.all("input").filter { $0.attributes["name"] == "shown" }.map { $0.attributes["value"] }
                == [
                    "f1", "f2", "f3",
                ])
        let search = try await page("/onboarding?step=search&q=film+3").elements
        #expect(search.all("img").map { $0.attributes["src"] } == ["https://a/b.jpg"])
        #expect(
            search.all("img").allSatisfy {
                $0.attributes["alt"] == "" && $0.attributes["referrerpolicy"] == "no-referrer"
            })
    }

    @Test("keeps what was picked over pages and searches, and counts it")
    func state() async throws {
        let (html, elements, _) = try await page(
            "/onboarding?step=more&shown=f1&shown=f2&shown=f3&tap=f2&tap=f9")
        let seen = elements.all("input").filter { $0.attributes["name"] == "seen" }.map {
            $0.attributes["value"]
        }
        #expect(seen == ["f1", "f2", "f3"])
        let checked = elements.all("input").filter { $0.attributes["checked"] != nil }.map {
            $0.attributes["value"]
        }
        #expect(Set(checked) == ["f2", "f9"] && html.contains("2 picked (at least 3)"))
        let new = elements.all("input").filter { $0.attributes["name"] == "shown" }
        #expect(
            !new.isEmpty && new.allSatisfy { !["f1", "f2", "f3", "f9"].contains($0.attributes["value"]) })
    }

    @Test("recommends as the API does, with reasons, from three picks on, and asks for more before")
    func recommend() async throws {
        let few = try await page("/onboarding?step=recommend&shown=f1&shown=f2&shown=f3&tap=f1").html
        #expect(few.contains("Tap 2 more titles") && few.contains("value=\"anyway\""))
        let service = try SampleService(feedback: .implicit)
        _ = try service.changing { try SampleService.addList(to: $0, service.dataset) }
        service.watch().look()
        try await service.test { client async throws in
            let body = #"{"shown":["f1","f2","f3"],"taps":["f1","f2","f3"],"count":10}"#
            let object = try await client.post("/api/v1/recommendations", body).object
            let expected = try #require(object["recommendations"] as? [[String: Any]]).map {
                $0["id"] as? String
            }
            let page = try await client.get(
                "/onboarding?step=recommend&shown=f1&shown=f2&shown=f3&tap=f1&tap=f2&tap=f3")
            let elements = PageElements(String(buffer: page.body))
            let likes = elements.all("input").filter {
                $0.attributes["name"] == "tap" && $0.attributes["checked"] == nil
            }
            #expect(likes.map { $0.attributes["value"] } == expected)
            let reasons = elements.positions(of: "ol").flatMap { elements.all("p", inside: $0) }.map(\.text)
            #expect(reasons.count == 10 && Set(reasons).count > 1, "reasons tell items apart: \(reasons)")
        }
    }

    @Test("goes on to the recommendations where nothing of two pages was picked")
    func none() async throws {
        let second = try await page("/onboarding?step=none&shown=f1&shown=f2&shown=f3").html
        #expect(second.contains("<h1>More titles"))
        let seen = (1...20).map { "seen=f\($0)" }.joined(separator: "&")
        let last = try await page("/onboarding?step=none&\(seen)&shown=f21").html
        #expect(last.contains("You picked nothing, so these are"))
    }

    @Test("ends the demonstration with what the picks changed, and only there")
    func finish() async throws {
        let address = "?step=done&shown=f1&shown=f2&shown=f3&tap=f1&tap=f2&tap=f3"
        let demo = try await page("/demo" + address)
        #expect(demo.html.contains("That is all it takes") && demo.elements.all("ol").count == 2)
        #expect(demo.html.contains("What everybody would get"))
        #expect(try await page("/onboarding" + address).html.contains("<h1>Recommended for you</h1>"))
    }

    @Test(
        "leaves out of an address what does not fit",
        arguments: [
            "?tap=nothing&shown=f1&shown=x&step=jump&q=%00", "?language=xx&tap=&shown=",
            "?seen=f1&seen=f1&shown=f1&tap=f1&tap=f1",
        ])
    func nonsense(_ query: String) async throws {
        let service = try SampleService(feedback: .implicit)
        _ = try service.changing { try SampleService.addList(to: $0, service.dataset) }
        service.watch().look()
        try await service.test { client async throws in
            let response = try await client.get("/onboarding" + query)
            #expect(response.status == .ok || response.status == .badRequest)
            #expect(String(buffer: response.body).contains("<h1>"))
        }
    }

    @Test("takes ten thousand picks as those of one request at most, and a search of any length")
    func many() async throws {
        let taps = (0..<10_000).map { "tap=f\($0 % 29 + 1)" }.joined(separator: "&")
        let html = try await page("/onboarding?" + taps).html
        #expect(html.contains("29 picked (at least 3)"))
        #expect(
            try await page("/onboarding?step=search&q=" + String(repeating: "a", count: 1500)).html.contains(
                "No title has"))
    }

    @Test("is limited by the address that asks")
    func limit() async throws {
        let service = try SampleService(feedback: .implicit)
        service.watch().look()
        try await service.test({ $0.rateLimit = 0.01 }) { client async throws in
            var statuses: [HTTPResponse.Status] = []
            for _ in 0..<5 { statuses.append(try await client.get("/onboarding").status) }
            #expect(statuses.contains(.tooManyRequests) && statuses.first == .ok)
        }
    }

    @Test("says how to make a list where there is none")
    func noList() async throws {
        let service = try SampleService(feedback: .implicit)
        service.watch().look()
        try await service.test { client async throws in
            let text = String(buffer: try await client.get("/onboarding").body)
            #expect(text.contains("icebreaker select --answers taps"))
        }
    }

    @Test("has the brand's style sheet after ours where there is one")
    func brand() async throws {
        let style = try BrandStyle(Data(":root{--accent:#005f73}".utf8), file: "brand.css")
        let (html, elements, _) = try await page("/onboarding") { $0.brand = style }
        let sheets = elements.all("link").filter { $0.attributes["rel"] == "stylesheet" }.compactMap {
            $0.attributes["href"]
        }
        #expect(sheets.count == 2 && sheets[1] == style.path, "\(html.prefix(600))")
        let service = try SampleService()
        try await service.test({ $0.brand = style }) { client async throws in
            let response = try await client.get(style.path)
            #expect(String(buffer: response.body) == ":root{--accent:#005f73}")
            #expect(response.headers[.contentType] == "text/css; charset=utf-8")
        }
        try await service.test { client async throws in
            #expect(try await client.get("/assets/brand.css").status == .notFound)
            let script = try await client.get("/assets/grid.js")
            #expect(script.status == .ok && script.headers[.contentType] == "text/javascript; charset=utf-8")
        }
    }
}
