import Foundation
import Testing

@Suite("Command select")
struct SelectCommandTests {
    /// The strategies that its help names.
    static let strategies: [String] = {
        let help = (try? CommandRun(["select", "--help"]).output) ?? ""
        let words = help.split(whereSeparator: \.isWhitespace).map { String($0) }
        guard let start = words.firstIndex(of: "Strategies:") else { return [] }
        let (names, last) = (
            words[(start + 1)...].prefix { !$0.hasSuffix(".") }, words[start...].first { $0.hasSuffix(".") }
        )
        return (names + (last.map { [$0] } ?? [])).map { $0.trimmingCharacters(in: .punctuationCharacters) }
    }()
    private static let ids = "SELECT item_id FROM onboarding_list ORDER BY list_id, rank"

    @Test("prints twenty items and the overlap with popularity")
    func table() throws {
        let scratch = try Prepared.trained()
        let output = try scratch.run("select").succeeded()
        let titles = try scratch.query("SELECT title FROM onboarding_list ORDER BY rank")
        #expect(titles.count == 20)
        #expect(output.split(separator: "\n").filter { $0.hasPrefix("|") }.count == 21)
        #expect(titles.allSatisfy { output.contains($0) })
        let overlap = try scratch.query("SELECT overlap_with_popularity FROM list")
        #expect(overlap.count == 1 && output.contains("Shares \(overlap.joined())"))
    }

    @Test("knows strategies")
    func names() {
        #expect(Self.strategies.count >= 10)
        #expect(Set(Self.strategies).isSuperset(of: ["melu", "popularity", "random", "entropy", "maxvol"]))
    }

    @Test("makes a list of distinct items by every strategy", arguments: strategies)
    func everyStrategy(_ strategy: String) throws {
        let scratch = try Prepared.trained()
        _ = try scratch.run("select", "--strategy", strategy).succeeded()
        let ids = try scratch.query(Self.ids)
        #expect(ids.count == 20 && Set(ids).count == 20)
        #expect(try scratch.query("SELECT strategy FROM scoring_run") == [strategy])
    }

    @Test("gives the same scores and list twice", arguments: ["melu", "random", "maxvol"])
    func twice(_ strategy: String) throws {
        let scratch = try Prepared.trained()
        let runs = try [1, 2].map { run in
            _ = try scratch.run("select", "--strategy", strategy, "--seed", "7").succeeded()
            let scores = """
                SELECT item_id, quote(gradient_norm), popularity, quote(gradient_norm_normalized), quote(popularity_normalized),
                  quote(score) FROM scored_items WHERE scoring_run_id = \(run) ORDER BY item_id
                """
            return try (
                scores: scratch.query(scores),
                list: scratch.query("SELECT * FROM list_item WHERE list_id = \(run) ORDER BY rank")
                    .map { $0.drop { $0 != "|" } }
            )
        }
        #expect(!runs[0].scores.isEmpty && runs[0].scores == runs[1].scores)
        #expect(runs[0].list.count == 20 && runs[0].list == runs[1].list)
        #expect(try scratch.query("SELECT version FROM list ORDER BY list_id") == ["1", "2"])
    }

    @Test("puts pins on the list and leaves exclusions off it")
    func pinsAndExclusions() throws {
        let scratch = try Prepared.trained()
        _ = try scratch.run("select").succeeded()
        let best = try #require(scratch.query(Self.ids).first)
        let other = try #require(
            scratch.query("SELECT item_id FROM onboarding_candidates WHERE rank = 300").first)
        _ = try scratch.run("select", "--pin", other, "--exclude", best, "--name", "ruled").succeeded()
        let list = "SELECT item_id, pinned FROM onboarding_list WHERE list_id = 2 ORDER BY rank"
        let rows = try scratch.query(list)
        #expect(rows.count == 20)
        #expect(rows.filter { $0.hasSuffix("|1") } == ["\(other)|1"])
        #expect(!rows.contains { $0.hasPrefix("\(best)|") })
        #expect(try scratch.query("SELECT name, version FROM list WHERE list_id = 2") == ["ruled|1"])
    }

    @Test("honours a cap, conditions and the fewest users who know an item")
    func rules() throws {
        let scratch = try Prepared.trained()
        _ = try scratch.run(
            "select", "--count", "12", "--cap", "genre=4", "--where", "year>=1990", "--min-known", "8"
        ).succeeded()
        let genres = """
            SELECT count(*) FROM onboarding_list, json_each('["' || replace(genres, '|', '","') || '"]')
            GROUP BY value
            """
        let counts = try scratch.query(genres).compactMap { Int($0) }
        #expect(!counts.isEmpty && counts.allSatisfy { $0 <= 4 })
        let rows = try scratch.query(
            "SELECT year >= 1990, popularity >= 8 FROM list_item JOIN item USING (item_index) JOIN item_score USING (item_index)"
        )
        #expect((1...12).contains(rows.count) && rows.allSatisfy { $0 == "1|1" })
        #expect(try scratch.query("SELECT count(*) > 0 FROM list_displaced") == ["1"])
    }

    @Test(
        "refuses what it does not know in one line and stores nothing",
        arguments: [
            (["--strategy", "guess"], "guess"), (["--pin", "999999999"], "999999999"),
            (["--exclude", "nothing"], "nothing"),
            (["--where", "director=Lang"], "director"), (["--cap", "director=2"], "director"),
            (["--model", "17"], "17"),
            (["--where", "year>=3000"], "--where"),
        ])
    func unknown(_ flags: [String], word: String) throws {
        let scratch = try Prepared.trained()
        #expect(try scratch.run(["select", "--quiet"] + flags).failure().contains(word))
        #expect(try scratch.query("SELECT count(*) FROM scoring_run") == ["0"])
    }

    @Test("refuses a list of no or too many items", arguments: ["0", "101", "-1", "many"])
    func count(_ count: String) throws {
        #expect(try CommandRun(["select", "--count=\(count)"]).exitCode == 64)
    }

    @Test("asks for a model where the strategy needs one")
    func noModel() throws {
        let scratch = try Prepared.imported()
        #expect(try scratch.run("select").failure().contains("icebreaker train"))
        _ = try scratch.run("select", "--strategy", "popularity").succeeded()
    }
}
