import Foundation
import TestSupport
import Testing

@Suite("The commands that a report says repeat it", .timeLimit(.minutes(5)))
struct ReplayTests {
    /// How a workspace came about: commands, in which `films` and `more` are folders.
    struct Walk: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var commands: [[String]]

        init(_ description: String, _ commands: [[String]]) {
            (testDescription, self.commands) = (description, commands)
        }
    }

    private static let quick = ["--epochs", "2", "--quiet"]
    private static let compare = [
        "compare", "--shown", "5", "--draws", "1", "--splits", "1", "--strategy", "design", "--quiet",
    ]
    static let walks = [
        Walk(
            "lists with rules and names that a shell would split",
            [
                ["import", "films", "--name", "it's a \"test\" $HOME"],
                ["select", "--strategy", "popularity", "--quiet"],
                ["train"] + quick,
                [
                    "select", "--name", "my list; it's", "--cap", "genre=4", "--exclude", "1", "--where",
                    "year>=1980", "--quiet",
                ],
                ["select", "--strategy", "random", "--seed", "18446744073709551615", "--quiet"],
                ["select", "--gradient", "unit-error", "--parameters", "all", "--norm", "sum", "--quiet"],
            ]),
        Walk(
            "models that are not number 1 there",
            [
                ["import", "films"], ["train", "--seed", "5"] + quick,
                ["train", "--seed", "6", "--name", "the second"] + quick,
                ["train", "--warm-start", "2", "--seed", "7"] + quick, ["select", "--model", "3", "--quiet"],
                ["select", "--model", "2", "--name", "other", "--quiet"],
                ["evaluate", "--model", "3", "--clip", "--quiet"],
            ]),
        Walk(
            "a share that is held out",
            [
                ["import", "films"], ["train", "--holdout", "0.125", "--seed", "3"] + quick, compare,
                ["evaluate", "--quiet"],
            ]),
        Walk(
            "listed users and items that are held out",
            [
                ["import", "films"], ["train", "--holdout", "users=users.txt,items=items.txt"] + quick,
                compare,
                ["evaluate", "--local-steps", "2", "--quiet"], ["select", "--quiet"],
            ]),
        Walk(
            "a comparison and an evaluation without a model",
            [
                ["import", "films"], ["evaluate", "--holdout", "users=users.txt", "--quiet"],
                compare + ["--holdout", "users=users.txt"], ["select", "--strategy", "design", "--quiet"],
            ]),
        Walk(
            "a comparison of grids",
            [
                ["import", "films"],
                [
                    "compare", "--answers", "taps", "--holdout", "users=users.txt", "--strategy", "design",
                    "--recommender",
                    "linear", "--protocol", "catalogue-split", "--catalogue-splits", "2", "--leave-below",
                    "2", "--tap-rate",
                    "0.9", "--positive-from", "3", "--min-taken", "12", "--three-taps", "62.5%", "--quiet",
                ],
                ["select", "--strategy", "popularity", "--quiet"],
            ]),
        Walk(
            "a model that was measured and its fit on everything",
            [
                ["import", "films"], ["train", "--holdout", "0.2", "--final-fit"] + quick, compare,
                ["select", "--quiet"],
            ]),
        Walk(
            "the published setting",
            [
                ["import", "films"], ["train", "--preset", "paper", "--batch-size", "8"] + quick,
                ["select", "--quiet"],
            ]),
        Walk(
            "a dataset that grew after a model and a list were made",
            [
                ["import", "films", "--name", "growing"], ["train"] + quick,
                ["select", "--name", "before", "--quiet"],
                ["import", "more", "--append"],
                ["train", "--warm-start", "1", "--max-history", "20", "--max-ratings", "100"] + quick,
                ["select", "--name", "after", "--quiet"],
            ]),
        Walk(
            "interactions without ratings",
            [
                ["import", "films", "--positive-from", "4"],
                ["train", "--negatives", "2", "--negative-sampling", "popularity", "--max-ratings", "90"]
                    + quick,
                ["evaluate", "--negatives", "20", "--quiet"], ["select", "--quiet"],
            ]),
        Walk(
            "weights from a file",
            [
                ["import", "films"], ["train"] + quick, ["export", "model", "1", "-o", "w.safetensors"],
                [
                    "train", "--weights", "w.safetensors", "--local-steps", "2", "--local-learning-rate",
                    "0.01", "--name",
                    "from a file",
                ],
                ["select", "--quiet"], ["evaluate", "--quiet"],
            ]),
        Walk(
            "norms that workers measured",
            [
                ["import", "films"], ["train", "--validation", "0"] + quick,
                ["export", "model", "1", "-o", "w.safetensors"],
                ["export", "vocabulary", "1", "-o", "v.json"],
                [
                    "sh",
                    "icebreaker worker tasks > tasks; "
                        + "icebreaker worker score --weights w.safetensors --vocabulary v.json < tasks > scores",
                ],
                ["select", "--scores", "scores", "--quiet"],
            ]),
    ]

    @Test("give the same lists and figures in an empty folder", arguments: walks)
    func same(walk: Walk) throws {
        let (first, second) = (try Scratch(), try Scratch())
        try Self.data(in: first)
        for command in walk.commands {
            let line = command[0] == "sh" ? command[1] : Self.line(command)
            _ = try ShellLine.run(line, in: first).succeeded()
        }
        let report = try ShellLine.run("icebreaker report -o report.html --quiet", in: first)
        _ = try report.succeeded()
        let page = try PageElements(String(contentsOf: first.file("report.html"), encoding: .utf8))
        let commands = page.all("pre").map(\.text).filter { !$0.isEmpty }
        #expect(commands.contains { $0.hasPrefix("icebreaker import SOURCE") })
        for command in commands {
            let line = command.replacing("SOURCE-2", with: first.file("more").path)
                .replacing("SOURCE", with: first.file("films").path).replacing(
                    "WORKSPACE", with: first.workspace.path)
            let run = try ShellLine.run(line, in: second)
            #expect(run.exitCode == 0, "\(line): \(run.errors)")
        }
        for (what, query) in Self.figures {
            let (original, repeated) = (try first.query(query), try second.query(query))
            #expect(original == repeated, "\(what) by \(commands)")
        }
        #expect(try first.query(Self.figures[0].1).count + first.query(Self.figures[1].1).count > 0)
    }

    /// What a report shows: the latest list of each name, and the latest analysis of each kind.
    private static let figures = [
        (
            "lists",
            """
            SELECT name, rank, item_id, score, why FROM onboarding_list AS shown
            WHERE version = (SELECT max(version) FROM list WHERE name = shown.name) ORDER BY name, rank
            """
        ),
        (
            "evaluations",
            "SELECT scenario, method, local_steps, metric, value, interval_low, interval_high, users FROM evaluation ORDER BY 1, 2, 3, 4"
        ),
        (
            "comparisons",
            """
            SELECT strategy, predictor, shown, metric, value, difference, p, users FROM elicitation_result ORDER BY 1, 2, 3, 4
            """
        ),
        ("versions", "SELECT version, content_hash FROM dataset_version ORDER BY version"),
    ]

    private static func line(_ command: [String]) -> String {
        (["icebreaker"] + command).map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
    }

    /// The first 60 users as `films`, the next 20 as `more`, and lists of ids.
    private static func data(in scratch: Scratch) throws {
        try Prepared.films(users: 60, in: scratch.file("films"))
        try Prepared.films(users: 80, in: scratch.file("more"))
        let file = scratch.file("more").appending(path: "ratings.csv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let later = rows.prefix(1) + rows.dropFirst().filter { (Int($0.prefix { $0 != "," }) ?? 0) > 60 }
        try Data((later.joined(separator: "\n") + "\n").utf8).write(to: file)
        try Data((1...8).map { "\($0 * 6)\n" }.joined().utf8).write(to: scratch.file("users.txt"))
        try Data("1\n6\n47\n".utf8).write(to: scratch.file("items.txt"))
    }
}
