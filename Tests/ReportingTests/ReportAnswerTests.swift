import TestSupport
import Testing

@Suite("Report's answer")
struct ReportAnswerTests {
    private func verdicts(_ low: Double, _ high: Double, p: Double) throws -> [String] {
        let sample = try SampleWorkspace()
        try sample.addList()
        try sample.addComparison(low, high, p: p)
        return try PageElements(sample.html()).all("p").filter { $0.attributes["class"] == "verdict" }.map(
            \.text)
    }

    @Test("names the strategy that beats popularity, by how much")
    func better() throws {
        let sentences = try verdicts(-0.03, -0.01, p: 0.01)
        #expect(sentences.first?.hasPrefix("After 20 shown items, melu beats plain popularity") == true)
        #expect(sentences.first?.contains("MAE 0.0200 lower than popularity’s 0.8000") == true)
    }

    @Test("does not hide that MeLU is worse")
    func worse() throws {
        let sentences = try verdicts(0.01, 0.03, p: 0.01)
        #expect(sentences.first?.contains("no strategy is measurably better than plain popularity") == true)
        #expect(sentences.contains { $0.contains("(melu): worse than popularity, MAE 0.0200 higher") })
    }

    @Test(
        "takes an interval for a win or a loss only where Holm's p agrees",
        arguments: [(-0.03, -0.01), (0.01, 0.03)])
    func corrected(_ low: Double, _ high: Double) throws {
        let sentences = try verdicts(low, high, p: 0.2)
        #expect(sentences.first?.contains("no strategy is measurably better") == true)
        #expect(
            sentences.contains {
                $0.contains("no clear difference after correcting for multiple tests (Holm)")
            })
    }

    @Test("takes what rounding leaves of a difference for none")
    func noise() throws {
        let sentences = try verdicts(-6e-17, -5e-17, p: 0.0001)
        #expect(sentences.first?.contains("no strategy is measurably better") == true)
        #expect(
            sentences.contains {
                $0.contains("(melu): no clear difference, the same MAE as popularity’s 0.8000")
            })
    }

    @Test("says how much each list shares with popularity")
    func overlap() throws {
        let sentences = try verdicts(-0.01, 0.01, p: 1)
        #expect(sentences.contains { $0.contains("launch 1 of 3") })
    }

    @Test(
        "has the paper's errors beside MovieLens-1M's alone",
        arguments: [("ml-1m", true), ("ML-1M", true), ("films", false)])
    func published(_ name: String, isThere: Bool) throws {
        let html = try SampleWorkspace.full(name: name)
        #expect(html.contains("0.7661") == isThere && html.contains("protocol") == isThere)
    }

    @Test("shows what each rule alone keeps off and brings in")
    func rules() throws {
        let sample = try SampleWorkspace()
        try sample.addList()
        let page = try PageElements(sample.html())
        let rows = page.positions(of: "tr").map { row in
            (page.all("th", inside: row) + page.all("td", inside: row)).map(\.text)
        }
        // Scores fall by one from 30 for film 1; without rules the list is films 1, 2 and 3 with the sum 87.
        #expect(rows.contains(["exclude 2, Film 2", "1", "2%", "Film 2", "Film 4"]))
        #expect(rows.contains(["pin 9, Film 9", "1", "7%", "Film 3", "Film 9"]))
        #expect(rows.contains { $0.first == "cap genre=1" && $0[1] == "1" && $0[3] == "Film 3" })
    }

    @Test("repeats the list by a command with its rules, quoted")
    func commands() throws {
        let sample = try SampleWorkspace()
        try sample.addList("it's")
        let commands = try PageElements(sample.html()).all("pre").map(\.text)
        #expect(
            commands.contains(
                #"icebreaker select --count 3 --pin 9 --exclude 2 --cap genre=1 --name 'it'\''s' --seed 7"#))
    }
}
