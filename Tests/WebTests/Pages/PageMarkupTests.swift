import Foundation
import HTTPTypes
import Study
import Testing

@Suite("The participant's pages") struct PageMarkupTests {
    /// One page of each kind, errors among them.
    private static func pages(_ language: String) async throws -> [Page] {
        let fixture = try StudyFixture(assignment: .withinSubjects)
        return try await fixture.open { visitor in
            var page = try await visitor.open(Visitor.start + "?language=\(language)")
            page = try await visitor.send(page)
            _ = try await visitor.send(page, [("feature-4", "tall"), ("feature-1", "X")])
            for part in 1...2 {
                page = try await visitor.rateAll(part == 1 ? try await visitor.send(page) : page)
                _ = try await visitor.open(page.link + "/rate/\(part)/1?notice=stale")
                page = try await visitor.finishPart(page)
            }
            _ = try await visitor.send(page)
            _ = try await visitor.open(page.link + "/withdraw")
            page = try await visitor.answer(page)
            _ = try await visitor.open("/study/none?language=\(language)")
            _ = try await visitor.send(try await visitor.open(page.link + "/withdraw"))
            return visitor.pages
        }
    }

    @Test(
        "are well-formed, name their language, and have one heading, a title and unique ids",
        arguments: ["en", "ko"])
    func structure(language: String) async throws {
        let pages = try await Self.pages(language)
        #expect(pages.count >= 25)
        for page in pages {
            let elements = page.elements
            #expect(elements.isWellFormed, "\(page.path): \(page.html)")
            #expect(page.language == language, "\(page.path)")
            #expect(elements.all("h1").count == 1 && !page.heading.isEmpty, "\(page.path)")
            #expect(
                elements.all("main").count == 1 && elements.all("title").first?.text.isEmpty == false,
                "\(page.path)")
            let ids = elements.elements.compactMap { $0.attributes["id"] }
            #expect(Set(ids).count == ids.count, "\(page.path): \(ids)")
            let levels = elements.elements.compactMap {
                $0.name.wholeMatch(of: /h([1-6])/).flatMap { Int($0.1) }
            }
            #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 }, "\(page.path): \(levels)")
            #expect(
                elements.all("a").first?.attributes["href"] == "#main",
                "\(page.path): the skip link comes first")
        }
    }

    @Test("have a label for every control and a legend for every group", arguments: ["en", "ko"])
    func labels(language: String) async throws {
        for page in try await Self.pages(language) {
            let elements = page.elements
            for position in elements.elements.indices {
                let control = elements.elements[position]
                guard ["input", "select"].contains(control.name), control.attributes["type"] != "hidden"
                else { continue }
                let isWrapped = control.ancestors.contains {
                    elements.elements[$0].name == "label"
                        && !elements.elements[$0].text.allSatisfy(\.isWhitespace)
                }
                let label = elements.all("label").first { $0.attributes["for"] == control.attributes["id"] }
                #expect(isWrapped || label?.text.isEmpty == false, "\(page.path): \(control.attributes)")
            }
            for position in elements.positions(of: "fieldset") {
                #expect(elements.all("legend", inside: position).first?.text.isEmpty == false, "\(page.path)")
            }
            for button in elements.all("button") where button.attributes["disabled"] == nil {
                #expect(!button.text.isEmpty, "\(page.path)")
                let name = button.attributes["aria-label"] ?? button.text
                #expect(name.contains(button.text), "\(page.path): the name has the words that are seen")
            }
            for element in elements.elements {
                for id in (element.attributes["aria-describedby"] ?? "").split(separator: " ") {
                    #expect(
                        elements.elements.contains { $0.attributes["id"] == String(id) },
                        "\(page.path): \(id)")
                }
            }
        }
    }

    @Test("show every text: no key stands for a missing one", arguments: ["en", "ko"])
    func texts(language: String) async throws {
        for page in try await Self.pages(language) {
            let keys = StudyTexts.english.strings.keys.filter { page.html.contains(">\($0)<") }
            #expect(keys.isEmpty, "\(page.path): \(keys)")
            #expect(page.html.firstMatch(of: /\{[a-z]+\}/) == nil, "\(page.path): a place is not filled in")
        }
    }

    @Test("have neither scripts nor styles of their own, and may not be cached")
    func policy() async throws {
        for page in try await Self.pages("en") {
            #expect(page.elements.all("script").isEmpty && page.elements.all("style").isEmpty, "\(page.path)")
            let forbidden = page.elements.elements.filter {
                $0.attributes.keys.contains { $0 == "style" || $0.hasPrefix("on") }
            }
            #expect(forbidden.isEmpty, "\(page.path)")
            #expect(
                page.headers[.cacheControl] == "no-store"
                    && page.headers[.contentType] == "text/html; charset=utf-8")
        }
    }

    @Test("show hostile titles and values as text, and only pictures that are safe")
    func escaping() async throws {
        let fixture = try StudyFixture(lists: [[1, 2, 4], [2, 1, 4]])
        let pages = try await fixture.open { visitor in
            _ = try await visitor.complete()
            return visitor.pages
        }
        let html = pages.map(\.html).joined()
        #expect(html.utf8.firstRange(of: "<script".utf8) == nil)
        #expect(!html.contains("<b>Day") && !html.contains("javascript:"))
        #expect(pages.contains { $0.item == SampleCatalogue.titles[0] })
        #expect(pages.contains { $0.item == SampleCatalogue.titles[3] })
        #expect(html.contains("likes &lt;b&gt;"))
        let pictures = Set(pages.flatMap { $0.elements.all("img") }.compactMap { $0.attributes["src"] })
        #expect(pictures == ["https://pictures.example/1.jpg?a=1&b=\"2\""])
    }

    @Test("are in the language that the browser prefers, where nobody chose one")
    func preferredLanguage() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let cases = [
                ("ko-KR,ko;q=0.9,en;q=0.8", "ko"), ("fr, en-GB;q=0.5, ko;q=0.4", "en"), ("ko;q=0, en", "en"),
                ("xx", "en"),
                ("", "en"), (";;,q=,*;q=abc", "en"),
            ]
            for (field, language) in cases {
                visitor.headers[.acceptLanguage] = field
                #expect(try await visitor.open(Visitor.start).language == language, "\(field)")
                #expect(try await visitor.open("/study/none").language == language, "\(field)")
            }
            visitor.headers[.acceptLanguage] = "ko"
            let page = try await visitor.open(Visitor.start + "?language=en")
            #expect(page.language == "en")
            let link = page.elements.all("a").first { $0.attributes["hreflang"] == "ko" }
            #expect(link?.text == "한국어" && link?.attributes["lang"] == "ko")
            #expect(try await visitor.send(page).language == "en", "and stay in the one that was chosen")
        }
    }

    @Test(
        "give cookies that scripts do not read and other sites do not send; over TLS only where TLS is used")
    func cookies() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.open(Visitor.start)
            let form = try page.form()
            let response = try await visitor.request(.post, form.action, body: form.body([]))
            let other = visitor.another()
            other.headers[try #require(HTTPField.Name("X-Forwarded-Proto"))] = "https"
            let secure = try await other.request(.get, Visitor.start)
            let cookies = page.headers[values: .setCookie] + response.headers[values: .setCookie]
            #expect(cookies.count == 2)
            for cookie in cookies + secure.headers[values: .setCookie] {
                #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "\(cookie)")
            }
            #expect(cookies.allSatisfy { !$0.contains("Secure") })
            #expect(secure.headers[values: .setCookie].allSatisfy { $0.contains("Secure") })
            #expect(response.headers[.setCookie]?.contains("Path=/study/films") == true)
        }
    }
}
