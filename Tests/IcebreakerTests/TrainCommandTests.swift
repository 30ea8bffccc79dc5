import Foundation
import Testing

@Suite("Command train")
struct TrainCommandTests {
    /// Everything of the models but the times.
    private static func model(_ scratch: Scratch) throws -> [String] {
        let columns = try scratch.query(
            "SELECT name FROM pragma_table_info('model') WHERE name NOT IN ('created_at', 'finished_at')")
        let quoted = columns.map { "quote(\($0))" }.joined(separator: ", ")
        return try scratch.query(
            "SELECT \(quoted) FROM model ORDER BY model_id; SELECT * FROM training_epoch ORDER BY model_id, epoch"
        )
    }

    @Test("gives the same weights and scores on any number of threads")
    func threads() throws {
        let runs = try ["1", "2"].map { threads in
            let scratch = try Prepared.imported()
            _ = try scratch.run("train", "--epochs", "4", "--threads", threads).succeeded()
            _ = try scratch.run("select", "--threads", threads).succeeded()
            return try (
                weights: scratch.query("SELECT hex(weights) FROM model"),
                scores: scratch.query("SELECT * FROM item_score ORDER BY scoring_run_id, item_index"),
                model: Self.model(scratch)
            )
        }
        #expect(runs[0].weights.first?.isEmpty == false && runs[0].weights == runs[1].weights)
        #expect(!runs[0].scores.isEmpty && runs[0].scores == runs[1].scores)
        #expect(runs[0].model == runs[1].model)
    }

    @Test(
        "continues after a kill and ends in the same rows, with the same flags or with none",
        .timeLimit(.minutes(2)),
        arguments: [true, false])
    func resume(withFlags: Bool) throws {
        let (whole, killed) = (try Scratch(), try Scratch())
        try Prepared.films(users: 120, in: whole.file("films"))
        for scratch in [whole, killed] { _ = try scratch.run("import", whole.file("films").path).succeeded() }
        let training = [
            "train", "--epochs", "30", "--local-steps", "5", "--patience", "30", "--seed", "3", "--quiet",
        ]
        try Self.kill(training, in: killed, when: "SELECT max(epochs_done) >= 2 FROM model")
        let before = try killed.query("SELECT status, epochs_done, optimizer_state IS NULL FROM model")
        #expect(before.first?.hasPrefix("training|") == true, "\(before)")
        let resumed = try killed.run(withFlags ? training.dropLast() + ["--resume"] : ["train", "--resume"])
        _ = try resumed.succeeded()
        #expect(resumed.errors.contains("continuing model 1 after epoch"))
        _ = try whole.run(training).succeeded()
        #expect(try Self.model(whole).contains { $0.hasPrefix("1|30|") })
        #expect(try Self.model(killed) == Self.model(whole))
    }

    /// Starts a command and kills it once a statement gives 1.
    static func kill(_ arguments: [String], in scratch: Scratch, when statement: String) throws {
        let process = Process()
        process.executableURL = CommandRun.program
        process.arguments = arguments + ["--workspace", scratch.workspace.path]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        while process.isRunning {
            if try scratch.query(statement) == ["1"] { break }
        }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
    }

    @Test("starts from the beginning with --resume where nothing was interrupted")
    func nothingToResume() throws {
        let scratch = try Prepared.trained()
        let run = try scratch.run("train", "--epochs", "4", "--resume")
        _ = try run.succeeded()
        #expect(run.errors.contains("no interrupted training of these settings"))
        #expect(try scratch.query("SELECT count(DISTINCT weights), count(*) FROM model") == ["1|2"])
    }

    @Test(
        "refuses senseless settings",
        arguments: [
            ["--epochs", "0"], ["--local-steps", "6"], ["--validation", "1"], ["--batch-size", "0"],
        ])
    func settings(_ flags: [String]) throws {
        let scratch = try Prepared.imported()
        #expect(try scratch.run(["train"] + flags).exitCode == 64)
        #expect(try scratch.query("SELECT count(*) FROM model") == ["0"])
    }

    @Test("refuses weights that are no safetensors file")
    func weights() throws {
        let scratch = try Prepared.imported()
        let file = scratch.file("model.safetensors")
        try Data("no tensors".utf8).write(to: file)
        #expect(try scratch.run("train", "--weights", file.path).failure().contains(file.path))
        #expect(try scratch.run("train", "--weights", "/no/such/file").failure().contains("/no/such/file"))
        #expect(try scratch.query("SELECT count(*) FROM model") == ["0"])
    }

    @Test("that diverges with three pairs of rates fails in one sentence and keeps no model")
    func divergence() throws {
        let scratch = try Prepared.imported()
        let run = try scratch.run(
            "train", "--epochs", "3", "--global-learning-rate", "1e6", "--name", "mine", "--quiet")
        #expect(run.exitCode == 1 && run.output == "")
        let lines = run.errors.split(separator: "\n")
        #expect(
            lines.count == 3 && lines[0].contains("starting again with")
                && lines[1].contains("starting again with"))
        #expect(lines.last?.contains("no model was kept") == true, "\(run.errors)")
        #expect(try scratch.query("SELECT count(*) FROM model") == ["0"])
        #expect(try scratch.query("SELECT count(*) FROM training_epoch") == ["0"])
        // The name is free, and what the sentence advises works.
        _ = try scratch.run("train", "--epochs", "1", "--global-learning-rate", "1e-3", "--name", "mine")
            .succeeded()
        #expect(
            try scratch.run("train", "--epochs", "2", "--resume", "--global-learning-rate", "1e6").exitCode
                == 1)
        #expect(
            try scratch.run("train", "--tune", "--global-learning-rate", "1e9").failed.contains(
                "all rates that --tune tried"))
        #expect(
            try scratch.run("train", "--warm-start", "mine", "--global-learning-rate", "1e6").exitCode == 1)
        #expect(try scratch.query("SELECT name, status FROM model") == ["mine|finished"])
    }

    @Test("that diverges at first stores the rates that it used, and the report's command repeats it")
    func smallerRates() throws {
        let scratch = try Prepared.imported()
        let run = try scratch.run("train", "--epochs", "2", "--global-learning-rate", "4", "--quiet")
        let rates = try scratch.query(
            """
            SELECT json_extract(options_json, '$.training.globalLearningRate'), json_extract(options_json, '$.rateReductions'),
                status FROM model
            """)
        try #require(rates.count == 1, "\(run.errors)")
        let parts = rates[0].split(separator: "|").map { String($0) }
        let times = try #require(Int(parts[1]))
        #expect(Double(parts[0]) == 4 / (times == 1 ? 4 : 16) && parts[2] == "finished")
        #expect(run.errors.split(separator: "\n").count == times && run.output.contains("with local rate"))
        let again = try Prepared.imported()
        _ = try again.run(
            "train", "--epochs", "2", "--global-learning-rate", parts[0], "--local-learning-rate",
            times == 1 ? "0.005" : "0.00125"
        ).succeeded()
        let weights = "SELECT hex(weights) FROM model"
        #expect(try scratch.query(weights) == again.query(weights))
    }

    @Test("that began again with smaller rates is continued by --resume alone", .timeLimit(.minutes(2)))
    func smallerRatesResumed() throws {
        let (whole, killed) = (try Prepared.imported(), try Prepared.imported())
        let training = ["train", "--epochs", "20", "--global-learning-rate", "0.4", "--quiet"]
        try Self.kill(
            training, in: killed,
            when:
                "SELECT count(*) FROM model WHERE json_extract(options_json, '$.rateReductions') > 0 AND epochs_done > 0"
        )
        _ = try killed.run("train", "--resume", "--quiet").succeeded()
        _ = try whole.run(training).succeeded()
        #expect(try killed.query("SELECT count(*) FROM model") == ["1"])
        #expect(try Self.model(killed) == Self.model(whole))
    }

    @Test("with a name that is taken, also by the fit on everything, fails before it trains")
    func takenNames() throws {
        let scratch = try Prepared.imported()
        _ = try scratch.run("train", "--epochs", "1", "--name", "june-final", "--quiet").succeeded()
        for name in ["june", "june-final"] {
            let run = try scratch.run(
                "train", "--epochs", "1", "--holdout", "0.2", "--final-fit", "--name", name, "--quiet")
            #expect(try run.failure().contains("june-final"))
        }
        let longest = String(repeating: "n", count: 95)
        #expect(
            try scratch.run("train", "--epochs", "1", "--holdout", "0.2", "--final-fit", "--name", longest)
                .exitCode == 64)
        #expect(try scratch.query("SELECT name FROM model") == ["june-final"])
    }

    @Test("says what was held out, and fits on everything with --final-fit, also after a kill")
    func finalFit() throws {
        let scratch = try Prepared.imported()
        let plain = try scratch.run("train", "--epochs", "3", "--holdout", "0.2")
        _ = try plain.succeeded()
        #expect(plain.errors.contains("12 users and ") && plain.errors.contains("--final-fit"))
        let output = try scratch.run(
            "train", "--epochs", "3", "--holdout", "0.2", "--validation", "0.1", "--final-fit", "--name",
            "june"
        ).succeeded()
        #expect(
            output.split(separator: "\n").count == 2
                && output.contains("on everything, with the settings of model 2"))
        let columns = """
            SELECT model_id, coalesce(name, ''), json_array_length(options_json, '$.newUsers'),
                coalesce(json_extract(options_json, '$.finalFitOf'), ''), json_extract(options_json, '$.training.validationShare'),
                epochs_done FROM model
            """
        let models = try scratch.query(columns)
        let best =
            try scratch.query(
                "SELECT epoch FROM training_epoch WHERE model_id = 2 ORDER BY validation_mae, epoch LIMIT 1"
            ).first ?? ""
        #expect(
            models.count == 3 && models[1].hasPrefix("2|june|12||0.1")
                && models[2] == "3|june-final|0|2|0|\(best)", "\(models)")
        #expect(try scratch.run("train", "--final-fit").exitCode == 64)
    }

    @Test("continues a fit on everything after a kill, without measuring again", .timeLimit(.minutes(1)))
    func finalFitResumed() throws {
        let (whole, killed) = (try Scratch(), try Scratch())
        try Prepared.films(users: 120, in: whole.file("films"))
        for scratch in [whole, killed] { _ = try scratch.run("import", whole.file("films").path).succeeded() }
        let training = ["train", "--epochs", "20", "--holdout", "0.2", "--final-fit", "--quiet"]
        try Self.kill(
            training, in: killed,
            when:
                "SELECT count(*) FROM model WHERE options_json LIKE '%finalFitOf%' AND status = 'training' AND epochs_done > 0"
        )
        #expect(try killed.query("SELECT count(*) FROM model WHERE status = 'finished'") == ["1"])
        _ = try killed.run(training + ["--resume"]).succeeded()
        _ = try whole.run(training).succeeded()
        #expect(try whole.query("SELECT count(*) FROM model") == ["2"])
        #expect(try Self.model(killed) == Self.model(whole))
    }

    @Test("refuses features without a value, and the advice works")
    func noValues() throws {
        let scratch = try Scratch()
        let films = scratch.file("films")
        try Prepared.films(users: 60, in: films)
        let movies = try String(contentsOf: films.appending(path: "movies.csv"), encoding: .utf8).split(
            whereSeparator: \.isNewline)
        let empty =
            movies.prefix(1)
            + movies.dropFirst().map { $0.prefix { $0 != "," } + ",Untitled,(no genres listed)" }
        try Data((empty.joined(separator: "\n") + "\n").utf8).write(to: films.appending(path: "movies.csv"))
        _ = try scratch.run("import", films.path).succeeded()
        let error = try scratch.run("train", "--epochs", "1").failure()
        #expect(error.contains("no user and no item has a value of any feature (genre, year)"), "\(error)")
        #expect(error.contains("select --strategy popularity"))
        #expect(try scratch.query("SELECT count(*) FROM model") == ["0"])
        _ = try scratch.run("select", "--strategy", "popularity").succeeded()
    }

    @Test("takes weights that say what they are of onto a grown dataset, and estimates as before")
    func exportedWeights() throws {
        let scratch = try Prepared.trained()
        let file = scratch.file("model.safetensors").path
        _ = try scratch.run("export", "model", "--output", file).succeeded()
        let (whole, grown) = (try Scratch(), try Scratch())
        try Prepared.films(users: 120, in: whole.file("films"))
        _ = try whole.run("import", whole.file("films").path).succeeded()
        let taken = try whole.run("train", "--weights", file, "--local-steps", "5")
        #expect(
            try taken.succeeded().contains("taken from the file") && !taken.errors.contains("does not say"))
        // The same weights carried over by an append to the same dataset.
        try FileManager.default.copyItem(at: scratch.workspace, to: grown.workspace)
        _ = try grown.run("import", "--append", "--skip-invalid", whole.file("films").path).succeeded()
        let scaling = "SELECT json_extract(options_json, '$.localUpdate.scaling') FROM model"
        #expect(
            try whole.query(scaling) == scratch.query(scaling)
                && whole.query(scaling) == [#"{"highest":5,"lowest":0.5}"#])
        let lists = try [whole, grown].map { try $0.run("select", "--format", "csv").succeeded() }
        #expect(lists[0] == lists[1])
    }

    @Test(
        "leaves models that were stored before there was a scale as they were trained: on ratings as they are"
    )
    func earlierModel() throws {
        let scratch = try Prepared.trained()
        let now = try scratch.run("evaluate", "--format", "json", "--quiet").succeeded()
        _ = try scratch.query(
            """
            UPDATE model SET options_json = json_remove(options_json, '$.localUpdate.scaling', '$.localUpdate.maximumStep',
                '$.training.localUpdate.scaling', '$.training.localUpdate.maximumStep', '$.training.rateSchedule')
            """)
        // The same weights now mean other ratings: what they estimate on 1 to 5 is not mapped to 0.5 to 5.
        let before = try scratch.run("evaluate", "--format", "json", "--quiet").succeeded()
        #expect(now != before && before.contains("\"melu\""))
        _ = try scratch.run("select").succeeded()
        let report = scratch.file("report.html")
        _ = try scratch.run("report", "--output", report.path).succeeded()
        #expect(try String(contentsOf: report, encoding: .utf8).contains("An earlier version trained it"))
    }

    @Test(
        "refuses rates that single precision does not hold", arguments: ["1e-50", "1e60", "0", "-1", "nan"])
    func rates(rate: String) throws {
        let scratch = try Prepared.trained()
        for flag in ["--local-learning-rate", "--global-learning-rate"] {
            #expect(try scratch.run("train", flag, rate).exitCode == 64)
        }
        #expect(try scratch.run("evaluate", "--local-learning-rate", rate).exitCode == 64)
    }
}
