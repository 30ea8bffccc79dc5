import Foundation
import Testing

@Suite("Command select for taps")
struct GridCommandTests {
    /// The strategies for taps that its help names.
    static let strategies: [String] = {
        let help = (try? CommandRun(["select", "--help"]).output) ?? ""
        let words = help.split(whereSeparator: \.isWhitespace).map { String($0) }
        guard let start = words.firstIndex(of: "taps):") else { return [] }
        let end = words[start...].firstIndex { $0.hasSuffix(".") } ?? start
        return words[(start + 1)...max(end, start + 1)].map {
            $0.trimmingCharacters(in: .punctuationCharacters)
        }
    }()
    private static let ids =
        "SELECT item_id FROM onboarding_list WHERE list_id = (SELECT max(list_id) FROM list) ORDER BY rank"

    @Test("knows strategies")
    func names() {
        #expect(Self.strategies.count == 11)
        #expect(
            Set(Self.strategies).isSuperset(of: [
                "design", "forward", "coverage", "clusters", "trending", "melu",
            ]))
    }

    @Test("makes a grid of distinct items from ratings by every strategy", arguments: strategies)
    func everyStrategy(_ strategy: String) throws {
        let scratch = try Prepared.trained()
        let output = try scratch.run(
            "select", "--answers", "taps", "--strategy", strategy, "--positive-from", "4"
        ).succeeded()
        let ids = try scratch.query(Self.ids)
        #expect(ids.count == 20 && Set(ids).count == 20)
        #expect(try scratch.query("SELECT strategy FROM scoring_run") == [strategy])
        let options =
            "SELECT json_extract(options_json, '$.answers'), json_extract(options_json, '$.positive_from') FROM scoring_run"
        #expect(try scratch.query(options) == ["taps|4"])
        #expect(output.contains("A person can tap ") && output.contains("a tap raises "))
    }

    @Test("designs by default, and says what people can tap as SQL counts it")
    func reach() throws {
        let scratch = try Prepared.imported()
        let output = try scratch.run("select", "--answers", "taps").succeeded()
        #expect(
            try scratch.query("SELECT DISTINCT name, strategy FROM onboarding_list") == [
                "design|design"
            ])
        let counted = try scratch.query(
            """
            WITH taps AS (
              SELECT user_id, (SELECT count(*) FROM interaction JOIN list_item USING (item_index)
                WHERE interaction.user_index = user.user_index) AS n FROM user)
            SELECT printf('%.1f', avg(n)), round(100.0 * avg(n >= 3)) FROM taps
            """)
        let parts = try #require(counted.first?.split(separator: "|").map { String($0) })
        #expect(output.contains("can tap \(parts[0]) of 20 tiles on average"))
        let percent = try #require(Double(parts[1]))
        #expect(
            output.contains("\(Int(percent))% three or more") || output.contains("over 99% three or more"),
            "\(output)")
    }

    @Test("keeps pins, exclusions, caps and conditions within the greedy")
    func rules() throws {
        let scratch = try Prepared.imported()
        _ = try scratch.run("select", "--answers", "taps").succeeded()
        let free = try scratch.query(Self.ids)
        let other = try scratch.query(
            "SELECT item_id FROM popular_items WHERE item_id NOT IN ('\(free.joined(separator: "','"))') ORDER BY rank LIMIT 1"
        )[
            0]
        let output = try scratch.run(
            "select", "--answers", "taps", "--pin", other, "--exclude", free[0], "--cap", "genre=6",
            "--min-known", "5", "--name",
            "ruled"
        ).succeeded()
        let ids = try scratch.query(Self.ids)
        #expect(ids.count == 20 && ids.contains(other) && !ids.contains(free[0]))
        #expect(output.contains("Displaced: "))
        let most = try scratch.query(
            """
            SELECT max(n) FROM (SELECT count(*) AS n FROM onboarding_list,
              json_each('["' || replace(genres, '|', '","') || '"]') WHERE list_id = 2 AND pinned = 0 GROUP BY value)
            """)
        #expect(most.first.flatMap { Int($0) } ?? 99 <= 6)
    }

    @Test("limits candidates until enough people can tap three, and says the price")
    func threeTaps() throws {
        let scratch = try Prepared.imported()
        let taps = ["select", "--answers", "taps", "--positive-from", "4", "--count", "8"]
        let output = try scratch.run(taps + ["--three-taps", "50%"]).succeeded()
        #expect(output.contains("At least 50% of people can tap three"))
        let line = try scratch.run(taps + ["--three-taps", "100%", "--quiet"]).failure()
        #expect(line.contains("--three-taps: at most ") && line.contains("ask for less"))
        #expect(try CommandRun(taps + ["--three-taps", "120%"]).exitCode == 64)
        #expect(try CommandRun(taps + ["--three-taps", "0"]).exitCode == 64)
    }

    @Test("gives the same list on any number of threads, tuned as well")
    func threads() throws {
        let scratch = try Prepared.imported()
        let lists = try ["1", "2", "4"].map {
            try scratch.run("select", "--answers", "taps", "--tune", "--threads", $0, "--format", "csv")
                .succeeded()
        }
        #expect(lists[0] == lists[1] && lists[0] == lists[2])
    }

    @Test("refuses what is for ratings, and the other way round")
    func kinds() throws {
        let scratch = try Prepared.imported()
        #expect(try scratch.run("select", "--answers", "taps", "--strategy", "helf").exitCode == 64)
        #expect(try scratch.run("select", "--strategy", "forward").exitCode == 64)
        #expect(try scratch.run("select", "--answers", "ratings", "--tune").exitCode == 64)
        #expect(
            try scratch.run("select", "--answers", "taps", "--positive-from", "9", "--quiet").failure()
                .contains("lower --positive-from"))
    }
}
