import Foundation
import TestSupport
import Testing

/// A message that advises something, and the state of a workspace in which it is printed.
struct Advice: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Brings the workspace into the state.
    var state: @Sendable (Scratch) throws -> Void
    /// The command that prints the message.
    var command: [String]
    /// What the message complains of.
    var complaint: String
    /// Words in the advised command that stand for something of the user's own.
    var meaning: [String: String] = [:]
    /// Whether the command itself works after the advice was followed.
    var cures = true
    /// Whether the message is a note of a command that works.
    var isNote = false

    init(
        _ description: String, _ command: [String], _ complaint: String, meaning: [String: String] = [:],
        cures: Bool = true,
        isNote: Bool = false, state: @escaping @Sendable (Scratch) throws -> Void
    ) {
        (testDescription, self.command, self.complaint) = (description, command, complaint)
        (self.meaning, self.cures, self.isNote, self.state) = (meaning, cures, isNote, state)
    }
}

/// States of workspaces.
private enum State {
    static func folder(_ name: String) -> String { ReferenceData.fixtures.appending(path: name).path }
    static let featureless = folder("cases/12-no-features-dead-end")

    /// A dataset of 30 users with 24 ratings each and a feature of the items, small enough to train to the
    /// end.
    static func small(_ scratch: Scratch, ratings: Int = 24, name: String = "small", offset: Int = 0) throws
        -> String
    {
        let folder = scratch.file(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var rows = "user,item,rating\n"
        for user in 0..<30 {
            for place in 0..<ratings {
                let item = (user + place) % 40
                rows += "u\(user + offset),i\(item),\(1 + (user * 3 + item * 7) % 5)\n"
            }
        }
        let items = "item,kind\n" + (0..<40).map { "i\($0),k\($0 % 4)\n" }.joined()
        let description = """
            ratings: { file: ratings.csv, columns: { user: user, item: item, rating: rating } }
            items: { file: items.csv, id: item, features: { kind: categorical } }

            """
        for (file, text) in [("ratings.csv", rows), ("items.csv", items), ("dataset.yaml", description)] {
            try Data(text.utf8).write(to: folder.appending(path: file))
        }
        return folder.path
    }

    @Sendable static func nothing(_ scratch: Scratch) throws { _ = try small(scratch) }
    @Sendable static func imported(_ scratch: Scratch) throws {
        try run(scratch, ["import", small(scratch)])
    }
    @Sendable static func trained(_ scratch: Scratch) throws {
        try imported(scratch)
        try run(scratch, ["train", "--epochs", "1"])
    }
    @Sendable static func heldOut(_ scratch: Scratch) throws {
        try imported(scratch)
        try run(scratch, ["train", "--epochs", "1", "--holdout", "users=\(ids(scratch))"])
        try run(scratch, ["train", "--epochs", "1"])
    }
    @Sendable static func listed(_ scratch: Scratch) throws {
        try trained(scratch)
        try run(scratch, ["select", "-n", "5"])
        try run(scratch, ["select", "-n", "5", "--strategy", "random"])
        try run(scratch, ["select", "-n", "5", "--strategy", "popularity"])
    }
    @Sendable static func study(_ scratch: Scratch) throws {
        try listed(scratch)
        try run(
            scratch,
            [
                "study", "create", "films", "--arm", "1", "--arm", "2", "--items", "3", "--contact",
                "Ada, a@b.org",
                "--retention", "12m",
            ])
    }
    @Sendable static func launched(_ scratch: Scratch) throws {
        try study(scratch)
        try run(scratch, ["study", "launch", "films"])
    }
    @Sendable static func featureless(_ scratch: Scratch) throws {
        try run(scratch, ["import", featureless])
    }
    @Sendable static func interrupted(_ scratch: Scratch) throws {
        try imported(scratch)
        try TrainCommandTests.kill(
            ["train", "--epochs", "100", "--patience", "100", "--local-steps", "5", "--quiet"], in: scratch,
            when: "SELECT max(epochs_done) >= 1 FROM model")
        _ = try scratch.query("UPDATE model SET options_json = options_json")
    }
    @Sendable static func grown(_ scratch: Scratch) throws {
        try trained(scratch)
        try run(scratch, ["import", small(scratch, name: "more", offset: 100), "--append"])
    }
    @Sendable static func fewRatings(_ scratch: Scratch) throws {
        try run(scratch, ["import", small(scratch, ratings: 6)])
    }

    static func ids(_ scratch: Scratch) throws -> String {
        try Data("u1\nu2\nu3\nu4\n".utf8).write(to: scratch.file("ids.txt"))
        return scratch.file("ids.txt").path
    }

    static func run(_ scratch: Scratch, _ arguments: [String]) throws {
        _ = try scratch.run(arguments + (arguments[0] == "train" ? ["--quiet"] : [])).succeeded()
    }
}

@Suite("The advice in a message")
struct AdviceTests {
    private static let source = ["SOURCE": "small"]
    static let all = [
        Advice(
            "no workspace", ["lists"], "there is no such workspace", meaning: source, state: State.nothing),
        Advice("an empty file", ["runs"], "holds no dataset yet", meaning: source) { scratch in
            try State.nothing(scratch)
            try Data().write(to: scratch.workspace)
        },
        Advice("select before train", ["select"], "has no model yet", state: State.imported),
        Advice(
            "export model before train", ["export", "model", "-o", "m"], "has no model yet",
            state: State.imported),
        Advice(
            "export list before select, without a model", ["export", "list"], "has no list yet",
            state: State.imported),
        Advice(
            "export list before select, with a model", ["export", "list"], "has no list yet",
            state: State.trained),
        Advice(
            "export scores before select", ["export", "scores"], "has no scoring run yet",
            state: State.trained),
        Advice(
            "export an analysis before one", ["export", "analysis", "--table", "evaluation"],
            "has no analysis yet",
            state: State.trained),
        Advice(
            "export a comparison before one", ["export", "analysis", "compare", "--format", "json"],
            "has no analysis yet",
            cures: false, state: State.heldOut),
        Advice(
            "select while the only training is unfinished", ["select"], "model 1 is not finished",
            state: State.interrupted),
        Advice(
            "a model by the number of an unfinished training", ["evaluate", "--model", "1"], "not finished",
            state: State.interrupted),
        Advice(
            "train with users of few ratings", ["train"], "no user to train on has 13 to 100 ratings",
            cures: false,
            state: State.fewRatings),
        Advice("select with users of few ratings", ["select"], "has no model yet", state: State.fewRatings),
        Advice(
            "select without features", ["select"],
            "there can be none, since its dataset has no user or item feature",
            cures: false, state: State.featureless),
        Advice(
            "export model without features", ["export", "model", "-o", "m"], "there can be none",
            cures: false,
            state: State.featureless),
        Advice(
            "study create without features", ["study", "create", "s"], "there can be none", cures: false,
            state: State.featureless
        ),
        Advice(
            "export list without features", ["export", "list"], "has no list yet", state: State.featureless),
        Advice(
            "compare without features", ["compare"], "nor can there be one", cures: false,
            state: State.featureless),
        Advice(
            "compare before train", ["compare"], "there is no model yet", cures: false, state: State.imported),
        Advice(
            "compare with a model that held nobody out", ["compare"], "model 1 held out no users",
            cures: false,
            state: State.trained),
        Advice(
            "compare with another model that held users out", ["compare", "--model", "2"],
            "model 2 held out no users",
            cures: false,
            state: State.heldOut),
        Advice(
            "compare with too few users held out", ["compare", "--holdout", "0.01"], "held out no users",
            cures: false,
            state: State.imported),
        Advice(
            "study create before select", ["study", "create", "s"], "has no list of the strategy melu",
            cures: false,
            state: State.trained),
        Advice(
            "study create before the popular list", ["study", "create", "s"],
            "has no list of the strategy popularity"
        ) {
            scratch in
            try State.trained(scratch)
            try State.run(scratch, ["select", "-n", "5", "--strategy", "design"])
        },
        Advice(
            "a study that is not there, and no other", ["study", "results", "s"], "no study “s”",
            meaning: ["NAME": "s"],
            state: State.listed),
        Advice(
            "a study of a taken name", ["study", "create", "films"], "There is a study “films” already",
            state: State.study),
        Advice("closing a draft", ["study", "close", "films"], "not launched yet", state: State.study),
        Advice(
            "replacing a dataset with studies", ["import", "more", "--replace"],
            "since these studies rest on it"
        ) { scratch in
            try State.study(scratch)
            _ = try State.small(scratch, name: "more", offset: 7)
        },
        Advice(
            "another dataset beside studies", ["import", "more"], "since these studies rest on it",
            cures: false
        ) { scratch in
            try State.study(scratch)
            _ = try State.small(scratch, name: "more", offset: 7)
        },
        Advice(
            "growing while a study is open", ["import", "more", "--append"], "while these studies are open"
        ) { scratch in
            try State.launched(scratch)
            _ = try State.small(scratch, name: "more", offset: 100)
        },
        Advice("a key of a taken name", ["key", "create", "it's mine"], "there is a key “it's mine” in use") {
            scratch in
            try State.imported(scratch)
            try State.run(scratch, ["key", "create", "it's mine"])
        },
        Advice(
            "revoking a key that is not there", ["key", "revoke", "x"], "there is no key “x” in use",
            cures: false,
            state: State.imported),
        Advice(
            "select on a model of before an append", ["select"], "was made on an earlier version",
            isNote: true,
            state: State.grown),
    ]

    @Test("works when it is followed", arguments: all)
    func works(advice: Advice) throws {
        let scratch = try Scratch()
        try advice.state(scratch)
        let before = try run(advice.command, in: scratch)
        #expect((before.exitCode == 0) == advice.isNote, "\(before.errors)")
        #expect(before.errors.contains(advice.complaint), "\(before.errors)")
        let found = try #require(before.errors.firstMatch(of: /`(icebreaker [^`]+)`/), "\(before.errors)")
        var line = String(found.1)
        for (word, meaning) in advice.meaning { line = line.replacing(word, with: meaning) }
        // A person answers the question that erasing asks; without a terminal that is a flag.
        if line.contains("study erase") { line += " --yes" }
        let followed = try shell(line, in: scratch)
        #expect(followed.exitCode == 0, "\(line): \(followed.errors)")
        guard advice.cures || advice.isNote else { return }
        let after = try run(advice.command, in: scratch)
        #expect(!after.errors.contains(advice.complaint), "\(after.errors)")
        #expect(after.exitCode == 0, "\(after.errors)")
    }

    /// Runs a command in the folder of the workspace.
    private func run(_ arguments: [String], in scratch: Scratch) throws -> CommandRun {
        try shell(
            (["icebreaker"] + arguments).map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(
                separator: " "), in: scratch)
    }

    private func shell(_ line: String, in scratch: Scratch) throws -> CommandRun {
        try ShellLine.run(line, in: scratch)
    }
}

/// A line as a person types it into a shell, in the folder of a workspace that every command finds.
enum ShellLine {
    static func run(_ line: String, in scratch: Scratch) throws -> CommandRun {
        let program = CommandRun.program
        return try CommandRun(
            program: URL(filePath: "/bin/sh"),
            arguments: [
                "-c",
                "cd \"$1\" && ICEBREAKER_WORKSPACE=workspace.sqlite && export ICEBREAKER_WORKSPACE && icebreaker() { \"$0\" \"$@\"; } && \(line)",
                program.path, scratch.url.path,
            ])
    }
}

@Suite("A name in a command")
struct CommandNameTests {
    @Test(
        "is refused where it could not be addressed, before anything is computed",
        arguments: [["train", "--name"], ["select", "--strategy", "popularity", "--name"]],
        ["latest", "2", ""])
    func refused(command: [String], name: String) throws {
        let scratch = try Prepared.imported()
        let run = try scratch.run(command + [name])
        #expect(run.exitCode == 64 && run.errors.contains("--name: "), "\(run.errors)")
        #expect(
            try scratch.query("SELECT (SELECT count(*) FROM model) + (SELECT count(*) FROM scoring_run)") == [
                "0"
            ])
    }

    @Test("of a study, a key or an administrator is refused, too", arguments: ["latest", "2", ""])
    func stores(name: String) throws {
        let scratch = try Prepared.imported()
        #expect(try scratch.run("key", "create", name).failure().contains("the key's name: "))
        #expect(
            try scratch.run("admin", "set-password", name).failure().contains("the administrator's name: "))
        #expect(
            try scratch.query("SELECT (SELECT count(*) FROM api_key) + (SELECT count(*) FROM administrator)")
                == ["0"])
        #expect(try scratch.run("import", "x", "--name", "").exitCode == 64)
    }

    @Test("of a model that is taken is refused in one sentence before training")
    func taken() throws {
        let scratch = try Prepared.imported()
        _ = try scratch.run("train", "--epochs", "1", "--name", "first", "--quiet").succeeded()
        let message = try scratch.run("train", "--epochs", "1", "--name", "first", "--quiet").failure()
        #expect(message.hasSuffix("model 1 is called `first` already; give another --name, or leave it out."))
        #expect(try scratch.query("SELECT count(*) FROM model") == ["1"])
    }
}
