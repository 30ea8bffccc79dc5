import Foundation
import Testing

@Suite("Command train")
struct TrainCommandTests {
    /// Everything of the models but the times.
    private static func model(_ scratch: Scratch) throws -> [String] {
        let columns = try scratch.query("SELECT name FROM pragma_table_info('model') WHERE name <> 'created_at'")
        let quoted = columns.map { "quote(\($0))" }.joined(separator: ", ")
        return try scratch.query(
            "SELECT \(quoted) FROM model ORDER BY model_id; SELECT * FROM training_epoch ORDER BY model_id, epoch")
    }

    @Test("gives the same weights and scores on any number of threads")
    func threads() throws {
        let runs = try ["1", "2"].map { threads in
            let scratch = try Prepared.imported()
            _ = try scratch.run("train", "--epochs", "4", "--threads", threads).succeeded()
            _ = try scratch.run("select", "--threads", threads).succeeded()
            return try (
                weights: scratch.query("SELECT hex(weights) FROM model"),
                scores: scratch.query("SELECT * FROM item_score ORDER BY scoring_run_id, item_id"), model: Self.model(scratch)
            )
        }
        #expect(runs[0].weights.first?.isEmpty == false && runs[0].weights == runs[1].weights)
        #expect(!runs[0].scores.isEmpty && runs[0].scores == runs[1].scores)
        #expect(runs[0].model == runs[1].model)
    }

    @Test(
        "continues after a kill and ends in the same rows, with the same flags or with none", .timeLimit(.minutes(2)),
        arguments: [true, false])
    func resume(withFlags: Bool) throws {
        let (whole, killed) = (try Scratch(), try Scratch())
        try Prepared.films(users: 120, in: whole.file("films"))
        for scratch in [whole, killed] { _ = try scratch.run("import", whole.file("films").path).succeeded() }
        let training = ["train", "--epochs", "30", "--local-steps", "5", "--patience", "30", "--seed", "3", "--quiet"]
        try Self.kill(training, in: killed, afterEpochs: 2)
        let before = try killed.query("SELECT status, epochs_done, optimizer_state IS NULL FROM model")
        #expect(before.first?.hasPrefix("training|") == true, "\(before)")
        let resumed = try killed.run(withFlags ? training.dropLast() + ["--resume"] : ["train", "--resume"])
        _ = try resumed.succeeded()
        #expect(resumed.errors.contains("continuing model 1 after epoch"))
        _ = try whole.run(training).succeeded()
        #expect(try Self.model(whole).contains { $0.hasPrefix("1|30|") })
        #expect(try Self.model(killed) == Self.model(whole))
    }

    /// Starts a command and kills it once the workspace holds so many epochs.
    static func kill(_ arguments: [String], in scratch: Scratch, afterEpochs epochs: Int) throws {
        let process = Process()
        process.executableURL = CommandRun.program
        process.arguments = arguments + ["--workspace", scratch.workspace.path]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        while process.isRunning {
            let done = try scratch.query("SELECT max(epochs_done) FROM model").first.flatMap { Int($0) } ?? 0
            if done >= epochs { break }
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
        #expect(run.errors.contains("no training of these settings was interrupted"))
        #expect(try scratch.query("SELECT count(DISTINCT weights), count(*) FROM model") == ["1|2"])
    }

    @Test(
        "refuses senseless settings",
        arguments: [["--epochs", "0"], ["--local-steps", "6"], ["--validation", "1"], ["--batch-size", "0"]])
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
}
