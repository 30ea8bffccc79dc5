import TestSupport
import Testing
import Web

@Suite("The stylesheet of the pages") struct StylesheetTests {
    /// The colours of the light and of the dark scheme by name.
    private static let schemes = Stylesheet.text.matches(of: /:root\{([^}]*)\}/).map { rule in
        Dictionary(
            rule.1.matches(of: /--([a-z]+):(#[0-9a-f]+)/).map { ($0.1, $0.2) }, uniquingKeysWith: { $1 })
    }

    @Test("has a contrast of 4.5 or more for every text, light and dark (WCAG 2.2, 1.4.3)")
    func text() throws {
        #expect(Self.schemes.count == 2)
        let pairs = ["paper", "box"].flatMap { ground in
            ["ink", "soft", "accent", "hover", "wrong", "right"].map { ($0, ground) }
        }
        for colours in Self.schemes {
            for (text, ground) in pairs + [("over", "accent"), ("over", "hover"), ("over", "wrong")] {
                let pair = try (#require(colours[text[...]]), #require(colours[ground[...]]))
                #expect(Contrast.of(pair.0, pair.1) >= 4.5, "\(text) \(pair.0) on \(ground) \(pair.1)")
            }
        }
    }

    @Test(
        "has a contrast of 3 or more for the edges of controls and for the focus (WCAG 2.2, 1.4.11 and 2.4.13)"
    )
    func edges() throws {
        for colours in Self.schemes {
            for (edge, ground) in [
                ("edge", "paper"), ("accent", "paper"), ("accent", "box"), ("wrong", "paper"),
            ] {
                let pair = try (#require(colours[edge[...]]), #require(colours[ground[...]]))
                #expect(Contrast.of(pair.0, pair.1) >= 3, "\(edge) \(pair.0) on \(ground) \(pair.1)")
            }
        }
    }

    @Test("is served under its hash for ever, and otherwise asked for anew")
    func served() async throws {
        let fixture = try StudyFixture(SampleCatalogue.bare)
        try await fixture.open { visitor in
            let page = try await visitor.open(Visitor.start)
            let address = try #require(
                page.elements.all("link").first { $0.attributes["rel"] == "stylesheet" }?.attributes["href"])
            let current = try await visitor.request(.get, address)
            #expect(current.status == .ok && String(buffer: current.body) == Stylesheet.text)
            #expect(current.headers[.contentType] == "text/css; charset=utf-8")
            #expect(current.headers[.cacheControl]?.contains("immutable") == true)
            let plain = try await visitor.request(.get, "/assets/style.css?v=old")
            #expect(plain.headers[.cacheControl] == "no-cache")
            let tag = try #require(plain.headers[.eTag])
            #expect(
                try await visitor.request(.get, "/assets/style.css", headers: [.ifNoneMatch: tag]).status
                    == .notModified)
        }
    }
}

@Suite("The Markdown of study texts") struct SafeMarkdownTests {
    @Test(
        "becomes paragraphs, lists, bold words and links; all else is text",
        arguments: [
            ("a\n\nb\n", "<p>a</p>\n<p>b</p>"), ("a\nb", "<p>a\nb</p>"), ("", ""),
            ("x:\n- a\n- **b** c", "<p>x:</p>\n<ul>\n<li>a</li>\n<li><strong>b</strong> c</li>\n</ul>"),
            ("<b>&\"'", "<p>&lt;b&gt;&amp;&quot;&#39;</p>"),
            ("[us](https://a.example/?b=1&c=2)", "<p><a href=\"https://a.example/?b=1&amp;c=2\">us</a></p>"),
            ("[us](mailto:us@a.example)", "<p><a href=\"mailto:us@a.example\">us</a></p>"),
            ("[us](javascript:alert(1))", "<p>[us](javascript:alert(1))</p>"),
            ("[us](https://a\" onclick=\"x)", "<p>[us](https://a&quot; onclick=&quot;x)</p>"),
            ("a\r\n\r\nb", "<p>a</p>\n<p>b</p>"),
            ("\"\u{301}<\u{338}\u{600}<i", "<p>&quot;\u{301}&lt;\u{338}\u{600}&lt;i</p>"),
            ("[a](https://b/**c) d**", "<p><a href=\"https://b/&#42;&#42;c\">a</a> d**</p>"),
            ("[**a**](https://b)", "<p><a href=\"https://b\"><strong>a</strong></a></p>"),
            ("**a [b](https://c) d**", "<p><strong>a <a href=\"https://c\">b</a> d</strong></p>"),
            ("[a **b](https://c) d**", "<p><a href=\"https://c\">a **b</a> d**</p>"),
            ("**<i>**", "<p><strong>&lt;i&gt;</strong></p>"), ("** a", "<p>** a</p>"),
        ])
    func html(text: String, html: String) {
        #expect(SafeMarkdown.html(text) == html)
    }
}
