import Storage
import TestSupport
import Testing

@Suite("Report")
struct ReportTests {
    @Test("is well-formed, with each id once and each link inside the page")
    func wellFormed() throws {
        let page = try PageElements(SampleWorkspace.full())
        #expect(page.isWellFormed)
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        let links = page.elements.compactMap { $0.attributes["href"] }
        #expect(links.count > 10)
        for link in links { #expect(link.first == "#" && ids.contains(String(link.dropFirst())), "\(link)") }
        let labels = page.elements.compactMap { $0.attributes["aria-labelledby"] }.flatMap {
            $0.split(separator: " ")
        }
        for label in labels { #expect(ids.contains(String(label))) }
    }

    @Test("escapes what the workspace says")
    func escaping() throws {
        let html = try SampleWorkspace.full(name: SampleWorkspace.hostile)
        #expect(!html.contains("<script"))
        let page = PageElements(html)
        #expect(page.isWellFormed)
        #expect(page.all("h1").first?.text.hasSuffix(SampleWorkspace.hostile) == true)
        #expect(page.all("strong").contains { $0.text == SampleWorkspace.hostile })
        #expect(page.all("h3").contains { $0.text == SampleWorkspace.hostile })
    }

    @Test("takes nothing from elsewhere and runs nothing")
    func selfContained() throws {
        let html = try SampleWorkspace.full()
        for word in ["http:", "https:", "url(", "@import", "<script", "<link", "<img", "<iframe"] {
            #expect(!html.contains(word), "\(word)")
        }
        let attributes = Set(PageElements(html).elements.flatMap { $0.attributes.keys })
        #expect(
            attributes.isDisjoint(with: ["src", "srcset", "style", "data"])
                && !attributes.contains { $0.hasPrefix("on") })
    }

    @Test("describes each drawing and has its figures in a table")
    func drawings() throws {
        let page = try PageElements(SampleWorkspace.full())
        let drawings = page.positions(of: "svg")
        #expect(drawings.count >= 5)
        for drawing in drawings {
            #expect(page.elements[drawing].attributes["role"] == "img")
            for name in ["title", "desc"] {
                #expect(page.all(name, inside: drawing).first?.text.isEmpty == false)
            }
            #expect(page.elements[drawing].ancestors.contains { page.elements[$0].name == "figure" })
        }
        for figure in page.positions(of: "figure") {
            let tables = page.all("table", inside: figure)
            #expect(tables.count == 1)
            #expect(tables.first?.ancestors.contains { page.elements[$0].name == "details" } == true)
        }
    }

    @Test("has a language, headings in order, a skip link and headed tables in boxes that scroll")
    func structure() throws {
        let page = try PageElements(SampleWorkspace.full())
        #expect(page.all("html").first?.attributes["lang"] == "en")
        let levels = page.elements.compactMap { $0.name.wholeMatch(of: /h([1-6])/).flatMap { Int($0.1) } }
        #expect(levels.first == 1 && levels.count { $0 == 1 } == 1 && levels.count { $0 == 2 } == 9)
        for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
        #expect(page.all("a").first?.attributes["href"] == "#main")
        for table in page.positions(of: "table") {
            #expect(page.all("caption", inside: table).count == 1)
            let box = page.elements[table].ancestors.last.map { page.elements[$0] }
            #expect(box?.attributes["class"] == "scroll" && box?.attributes["tabindex"] == "0")
            let columns = page.all("th", inside: table).filter { $0.attributes["scope"] == "col" }.count
            let cells =
                page.all("td", inside: table).count
                + page.all("th", inside: table).count { $0.attributes["scope"] == "row" }
            #expect(columns > 0 && cells.isMultiple(of: columns))
        }
    }

    @Test("is the same bytes for the same workspace")
    func repeatable() throws { #expect(try SampleWorkspace.full() == SampleWorkspace.full()) }

    @Test(
        "says which command makes what is not there",
        arguments: [
            "icebreaker compare --holdout 0.2", "icebreaker compare --answers taps",
            "icebreaker select --strategy popularity",
            "icebreaker evaluate",
            "icebreaker train",
        ])
    func missing(_ command: String) throws {
        let page = try PageElements(SampleWorkspace().html())
        #expect(page.isWellFormed)
        #expect(
            page.all("p").contains {
                $0.attributes["class"] == "missing" && $0.text.contains("Run \(command)")
            })
        #expect(page.all("h2").count == 9)
    }

    @Test("shows the lists that it is asked for")
    func chosenLists() throws {
        let sample = try SampleWorkspace()
        for name in ["one", "two"] { try sample.addList(name) }
        let names = try PageElements(sample.html(lists: [.name("two")])).all("h3").map(\.text)
        #expect(names.contains("two") && !names.contains("one"))
        #expect(throws: WorkspaceError.self) { try sample.html(lists: [.name("three")]) }
    }
}
