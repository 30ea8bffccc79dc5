import Foundation
import TestSupport
import Testing

/// Who knows an item, in everything that the program prints and stores; on data where few users have enough
/// ratings to take part in training, and on data of which a part was held out.
@Suite("How many users know an item")
struct KnownUsersTests {
    private static func imported(_ name: String) throws -> Scratch {
        let scratch = try Scratch()
        let source = ReferenceData.fixtures.appending(path: "cases/\(name)").path
        _ = try scratch.run("import", source).succeeded()
        return scratch
    }

    private static let light = "01-light-users-not-counted"
    private static let heldOut = "07-held-out-item-said-unrated"

    /// The rows of `popular_items`, which SQL counts.
    private static let popular = "SELECT item_id FROM popular_items WHERE ratings > 0 ORDER BY rank LIMIT 20"

    @Test(
        "is counted over all users, whatever number of ratings they have",
        arguments: ["popularity", "entropy0"])
    func lightUsers(_ strategy: String) throws {
        let scratch = try Self.imported(Self.light)
        let output = try scratch.run("select", "--strategy", strategy, "-n", "3").succeeded()
        #expect(output.contains("1. hit: Known by 300 of 305 users (most popular)"), "\(output)")
        #expect(!output.contains("No user has rated it yet"))
        let shares =
            "SELECT rank, round(known_share * 305), popularity FROM list_item JOIN item_score USING (item_index)"
        #expect(try scratch.query("\(shares) ORDER BY rank").first == "1|300.0|300")
    }

    @Test("is what --min-known asks for")
    func minimum() throws {
        let scratch = try Self.imported(Self.light)
        let output = try scratch.run(
            "select", "--strategy", "popularity", "--min-known", "10", "--format", "csv"
        ).succeeded()
        let rows = output.split(separator: "\n")
        #expect(rows.count == 2 && rows[1].hasPrefix("1,hit,"), "\(output)")
        // 5 users rated i9, one of them in what a training would call the query set.
        _ = try scratch.run("select", "--strategy", "popularity", "--min-known", "5", "--format", "csv")
            .succeeded()
        #expect(try scratch.query("SELECT count(*) > 10 FROM list_item WHERE list_id = 2") == ["1"])
    }

    @Test("is the same number in the list, its explanation, the view and the report")
    func oneNumber() throws {
        let scratch = try Prepared.trained()
        for strategy in ["melu", "popularity", "entropy0", "design"] {
            _ = try scratch.run("select", "--strategy", strategy, "--quiet").succeeded()
        }
        let wrong = """
            SELECT item_id FROM onboarding_list JOIN popular_items USING (item_id)
            WHERE abs(known_share - share_of_users) > 1e-12
                OR why NOT LIKE 'Known by ' || ratings || ' of ' || (SELECT user_count FROM dataset) || ' users%'
            """
        #expect(try scratch.query(wrong) == [])
        let scores =
            "SELECT count(*) FROM scored_items JOIN popular_items USING (item_id) WHERE popularity <> ratings"
        #expect(try scratch.query(scores) == ["0"])
        #expect(
            try scratch.query("SELECT item_id FROM onboarding_list WHERE list_id = 2 ORDER BY rank")
                == scratch.query(Self.popular))
        let page = scratch.file("report.html")
        _ = try scratch.run("report", "-o", page.path, "--quiet").succeeded()
        let text = try String(contentsOf: page, encoding: .utf8)
        var shares: [String: Set<String>] = [:]
        let figures = text.matches(
            of: /<strong>([^<]+)<\/strong><span class="figures">[^<]*?([0-9.]+%) know it/)
        for match in figures { shares[String(match.1), default: []].insert(String(match.2)) }
        #expect(figures.count > 40 && shares.allSatisfy { $0.value.count == 1 }, "\(shares)")
    }

    @Test("is said of a training that few users take part in, by `train` and by `select`")
    func participation() throws {
        let scratch = try Scratch()
        let source = scratch.file("source")
        try FileManager.default.copyItem(
            at: ReferenceData.fixtures.appending(path: "cases/\(Self.light)"), to: source)
        let yaml = "items: { file: items.csv, id: item, features: { kind: categorical } }\n"
        let description = source.appending(path: "dataset.yaml")
        try Data((String(contentsOf: description, encoding: .utf8) + yaml).utf8).write(to: description)
        let ids = ["hit"] + (1...16).map { "i\($0)" }
        try Data((["item,kind"] + ids.map { "\($0),\($0.count)" }).joined(separator: "\n").utf8)
            .write(to: source.appending(path: "items.csv"))
        _ = try scratch.run("import", source.path).succeeded()
        let training = try scratch.run("train", "--epochs", "1", "--quiet")
        _ = try training.succeeded()
        #expect(
            training.errors.contains("5 of 305 users have 13 or more ratings and take part in training"),
            "\(training.errors)")
        let output = try scratch.run("select", "-n", "5").succeeded()
        #expect(
            output.contains(
                "5 of 305 users have 13 to 100 ratings, and the gradient norms are of their ratings alone."))
        #expect(output.contains("Not scored: hit, known by 300 of 305 users"), "\(output)")
    }

    @Test("and which list they get does not depend on what a model held out")
    func heldOutItem() throws {
        let scratch = try Self.imported(Self.heldOut)
        let file = ReferenceData.fixtures.appending(path: "cases/\(Self.heldOut)/held-out.txt").path
        let alone = try scratch.run("select", "-n", "3", "--strategy", "popularity", "--format", "csv")
            .succeeded()
        _ = try scratch.run("train", "--epochs", "2", "--holdout", "items=\(file)").succeeded()
        let popular = try scratch.run("select", "-n", "3", "--strategy", "popularity")
        #expect(try popular.succeeded().contains("1. hit: Known by 30 of 30 users (most popular)."))
        #expect(!popular.output.contains("held out"))
        #expect(
            try scratch.run("select", "-n", "3", "--strategy", "popularity", "--format", "csv").succeeded()
                == alone)

        let output = try scratch.run("select", "-n", "3", "--pin", "hit").succeeded()
        let note = "Model 1 never saw 1 item, held out to measure it."
        #expect(output.split(separator: "\n").first?.hasPrefix(note) == true, "\(output)")
        #expect(output.contains("hit: Known by 30 of 30 users (most popular); one answer"))
        #expect(!output.contains("No user has rated it yet"))
        let stored = "SELECT count(*) FROM list WHERE note LIKE '\(note)%'"
        #expect(try scratch.query(stored) == ["1"])
        let scored =
            "SELECT popularity, gradient_norm > 0 FROM scored_items WHERE item_id = 'hit' AND scoring_run_id = 4"
        #expect(try scratch.query(scored) == ["30|1"])
    }

    @Test("counts support pairs of the model's own training users where the authors' program is followed")
    func support() throws {
        let scratch = try Self.imported(Self.heldOut)
        let file = ReferenceData.fixtures.appending(path: "cases/\(Self.heldOut)/held-out.txt").path
        let holdout = ["--holdout", "items=\(file)", "--epochs", "2"]
        _ = try scratch.run(["train", "--preset", "paper", "--batch-size", "8"] + holdout).succeeded()
        let output = try scratch.run("select", "-n", "3", "--pin", "hit").succeeded()
        #expect(output.contains("No held-out item is on this list unless it is pinned"), "\(output)")
        #expect(output.contains("hit: Known by 30 of 30 users"), "\(output)")
        #expect(output.contains("with those in the most support sets, which is what this score counts."))
        #expect(try scratch.query("SELECT count(*) FROM scored_items WHERE item_id = 'hit'") == ["0"])
        let less =
            "SELECT count(*) > 0 FROM scored_items JOIN popular_items USING (item_id) WHERE popularity < ratings"
        #expect(try scratch.query(less) == ["1"])
        // The advice of the note scores everything.
        _ = try scratch.run("select", "--model", "1", "--popularity", "users").succeeded()
        #expect(
            try scratch.query(
                "SELECT popularity FROM scored_items WHERE item_id = 'hit' AND scoring_run_id = 2") == ["30"])
        #expect(
            try scratch.query("SELECT popularity FROM scoring_run ORDER BY scoring_run_id") == [
                "support", "users",
            ])
        _ = try scratch.run(["train"] + holdout).succeeded()
        _ = try scratch.run("select", "--popularity", "support").succeeded()
        #expect(
            try scratch.query("SELECT popularity FROM scoring_run WHERE scoring_run_id = 3") == ["support"])
    }

    @Test("a list takes the model that was fitted on everything, a measurement the one that held users out")
    func purposes() throws {
        let scratch = try Prepared.imported()
        _ = try scratch.run("train", "--epochs", "1").succeeded()
        _ = try scratch.run("train", "--epochs", "1", "--holdout", "0.2").succeeded()
        let output = try scratch.run("select").succeeded()
        #expect(!output.contains("held out"), "\(output)")
        _ = try scratch.run("evaluate", "--quiet").succeeded()
        _ = try scratch.run("train", "--epochs", "1", "--seed", "3").succeeded()
        _ = try scratch.run("compare", "--strategy", "random", "--splits", "0", "--quiet").succeeded()
        _ = try scratch.run("select", "--quiet").succeeded()
        #expect(try scratch.query("SELECT model_id FROM scoring_run ORDER BY scoring_run_id") == ["1", "3"])
        #expect(
            try scratch.query("SELECT model_id FROM analysis_run ORDER BY analysis_run_id") == ["2", "2"])
    }

    @Test("is the same popularity in select and in compare, where only users are held out")
    func comparison() throws {
        let scratch = try Prepared.imported()
        let users = scratch.file("users.txt")
        try Data((1...60).filter { $0 % 12 == 6 }.map { "\($0)\n" }.joined().utf8).write(to: users)
        _ = try scratch.run("train", "--epochs", "1", "--holdout", "users=\(users.path)").succeeded()
        _ = try scratch.run("compare", "--strategy", "popularity", "--splits", "0", "--quiet").succeeded()
        // Of the users who are not held out all ratings count, those of query sets too.
        let expected = """
            SELECT item_id FROM ratings JOIN item USING (item_id) WHERE user_id % 12 <> 6
            GROUP BY item_id ORDER BY count(*) DESC, position LIMIT 20
            """
        let compared = "SELECT item_id FROM compared_lists WHERE strategy = 'popularity' ORDER BY rank"
        #expect(try scratch.query(compared) == scratch.query(expected))
        let score = """
            SELECT count(*) FROM compared_lists AS c
            WHERE score = (SELECT count(*) FROM ratings AS i WHERE i.item_id = c.item_id AND user_id % 12 <> 6)
            """
        #expect(try scratch.query(score) == ["20"])
    }

    @Test(
        "is of the present dataset in a report, whatever version a list was made from, and the report says so"
    )
    func olderList() throws {
        let scratch = try Prepared.imported()
        _ = try scratch.run("select", "--strategy", "popularity", "--quiet").succeeded()
        let last = try #require(scratch.query("SELECT item_id FROM onboarding_list WHERE rank = 20").first)
        let more = scratch.file("more")
        try FileManager.default.createDirectory(at: more, withIntermediateDirectories: true)
        let source = ReferenceData.fixtures.appending(path: "ml-latest-small/movies.csv")
        let films = try String(contentsOf: source, encoding: .utf8).split(whereSeparator: \.isNewline)
        let film = films.filter { $0.hasPrefix("movieId,") || $0.hasPrefix("\(last),") }.joined(
            separator: "\n")
        try Data(film.utf8).write(to: more.appending(path: "movies.csv"))
        let rows = (1001...1100).map { "\($0),\(last),4.0,1500000000" }
        try Data((["userId,movieId,rating,timestamp"] + rows).joined(separator: "\n").utf8)
            .write(to: more.appending(path: "ratings.csv"))
        _ = try scratch.run("import", "--append", more.path).succeeded()
        let page = scratch.file("report.html")
        _ = try scratch.run("report", "-o", page.path, "--quiet").succeeded()
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(text.contains("Made on an earlier version of the dataset."))
        var shares: [String: Set<String>] = [:]
        let figures = text.matches(
            of: /<strong>([^<]+)<\/strong><span class="figures">[^<]*?([0-9.]+%) know it/)
        for match in figures { shares[String(match.1), default: []].insert(String(match.2)) }
        #expect(figures.count == 40 && shares.allSatisfy { $0.value.count == 1 }, "\(shares)")
        // What is now most popular was the list's last item; the list itself is as it was made.
        #expect(try scratch.query("SELECT item_id FROM popular_items WHERE rank = 1") == [last])
        let kept =
            "SELECT count(*) FROM onboarding_list JOIN popular_items USING (item_id) WHERE known_share <> share_of_users"
        #expect(try scratch.query(kept) == ["20"])
    }

    @Test("and a rule that is given twice counts once")
    func twice() throws {
        let scratch = try Prepared.imported()
        let flags = [
            "--pin", "1", "--pin", "1", "--cap", "genre=9", "--cap", "genre=9", "--exclude", "2", "--exclude",
            "2",
        ]
        _ = try scratch.run(["select", "--strategy", "popularity"] + flags).succeeded()
        #expect(
            try scratch.query("SELECT rules_json FROM list")
                == [
                    #"{"caps":["genre=9"],"count":20,"exclusions":["2"],"min_known":0,"pins":["1"],"where":[]}"#
                ])
    }

    @Test("leaves --model and --popularity to the strategies that use a model")
    func noModel() throws {
        for flags in [["--model", "1"], ["--popularity", "users"]] {
            let run = try CommandRun(["select", "--strategy", "popularity"] + flags)
            #expect(run.exitCode == 64 && run.errors.contains("melu strategies"))
        }
    }

    @Test("a displaced item costs the same in the list and in the report")
    func cost() throws {
        let scratch = try Prepared.trained()
        let output = try scratch.run("select", "--cap", "genre=3", "--exclude", "318", "-n", "10").succeeded()
        let printed = output.matches(of: /at a cost of ([0-9.-]+)\./).compactMap { Double($0.1) }
        let stored = try scratch.query("SELECT cost FROM list_displaced ORDER BY score DESC, item_index")
            .compactMap(Double.init)
        #expect(!printed.isEmpty && printed.count == stored.count)
        #expect(zip(printed, stored).allSatisfy { abs($0 - $1) < 6e-5 })
        let total = try #require(scratch.query("SELECT score_cost FROM list").first.flatMap(Double.init))
        #expect(abs(stored.reduce(0, +) - total) < 1e-9)
        let page = scratch.file("report.html")
        _ = try scratch.run("report", "-o", page.path, "--quiet").succeeded()
        let text = try String(contentsOf: page, encoding: .utf8)
        let table = try #require(text.range(of: "With all rules together"))
        for cost in stored {
            #expect(text[table.upperBound...].contains(">\(String(format: "%.4g", cost))<"), "\(cost)")
        }
    }
}
