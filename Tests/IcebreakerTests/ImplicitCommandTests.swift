import Foundation
import Testing

@Suite("Commands on interactions without ratings")
struct ImplicitCommandTests {
    /// A workspace of the films that 90 users rated 3.5 or better, with a model of a few epochs.
    private static func prepared() throws -> Scratch { try Scratch(copying: once.get().workspace) }

    nonisolated(unsafe) private static let once = Result {
        let scratch = try Scratch()
        try Prepared.films(users: 90, in: scratch.file("films"))
        _ = try scratch.run("import", scratch.file("films").path, "--positive-from", "3.5").succeeded()
        _ = try scratch.run("train", "--epochs", "6", "--holdout", "0.2", "--seed", "3").succeeded()
        return scratch
    }

    @Test("import says what was taken and stores it")
    func imported() throws {
        let scratch = try Scratch()
        try Prepared.films(users: 20, in: scratch.file("films"))
        let output = try scratch.run("import", scratch.file("films").path, "--positive-from", "4").succeeded()
        #expect(output.contains("implicit: interactions without ratings"))
        #expect(output.contains("rows left out: rating below 4"))
        #expect(
            try scratch.query("SELECT feedback, rating_minimum, rating_maximum FROM dataset") == [
                "implicit|0.0|1.0"
            ])
        #expect(try scratch.query("SELECT DISTINCT rating FROM interaction") == ["1.0"])
    }

    @Test("train bounds histories, draws negatives and gives the same weights on any number of threads")
    func train() throws {
        let scratch = try Self.prepared()
        for threads in ["1", "2"] {
            let arguments = [
                "--epochs", "2", "--negatives", "2", "--negative-sampling", "popularity", "--threads",
                threads,
            ]
            _ = try scratch.run(["train", "--max-history", "30"] + arguments).succeeded()
        }
        let models = try scratch.query("SELECT hex(weights) FROM model WHERE model_id > 1")
        #expect(models.count == 2 && models[0] == models[1])
        let options = try scratch.query(
            """
            SELECT json_extract(options_json, '$.rule.maximumHistory'), json_extract(options_json, '$.training.negatives.perPositive'),
                json_extract(options_json, '$.localUpdate.loss') FROM model
            """)
        #expect(
            options == [
                "100|4|binary-cross-entropy", "30|2|binary-cross-entropy", "30|2|binary-cross-entropy",
            ])
    }

    @Test("evaluate ranks held-out items among sampled ones, the same on any number of threads")
    func evaluate() throws {
        let scratch = try Self.prepared()
        let runs = try ["1", "2"].map {
            try scratch.run("evaluate", "--negatives", "50", "--threads", $0, "--format", "csv").succeeded()
        }
        #expect(runs[0] == runs[1])
        #expect(runs[0].hasPrefix("scenario,method,local_steps,users,auc,auc_low,auc_high,hr10,"))
        let metrics = try scratch.query("SELECT DISTINCT metric FROM evaluation ORDER BY metric")
        #expect(metrics == ["auc", "catalogue-ndcg10", "catalogue-recall10", "hr10", "ndcg10"])
        #expect(try scratch.query("SELECT count(*) FROM evaluation WHERE value NOT BETWEEN 0 AND 1") == ["0"])
        let table = try scratch.run("evaluate", "--negatives", "50").succeeded()
        #expect(table.contains("ranked among 50 items that its user has not taken"))
        #expect(try scratch.run("report", "--output", scratch.file("r.html").path).succeeded() != "no")
        let page = try String(contentsOf: scratch.file("r.html"), encoding: .utf8)
        #expect(page.contains("interactions without ratings") && page.contains("HR@10"))
        #expect(page.contains("icebreaker compare --answers taps") && page.contains("nDCG@10 of all"))
        #expect(page.contains("order of interactions") && !page.contains("validation MAE"))
    }

    @Test("select picks by the strategies for taps", arguments: GridCommandTests.strategies)
    func select(strategy: String) throws {
        let scratch = try Self.prepared()
        let rows = try scratch.run("select", "--strategy", strategy, "--format", "csv").succeeded().split(
            separator: "\n")
        #expect(rows.count == 21)
    }

    @Test("study create makes a study with grids, which needs no model, and launches it")
    func study() throws {
        let scratch = try Scratch()
        try Prepared.films(users: 60, in: scratch.file("films"))
        _ = try scratch.run("import", scratch.file("films").path, "--positive-from", "3.5").succeeded()
        _ = try scratch.run("select", "--strategy", "popularity", "-n", "8").succeeded()
        let missing = try scratch.run("study", "create", "tiles", "--target-size", "12").failure()
        #expect(missing.contains("no list of the strategy design, forward or melu"), "\(missing)")
        #expect(missing.contains("icebreaker select --answers taps"), "\(missing)")
        _ = try scratch.run("select", "--strategy", "random", "-n", "8").succeeded()
        let arms = [
            "--arm", "random", "--arm", "popularity", "--items", "8", "--pages", "2", "--recommendations",
            "5",
        ]
        let flags =
            arms + [
                "--target-size", "12", "--seed", "1", "--launch", "--contact", "Dr Kim", "--retention", "12m",
            ]
        let table = try scratch.run(["study", "create", "tiles"] + flags).succeeded()
        #expect(
            table.contains("taps on a grid of 8 tiles on 2 pages")
                && table.contains("the table of each arm's grid"))
        #expect(try scratch.query("SELECT status, model_id IS NULL FROM study") == ["launched|1"])
        let material = try scratch.query(
            """
            SELECT json_array_length(material_json, '$.grids'), json_array_length(material_json, '$.grids[0].tiles'),
                json_extract(material_json, '$.ratings') FROM study_material
            """)
        #expect(material == ["2|8|[1,2,3,4,5]"])
        #expect(try scratch.run(["study", "create", "more", "--model", "1"] + flags).exitCode == 64)
        #expect(try scratch.run("study", "create", "more", "--pages", "3").exitCode == 64)
    }

    @Test("what needs ratings says so in one sentence")
    func refusals() throws {
        let scratch = try Self.prepared()
        let reason = "the dataset has interactions without ratings (implicit feedback), and "
        for strategy in ["helf", "adaptive", "maxvol"] {
            let line = try scratch.run("select", "--strategy", strategy).failure()
            #expect(
                line.hasPrefix(
                    "Error: strategy \(strategy): \(reason)this strategy ranks items by their ratings; "))
        }
        #expect(
            try CommandRun(["export", "vocabulary"], workspace: scratch.workspace).failure().hasPrefix(
                "Error: worker: \(reason)")
        )
        #expect(try scratch.run("compare", "--answers", "ratings").exitCode == 64)
        let study = try scratch.run("study", "create", "trial", "--answers", "ratings").failure()
        #expect(study.hasPrefix("Error: --answers ratings: \(reason)"), "\(study)")
        let level = [
            "study", "create", "trial", "--positive-from", "3", "--arm", "1", "--arm", "2", "--target-size",
            "4",
        ]
        _ = try scratch.run("select", "--strategy", "popularity", "-n", "8").succeeded()
        _ = try scratch.run("select", "--strategy", "random", "-n", "8").succeeded()
        #expect(try scratch.run(level).failure().contains("leave --positive-from out"))
        #expect(try scratch.run("evaluate", "--clip").exitCode == 64)
    }

    @Test("flags for negatives are refused where there are ratings")
    func explicit() throws {
        let scratch = try Prepared.imported()
        #expect(try scratch.run("train", "--negatives", "3").exitCode == 64)
        #expect(try scratch.run("train", "--negative-sampling", "uniform").exitCode == 64)
    }
}
