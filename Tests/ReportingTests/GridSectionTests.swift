import TestSupport
import Testing

@Suite("Report's grids")
struct GridSectionTests {
    private func page(_ low: Double, _ high: Double, p: Double) throws -> PageElements {
        let sample = try SampleWorkspace()
        try sample.addComparison(-0.03, -0.01)
        try sample.addGrids(low, high, p: p)
        return try PageElements(sample.html())
    }

    private func verdicts(_ page: PageElements) -> [String] {
        page.all("p").filter { $0.attributes["class"] == "verdict" }.map(\.text)
    }

    @Test("come first: the sentence, and the first plot of the page with the popular grid as its line")
    func first() throws {
        let page = try page(0.01, 0.03, p: 0.01)
        let sentence = try #require(verdicts(page).first)
        #expect(
            sentence.hasPrefix(
                "When new users tap what they know on 20 tiles, design brings better first recommendations"))
        #expect(sentence.contains("nDCG@10 0.5200 against 0.5000") && sentence.contains("+0.0100 to +0.0300"))
        let plot = try #require(page.positions(of: "svg").first)
        #expect(page.all("title", inside: plot).first?.text == "nDCG@10 of the first recommendations by grid")
        let marks = page.all("path", inside: plot) + page.all("circle", inside: plot)
        let styles = marks.compactMap { $0.attributes["class"] }
        #expect(styles.count { $0 == "reference" } == 1)
        for style in ["dot better", "dot worse", "dot plain", "interval better", "interval worse"] {
            #expect(styles.count { $0 == style } == 1, "\(style)")
        }
        #expect(page.all("text", inside: plot).map(\.text).contains("+0.0200 (+0.0100 to +0.0300)"))
    }

    @Test("are no clear difference where Holm's p says so, whatever the interval")
    func corrected() throws {
        let page = try page(0.01, 0.03, p: 0.2)
        #expect(
            verdicts(page).first?.contains("no grid brings measurably better first recommendations") == true)
        let plot = try #require(page.positions(of: "svg").first)
        #expect(!page.all("circle", inside: plot).contains { $0.attributes["class"] == "dot better" })
    }

    @Test(
        "draw every dot within the drawing and on its own side of the line",
        arguments: [(0.01, 0.03), (0.2, 0.4)])
    func places(_ low: Double, _ high: Double) throws {
        let page = try page(low, high, p: 0.01)
        let plot = try #require(page.positions(of: "svg").first)
        func x(_ style: String) -> Double? {
            page.all("circle", inside: plot).first { $0.attributes["class"] == style }?.attributes["cx"]
                .flatMap(Double.init)
        }
        let (better, plain, worse) = (
            try #require(x("dot better")), try #require(x("dot plain")), try #require(x("dot worse"))
        )
        #expect(worse < plain && plain < better && worse > 0 && better < 440)
    }
}
