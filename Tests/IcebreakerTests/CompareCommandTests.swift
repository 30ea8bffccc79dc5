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
        #expect(output.split(separator: "\n").filter { $0.hasPrefix("|") }.count == 2 * 4)
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
        let outputs = try ["1", "3"].map { threads in
            try heldOut().run(
                "compare", "--strategy", "adaptive", "--shown", "10", "--format", "csv", "--threads", threads
            ).succeeded()
        }
        #expect(outputs[0] == outputs[1])
        let rows = outputs[0].split(separator: "\n")
        #expect(rows.count == 1 + 2 * 2 * 3 && rows.contains { $0.hasPrefix("adaptive,fold-in,10,mae,") })
    }

    @Test("asks for held-out users where the model has none")
    func nobody() throws {
        let scratch = try Prepared.trained()
        #expect(try scratch.run("compare", "--quiet").failure().contains("--holdout"))
        #expect(try scratch.query("SELECT count(*) FROM analysis_run") == ["0"])
    }

    @Test("refuses a strategy that it does not know")
    func unknown() throws {
        #expect(try heldOut().run("compare", "--quiet", "--strategy", "guess").failure().contains("guess"))
    }

    @Test("refuses an interview of no or too many items", arguments: ["0", "41", "-1"])
    func shown(_ shown: String) throws { #expect(try CommandRun(["compare", "--shown=\(shown)"]).exitCode == 64) }
}
