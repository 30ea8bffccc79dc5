import Foundation
import TestSupport
import Testing

@Suite("Command compare")
struct CompareCommandTests {
    /// A workspace with held-out users, made once.
    nonisolated(unsafe) private static let heldOutOnce = Result {
        let scratch = try Prepared.imported()
        _ = try scratch.run("train", "--holdout", "0.2", "--epochs", "2").succeeded()
        return scratch
    }

    private func heldOut() throws -> Scratch { try Scratch(copying: Self.heldOutOnce.get().workspace) }

    @Test("prints a table and a verdict per predictor and stores every number of shown items")
    func table() throws {
        let scratch = try heldOut()
        let output = try scratch.run("compare", "--strategy", "random", "--strategy", "design").succeeded()
        for words in ["predicted by fold-in", "predicted by local-update", "popularity", "random", "design"] {
            #expect(output.contains(words))
        }
        // The tables by predictor, of answers, of lists and of overlaps have a head and a row per strategy.
        #expect(output.split(separator: "\n").filter { $0.hasPrefix("|") }.count == 5 * 4)
        #expect(output.split(separator: "\n").allSatisfy { $0.count <= 120 })
        let stored =
            "SELECT strategy, count(DISTINCT predictor), min(shown), max(shown), count(*) FROM elicitation_result"
        #expect(
            try scratch.query("\(stored) GROUP BY strategy ORDER BY strategy")
                == ["design", "popularity", "random"].map { "\($0)|2|0|40|\(2 * 41 * 3)" })
        let tested =
            "SELECT DISTINCT strategy, shown FROM elicitation_result WHERE p_holm IS NOT NULL ORDER BY strategy"
        #expect(try scratch.query(tested) == ["design|20", "random|20"])
        #expect(try scratch.query("SELECT kind, model_id FROM analysis_run") == ["compare|1"])
    }

    @Test("interviews adaptively and gives the same results on any number of threads")
    func threads() throws {
        let scratches = try [heldOut(), heldOut()]
        let outputs = try zip(scratches, ["1", "3"]).map { scratch, threads in
            try scratch.run(
                "compare", "--strategy", "adaptive", "--strategy", "melu", "--strategy", "greedy-extend",
                "--shown", "10",
                "--splits", "1", "--format", "csv", "--threads", threads
            ).succeeded()
        }
        #expect(outputs[0] == outputs[1])
        for table in ["elicitation_by_answer", "compared_list_item", "strategy_measure", "list_similarity"] {
            let rows = try scratches.map { try $0.query("SELECT * FROM \(table)") }
            #expect(!rows[0].isEmpty && rows[0] == rows[1], "\(table)")
        }
        let rows = outputs[0].split(separator: "\n")
        #expect(rows.count == 1 + 4 * 2 * 3 && rows.contains { $0.hasPrefix("adaptive,fold-in,10,mae,") })
    }

    @Test("asks for held-out users where the model has none")
    func nobody() throws {
        let scratch = try Prepared.trained()
        #expect(try scratch.run("compare", "--quiet").failure().contains("--holdout"))
        #expect(try scratch.query("SELECT count(*) FROM analysis_run") == ["0"])
    }

    @Test("stores lists, their similarity, variety and stability, and curves over answers")
    func lists() throws {
        let scratch = try heldOut()
        let names = ["--strategy", "random", "--strategy", "design", "--strategy", "adaptive"]
        _ = try scratch.run(["compare", "--shown", "5", "--splits", "2", "--quiet"] + names).succeeded()
        #expect(
            try scratch.query(
                "SELECT strategy, count(*), max(rank) FROM compared_list_item GROUP BY strategy ORDER BY strategy"
            )
                == ["design|5|5", "popularity|5|5", "random|5|5"])
        #expect(
            try scratch.query(
                "SELECT DISTINCT strategy, other_strategy FROM list_similarity ORDER BY strategy, other_strategy"
            )
                == ["design|popularity", "design|random", "popularity|random"])
        let shared = """
            SELECT count(*) FROM compared_list_item AS a JOIN compared_list_item AS b USING (item_index)
            WHERE a.strategy = 'design' AND b.strategy = 'popularity'
            """
        let overlap = "SELECT CAST(value AS INTEGER) FROM list_similarity WHERE measure = 'overlap'"
        #expect(
            try scratch.query("\(overlap) AND strategy = 'design' AND other_strategy = 'popularity'")
                == scratch.query(shared))
        #expect(
            try scratch.query(
                "SELECT strategy FROM strategy_measure WHERE measure = 'half-overlap' ORDER BY strategy")
                == ["design", "popularity"])
        #expect(
            try scratch.query("SELECT strategy FROM strategy_measure WHERE measure = 'seed-overlap'") == [
                "random"
            ])
        let answers = """
            SELECT count(*) FROM strategy_measure AS m JOIN elicitation_result AS r USING (strategy)
            WHERE measure = 'answers' AND shown = 5 AND metric = 'mae' AND r.predictor = 'fold-in'
                AND abs(m.value - answered_mean) < 1e-9 AND interval_low IS NOT NULL
            """
        #expect(try scratch.query(answers.replacing("interval_low", with: "m.interval_low")) == ["4"])
        #expect(
            try scratch.query("SELECT DISTINCT difference FROM elicitation_by_answer WHERE answered = 0") == [
                "0.0"
            ])
    }

    @Test("leaves stability out where there are no splits")
    func noSplits() throws {
        let scratch = try heldOut()
        let output = try scratch.run("compare", "--strategy", "design", "--splits", "0", "--quiet")
            .succeeded()
        #expect(!output.contains("halves, least"))
        #expect(
            try scratch.query("SELECT count(*) FROM strategy_measure WHERE measure LIKE 'half%'") == ["0"])
        #expect(try CommandRun(["compare", "--splits=-1"]).exitCode == 64)
    }

    @Test("works without a model, on users of its own and by what needs none")
    func withoutModel() throws {
        let scratch = try Prepared.imported()
        let run = try scratch.run(
            "compare", "--holdout", "0.2", "--shown", "5", "--splits", "1", "--draws", "1", "--threads", "2")
        #expect(try run.succeeded().contains("predicted by fold-in"))
        #expect(run.errors.contains("without a model: ratings are predicted by fold-in alone, and melu,"))
        #expect(try scratch.query("SELECT DISTINCT predictor FROM elicitation_result") == ["fold-in"])
        let strategies = try scratch.query(
            "SELECT DISTINCT strategy FROM elicitation_result ORDER BY strategy")
        #expect(
            strategies.contains("adaptive") && strategies.contains("design") && !strategies.contains("melu"))
        #expect(
            try scratch.query(
                "SELECT model_id IS NULL, json_array_length(options_json, '$.newUsers') FROM analysis_run")
                == [
                    "1|12"
                ])
        let refused = try scratch.run("compare", "--holdout", "0.2", "--strategy", "melu")
        #expect(refused.exitCode == 64 && refused.errors.contains("which melu needs"))
        #expect(try scratch.run("compare", "--holdout", "0.2", "--model", "1").exitCode == 64)
        #expect(try scratch.run("compare", "--holdout", "items=x").exitCode == 64)
    }

    @Test("interviews with listed users as with the share that draws them")
    func listedUsers() throws {
        let scratch = try Prepared.imported()
        let flags = [
            "compare", "--strategy", "design", "--shown", "5", "--splits", "0", "--draws", "1", "--quiet",
            "--holdout",
        ]
        _ = try scratch.run(flags + ["0.2"]).succeeded()
        let ids = try scratch.query("SELECT value FROM analysis_run, json_each(options_json, '$.newUsers')")
        try Data((ids.joined(separator: "\n") + "\n").utf8).write(to: scratch.file("ids.txt"))
        _ = try scratch.run(flags + ["users=\(scratch.file("ids.txt").path)"]).succeeded()
        func figures(_ run: Int) throws -> [String] {
            try scratch.query(
                "SELECT strategy, shown, metric, value FROM elicitation_result WHERE analysis_run_id = \(run) ORDER BY 1, 2, 3"
            )
        }
        #expect(try !figures(1).isEmpty && figures(1) == figures(2))
    }

    @Test(
        "says how many ratings the held-out users have where they have too few, whichever model is asked for")
    func tooFewRatings() throws {
        let (scratch, data) = (
            try Scratch(), ReferenceData.fixtures.appending(path: "cases/14-compare-circular-advice")
        )
        _ = try scratch.run("import", data.path).succeeded()
        let holdout = "users=\(data.appending(path: "new.txt").path)"
        for seed in ["1", "2"] {
            _ = try scratch.run("train", "--holdout", holdout, "--epochs", "1", "--seed", seed, "--quiet")
                .succeeded()
        }
        for (arguments, model) in [(["compare"], 2), (["compare", "--model", "1"], 1)] {
            let message = try scratch.run(arguments).failure()
            #expect(
                message.contains(
                    "the users that model \(model) held out have 15 ratings at most; compare needs 20"))
            #expect(!message.contains("--model") && !message.contains("`"), "\(message)")
        }
    }

    @Test("takes a model that held out users, and names one where another was chosen")
    func otherModel() throws {
        let scratch = try heldOut()
        _ = try scratch.run("train", "--epochs", "1").succeeded()
        #expect(try scratch.run("compare", "--quiet", "--model", "2").failure().contains("--model 1"))
        _ = try scratch.run("compare", "--quiet", "--strategy", "random", "--splits", "0").succeeded()
        #expect(try scratch.query("SELECT model_id FROM analysis_run") == ["1"])
    }

    @Test("refuses a strategy that it does not know")
    func unknown() throws {
        #expect(try heldOut().run("compare", "--quiet", "--strategy", "guess").failure().contains("guess"))
    }

    @Test("refuses an interview of no or too many items", arguments: ["0", "41", "-1"])
    func shown(_ shown: String) throws {
        #expect(try CommandRun(["compare", "--shown=\(shown)"]).exitCode == 64)
    }
}
