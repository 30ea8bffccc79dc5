import Foundation
import TestSupport
import Testing

@Suite("Command evaluate without a model")
struct EvaluateWithoutModelTests {
    @Test("measures the baselines alone where there is no model, and says so")
    func baselines() throws {
        let scratch = try Scratch()
        let data = ReferenceData.fixtures.appending(path: "cases/12-no-features-dead-end")
        _ = try scratch.run("import", data.path, "--quiet").succeeded()
        let run = try scratch.run("evaluate")
        #expect(try run.succeeded().contains("The baselines alone, without a model"))
        #expect(run.errors.contains("there is no model, so that the baselines alone are measured"))
        let methods = try scratch.query("SELECT DISTINCT method FROM evaluation ORDER BY method")
        #expect(methods.contains("item-mean") && !methods.contains("melu") && !methods.contains("fine-tuned"))
        #expect(try scratch.query("SELECT DISTINCT scenario FROM evaluation") == ["warm"])
    }

    @Test("measures cold users and items with --holdout, though there is a model")
    func holdout() throws {
        let scratch = try Prepared.trained()
        _ = try scratch.run("evaluate", "--holdout", "0.3", "--seed", "2").succeeded()
        #expect(try scratch.query("SELECT model_id IS NULL FROM analysis_run") == ["1"])
        #expect(
            try scratch.query("SELECT DISTINCT method FROM evaluation WHERE method IN ('melu', 'fine-tuned')")
                == [])
        #expect(try scratch.query("SELECT count(DISTINCT scenario) > 1 FROM evaluation") == ["1"])
        #expect(try scratch.run("evaluate", "--holdout", "0.3", "--model", "1").exitCode == 64)
        #expect(try scratch.run("evaluate", "--holdout", "0.3", "--local-steps", "1").exitCode == 64)
    }
}
