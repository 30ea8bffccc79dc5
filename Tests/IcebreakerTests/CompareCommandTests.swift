import Foundation
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
        let stored = "SELECT strategy, count(DISTINCT predictor), min(shown), max(shown), count(*) FROM elicitation_result"
        #expect(
            try scratch.query("\(stored) GROUP BY strategy ORDER BY strategy")
                == ["design", "popularity", "random"].map { "\($0)|2|0|40|\(2 * 41 * 3)" })
        let tested = "SELECT DISTINCT strategy, shown FROM elicitation_result WHERE p_holm IS NOT NULL ORDER BY strategy"
        #expect(try scratch.query(tested) == ["design|20", "random|20"])
        #expect(try scratch.query("SELECT kind, model_id FROM analysis_run") == ["compare|1"])
    }

    @Test("interviews adaptively and gives the same results on any number of threads")
    func threads() throws {
        let scratches = try [heldOut(), heldOut()]
        let outputs = try zip(scratches, ["1", "3"]).map { scratch, threads in
            try scratch.run(
                "compare", "--strategy", "adaptive", "--strategy", "melu", "--strategy", "greedy-extend", "--shown", "10",
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
            try scratch.query("SELECT strategy, count(*), max(rank) FROM compared_list_item GROUP BY strategy ORDER BY strategy")
                == ["design|5|5", "popularity|5|5", "random|5|5"])
        #expect(
            try scratch.query(
                "SELECT DISTINCT strategy, other_strategy FROM list_similarity ORDER BY strategy, other_strategy")
                == ["design|popularity", "design|random", "popularity|random"])
        let shared = """
            SELECT count(*) FROM compared_list_item AS a JOIN compared_list_item AS b USING (item_id)
            WHERE a.strategy = 'design' AND b.strategy = 'popularity'
            """
        let overlap = "SELECT CAST(value AS INTEGER) FROM list_similarity WHERE measure = 'overlap'"
        #expect(
            try scratch.query("\(overlap) AND strategy = 'design' AND other_strategy = 'popularity'") == scratch.query(shared))
        #expect(
            try scratch.query("SELECT strategy FROM strategy_measure WHERE measure = 'half-overlap' ORDER BY strategy")
                == ["design", "popularity"])
        #expect(try scratch.query("SELECT strategy FROM strategy_measure WHERE measure = 'seed-overlap'") == ["random"])
        let answers = """
            SELECT count(*) FROM strategy_measure AS m JOIN elicitation_result AS r USING (strategy)
            WHERE measure = 'answers' AND shown = 5 AND metric = 'mae' AND r.predictor = 'fold-in'
                AND abs(m.value - answered_mean) < 1e-9 AND interval_low IS NOT NULL
            """
        #expect(try scratch.query(answers.replacing("interval_low", with: "m.interval_low")) == ["4"])
        #expect(
            try scratch.query("SELECT DISTINCT difference FROM elicitation_by_answer WHERE answered = 0") == ["0.0"])
    }

    @Test("leaves stability out where there are no splits")
    func noSplits() throws {
        let scratch = try heldOut()
        let output = try scratch.run("compare", "--strategy", "design", "--splits", "0", "--quiet").succeeded()
        #expect(!output.contains("halves, least"))
        #expect(try scratch.query("SELECT count(*) FROM strategy_measure WHERE measure LIKE 'half%'") == ["0"])
        #expect(try CommandRun(["compare", "--splits=-1"]).exitCode == 64)
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
    func shown(_ shown: String) throws { #expect(try CommandRun(["compare", "--shown=\(shown)"]).exitCode == 64) }
}
