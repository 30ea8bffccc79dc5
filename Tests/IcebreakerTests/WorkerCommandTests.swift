import Foundation
import Testing

@Suite("The worker commands")
struct WorkerCommandTests {
    /// A workspace with its model and vocabulary exported.
    private static func exported() throws -> Scratch {
        let scratch = try Prepared.trained()
        _ = try scratch.run("export", "model", "--output", scratch.file("model").path).succeeded()
        _ = try scratch.run("export", "vocabulary", "--output", scratch.file("vocabulary").path).succeeded()
        return scratch
    }

    /// Scores a shard, whose bytes are on standard input.
    private static func score(_ shard: String, in scratch: Scratch, weights: String = "model") throws
        -> CommandRun
    {
        try Data(shard.utf8).write(to: scratch.file("shard"))
        let command = """
            '\(CommandRun.program.path)' worker score --weights '\(scratch.file(weights).path)' \
            --vocabulary '\(scratch.file("vocabulary").path)' < '\(scratch.file("shard").path)'
            """
        return try CommandRun(program: URL(filePath: "/bin/sh"), arguments: ["-c", command])
    }

    @Test(
        "score shards to the list and the scores of one machine, byte for byte", arguments: [1, 2, 3, 4, 8])
    func shards(count: Int) throws {
        let scratch = try Self.exported()
        let alone = try Scratch(copying: scratch.workspace)
        let list = try alone.run("select", "--format", "csv").succeeded()
        var arguments = ["select", "--format", "csv"]
        for shard in 0..<count {
            let tasks = try scratch.run("worker", "tasks", "--shards", "\(count)", "--shard", "\(shard)")
                .succeeded()
            let scores = try Self.score(tasks, in: scratch).succeeded()
            try Data(scores.utf8).write(to: scratch.file("scores-\(shard)"))
            arguments += ["--scores", scratch.file("scores-\(shard)").path]
        }
        #expect(try scratch.run(arguments).succeeded() == list)
        #expect(try scratch.run("export", "scores").succeeded() == alone.run("export", "scores").succeeded())
        guard count > 1 else { return }
        let error = try scratch.run(Array(arguments.dropLast(2))).failure()
        #expect(error.contains("tasks of split"))
    }

    @Test("name a bad line in one sentence")
    func badLine() throws {
        let scratch = try Self.exported()
        let tasks = try scratch.run("worker", "tasks").succeeded()
        let error = try Self.score(tasks + "nonsense\n", in: scratch).failure()
        #expect(error.contains("standard input:"), "\(error)")
    }

    @Test("refuse the weights of another model")
    func otherWeights() throws {
        let scratch = try Self.exported()
        _ = try scratch.run("train", "--epochs", "1", "--seed", "9").succeeded()
        _ = try scratch.run("export", "model", "--output", scratch.file("other").path).succeeded()
        let tasks = try scratch.run("worker", "tasks", "--model", "1").succeeded()
        let error = try Self.score(tasks, in: scratch, weights: "other").failure()
        #expect(error.contains("these are not the weights"), "\(error)")
    }

    @Test("train one shard to the weights of one machine, byte for byte")
    func training() throws {
        let scratch = try Prepared.imported()
        let flags = ["--epochs", "2", "--holdout", "0.2", "--seed", "3", "--validation", "0.1"]
        let (vocabulary, state) = (scratch.file("vocabulary").path, scratch.file("state").path)
        _ = try scratch.run(["worker", "begin", "--vocabulary", vocabulary, "--state", state] + flags)
            .succeeded()
        let tasks = try scratch.run("worker", "tasks", "--vocabulary", vocabulary).succeeded()
        try Data(tasks.utf8).write(to: scratch.file("shard"))
        let round = """
            cd '\(scratch.file("shard").deletingLastPathComponent().path)' && \
            '\(CommandRun.program.path)' worker train --vocabulary vocabulary --state state < shard > part && \
            '\(CommandRun.program.path)' worker average part --vocabulary vocabulary --state state --next state --weights weights
            """
        var said: [String] = []
        while said.last?.contains("\"finished\":true") != true, said.count < 6 {
            said.append(
                try CommandRun(program: URL(filePath: "/bin/sh"), arguments: ["-c", round]).succeeded())
        }
        // Two global updates an epoch, two epochs, and the judges.
        #expect(said.count == 5, "\(said)")
        _ = try scratch.run(["train"] + flags).succeeded()
        _ = try scratch.run("export", "model", "--output", scratch.file("model").path).succeeded()
        #expect(try Data(contentsOf: scratch.file("model")) == Data(contentsOf: scratch.file("weights")))
    }

    @Test("take the state of a round from a file or from the line before the shard")
    func stateBeforeShard() throws {
        let scratch = try Prepared.imported()
        let (vocabulary, state) = (scratch.file("vocabulary").path, scratch.file("state").path)
        _ = try scratch.run("worker", "begin", "--vocabulary", vocabulary, "--state", state, "--epochs", "1")
            .succeeded()
        let shard = try scratch.run("worker", "tasks", "--vocabulary", vocabulary).succeeded()
        func part(_ input: String, state: String) throws -> CommandRun {
            try Data(input.utf8).write(to: scratch.file("input"))
            let flags = "--vocabulary '\(vocabulary)' --state '\(state)' < '\(scratch.file("input").path)'"
            return try CommandRun(
                program: URL(filePath: "/bin/sh"),
                arguments: ["-c", "exec '\(CommandRun.program.path)' worker train \(flags)"])
        }
        let first = try Data(contentsOf: scratch.file("state")).base64EncodedString() + "\n"
        let fromFile = try part(shard, state: state).succeeded()
        #expect(try part(first + shard, state: "-").succeeded() == fromFile)
        #expect(try part(shard, state: "-").failure().contains("does not begin with a state"))
        #expect(try part("", state: "-").failure().contains("does not begin with a state"))
        #expect(try part("AAAA\n" + shard, state: "-").failure().contains("the state on standard input"))
        #expect(try part(first + "x\n", state: "-").failure().contains("the shard on standard input"))
    }

    @Test("write the tasks of either a model or a training, of its own dataset")
    func whoseTasks() throws {
        let scratch = try Prepared.trained()
        let (vocabulary, state) = (scratch.file("vocabulary").path, scratch.file("state").path)
        _ = try scratch.run("worker", "begin", "--vocabulary", vocabulary, "--state", state).succeeded()
        #expect(try scratch.run("worker", "tasks", "--model", "1", "--vocabulary", vocabulary).exitCode == 64)
        let text = try String(contentsOfFile: vocabulary, encoding: .utf8)
        let other = text.replacing(
            /"dataset":"[0-9a-f]+"/, with: "\"dataset\":\"\(String(repeating: "0", count: 64))\"")
        try Data(other.utf8).write(to: scratch.file("vocabulary"))
        let error = try scratch.run("worker", "tasks", "--vocabulary", vocabulary).failure()
        #expect(error.contains("another dataset"), "\(error)")
    }

    @Test("say how many tokens they do not know, and select refuses the scores with the cause")
    func unknownTokens() throws {
        let scratch = try Scratch()
        let folder = scratch.file("loans")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func write(_ name: String, _ lines: [String]) throws {
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: name))
        }
        try write(
            "dataset.yaml",
            [
                "ratings: { file: ratings.csv, columns: { user: user_id, item: item_id, rating: rating } }",
                "users: { file: users.csv, id: user_id, features: { age: categorical } }",
            ])
        let pairs = (0..<40).flatMap { user in (0..<16).map { "\(user),\($0),\(1 + (user * 3 + $0 * 5) % 5)" }
        }
        try write("ratings.csv", ["user_id,item_id,rating"] + pairs)
        try write("users.csv", ["user_id,age"] + (0..<40).map { "\($0),\(18 + $0 % 4)" })
        _ = try scratch.run("import", folder.path).succeeded()
        _ = try scratch.run("train", "--epochs", "1").succeeded()
        _ = try scratch.run("export", "model", "--output", scratch.file("model").path).succeeded()
        _ = try scratch.run("export", "vocabulary", "--output", scratch.file("vocabulary").path).succeeded()
        let tasks = try scratch.run("worker", "tasks").succeeded()
        let some = try Self.score(tasks.replacing("\t18\n", with: "\t18.0\n"), in: scratch)
        let scores = try some.succeeded()
        #expect(
            some.errors
                == "warning: 10 of 40 values of feature age are not in the vocabulary, such as `18.0` (it has `18`); "
                + "they count as missing\n")
        try Data(scores.utf8).write(to: scratch.file("scores"))
        let refused = try scratch.run("select", "--scores", scratch.file("scores").path, "--quiet").failure()
        #expect(
            refused.contains("40 tasks of split") && refused.contains("such as `18.0` (it has `18`)"),
            "\(refused)")
        let all = try Self.score(tasks.replacing(/\t(\d+)\n/) { "\t\($0.1).0\n" }, in: scratch).failure()
        #expect(all.contains("none of the 40 values of feature age is in the vocabulary"), "\(all)")
        // The last line of the tasks has no feature of another kind after it: every user without one is said,
        // too.
        let none = try Self.score(tasks.replacing(/\t\d+\n/, with: "\t\n"), in: scratch)
        _ = try none.succeeded()
        #expect(
            none.errors.contains("warning: none of the 40 users has a value of feature age"), "\(none.errors)"
        )
    }
}
