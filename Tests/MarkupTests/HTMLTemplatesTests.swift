import Markup
import Testing

@Suite("HTML templates") struct HTMLTemplatesTests {
    /// A character of two scalars, the quotation mark or angle bracket first or last, is not equal to that
    /// mark.
    static let hostile = [
        ("&<>\"'", "&amp;&lt;&gt;&quot;&#39;"),
        ("\"\u{301} x='\u{20E3}", "&quot;\u{301} x=&#39;\u{20E3}"),
        ("\u{600}<b\u{600}>\u{200D}", "\u{600}&lt;b\u{600}&gt;\u{200D}"),
        ("\u{E9}\u{1F468}\u{200D}\u{1F469}", "\u{E9}\u{1F468}\u{200D}\u{1F469}"),
    ]

    @Test("escape every mark of HTML, also where it is part of a longer character", arguments: hostile)
    func escape(text: String, html: String) throws {
        let templates = try HTMLTemplates([("whole", "<a b=\"{{text}}\">{{> part}}"), ("part", "{{text}}")])
        let page = templates.render("whole", ["text": text])
        #expect(Array(page.utf8) == Array("<a b=\"\(html)\">\(html)".utf8))
    }

    @Test("escape within sections, inherited blocks and lists", arguments: hostile)
    func escapeEverywhere(text: String, html: String) throws {
        let templates = try HTMLTemplates([
            ("frame", "<p>{{$inner}}{{/inner}}</p>"),
            ("page", "{{<frame}}{{$inner}}{{#list}}{{.}}{{/list}}{{/inner}}{{/frame}}"),
        ])
        let page = templates.render("page", ["list": [text, text]])
        #expect(Array(page.utf8) == Array("<p>\(html)\(html)</p>".utf8))
    }

    @Test("show what stands in three braces as it is") func raw() throws {
        let templates = try HTMLTemplates([("page", "{{{text}}}")])
        #expect(templates.render("page", ["text": "<b>"]) == "<b>")
    }

    @Test("refuse a template that is malformed") func malformed() {
        #expect(throws: (any Error).self) { try HTMLTemplates([("page", "{{#open}}")]) }
    }
}
