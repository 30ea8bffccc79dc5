import Foundation
import TestSupport
import Testing

/// `evaluate` and `compare` on scales that nobody thinks of first.
@Suite("Commands on other rating scales")
struct ScaleCommandTests {
    /// Forty users and thirty films with half-star ratings that depend on a taste and a kind, in another
    /// unit.
    private func films(factor: Double = 1, shift: Double = 0, constant: Double? = nil, in folder: URL) throws
    {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var rows = ["user,item,rating"]
        for user in 1...40 {
            for item in 1...30 where (user * 7 + item * 11) % 10 < 8 {
                let taste = user % 2 == item % 2 ? 1.5 : -1.5
                let rating = 3 + taste + 0.5 * Double((user * 5 + item * 3) % 3 - 1)
                let moved = factor * (constant ?? rating) + shift
                rows.append("\(user),\(item),\(moved)")
            }
        }
        let items = ["item,kind"] + (1...30).map { "\($0),k\($0 % 2)" }
        let description = """
            ratings: { file: ratings.csv, columns: { user: user, item: item, rating: rating } }
            items: { file: items.csv, id: item, features: { kind: categorical } }
            """
        for (name, text) in [
            ("ratings.csv", rows.joined(separator: "\n")), ("items.csv", items.joined(separator: "\n")),
            ("dataset.yaml", description), ("new.txt", (1...8).map(String.init).joined(separator: "\n")),
            ("one.txt", "3"),
        ] {
            try Data((text + "\n").utf8).write(to: folder.appending(path: name))
        }
    }

    private func trained(_ scratch: Scratch, _ folder: URL, users: String = "new.txt", _ more: [String] = [])
        throws
    {
        _ = try scratch.run("import", folder.path).succeeded()
        let holdout = "users=\(folder.appending(path: users).path)"
        _ = try scratch.run(["train", "--epochs", "3", "--holdout", holdout] + more).succeeded()
    }

    private static let finite =
        "abs(value) < 1e300 AND abs(interval_low) < 1e300 AND abs(interval_high) < 1e300"

    @Test("from 1 to 3000 end with finite figures, nDCG in 0...1", .timeLimit(.minutes(2)))
    func wide() throws {
        let scratch = try Scratch()
        let folder = ReferenceData.fixtures.appending(path: "cases/02-wide-scale-nan")
        try trained(scratch, folder, ["--local-learning-rate", "1e-9"])
        let output = try scratch.run("evaluate").succeeded()
        #expect(!output.contains("nan") && !output.contains("inf") && !output.contains("not defined"))
        #expect(try scratch.query("SELECT count(*) > 0 AND min(\(Self.finite)) FROM evaluation") == ["1"])
        let gains = "SELECT min(value) >= 0 AND max(value) <= 1 FROM evaluation WHERE metric LIKE 'ndcg%'"
        #expect(try scratch.query(gains) == ["1"])
        let compared = try scratch.run("compare", "--strategy", "random", "--splits", "0").succeeded()
        #expect(!compared.contains("nan") && !compared.contains("inf"))
        #expect(
            try scratch.query("SELECT count(*) > 0 AND min(abs(value) < 1e300) FROM elicitation_result") == [
                "1"
            ])
        #expect(
            try scratch.query(
                "SELECT min(value) >= 0 AND max(value) <= 1 FROM elicitation_result WHERE metric <> 'mae'")
                == ["1"])
        #expect(try scratch.run("report", "--output", scratch.file("report.html").path).exitCode == 0)
        let page = try String(contentsOf: scratch.file("report.html"), encoding: .utf8)
        #expect(!page.lowercased().contains(">nan") && !page.contains("not defined"))
    }

    /// The figures of every method, errors in units of the scale, and the lists that strategies make.
    private func measured(factor: Double, shift: Double) throws -> (
        names: [String], figures: [Double], lists: [String]
    ) {
        let scratch = try Scratch()
        try films(factor: factor, shift: shift, in: scratch.file("films"))
        try trained(scratch, scratch.file("films"))
        _ = try scratch.run("evaluate").succeeded()
        _ = try scratch.run("compare", "--strategy", "design", "--strategy", "melu", "--splits", "0")
            .succeeded()
        let order = "FROM evaluation ORDER BY scenario, method, local_steps, metric"
        let figures = try scratch.query(
            "SELECT value / CASE WHEN metric LIKE 'ndcg%' THEN 1 ELSE \(factor) END \(order)")
        return (
            try scratch.query("SELECT scenario, method, local_steps, metric, users \(order)"),
            figures.compactMap(Double.init),
            try scratch.query("SELECT strategy, rank, item_id FROM compared_lists ORDER BY strategy, rank")
        )
    }

    @Test("times ten, minus fifty and between 0 and 1 have the figures and the lists of half stars")
    func units() throws {
        let plain = try measured(factor: 1, shift: 0)
        #expect(!plain.names.isEmpty && plain.names.count == plain.figures.count && !plain.lists.isEmpty)
        for (factor, shift) in [(10.0, 0.0), (1, -50), (0.25, -0.25)] {
            let moved = try measured(factor: factor, shift: shift)
            #expect(moved.names == plain.names && moved.lists == plain.lists)
            for (name, (found, expected)) in zip(plain.names, zip(moved.figures, plain.figures)) {
                #expect(abs(found - expected) < 1e-6, "\(name) times \(factor) plus \(shift)")
            }
        }
    }

    @Test("of ratings that are all equal have no error, an nDCG of 1 and no verdict for anybody")
    func constant() throws {
        let scratch = try Scratch()
        try films(constant: 4, in: scratch.file("films"))
        _ = try scratch.run("import", scratch.file("films").path).succeeded()
        let train = try scratch.run(
            "train", "--epochs", "2", "--holdout", "users=\(scratch.file("films/new.txt").path)")
        // A training may refuse ratings that say nothing; what it does not refuse is measured.
        guard train.exitCode == 0 else {
            #expect(train.errors.contains("rating"))
            return
        }
        _ = try scratch.run("evaluate").succeeded()
        #expect(
            try scratch.query("SELECT DISTINCT value FROM evaluation WHERE metric LIKE 'ndcg%'") == ["1.0"])
        #expect(
            try scratch.query(
                "SELECT DISTINCT round(value, 9) FROM evaluation WHERE method = 'item-mean' AND metric = 'mae'"
            )
                == ["0.0"])
        let output = try scratch.run("compare", "--strategy", "random", "--splits", "0").succeeded()
        #expect(!output.contains("Better than popularity") && !output.contains("Worse than popularity"))
    }

    @Test("of one held-out user are measured, without a verdict")
    func oneUser() throws {
        let scratch = try Scratch()
        try films(in: scratch.file("films"))
        try trained(scratch, scratch.file("films"), users: "one.txt")
        // The figures of the paper are of MovieLens-1M, and no comparison for anything else.
        #expect(try !scratch.run("evaluate").succeeded().contains(".7661"))
        #expect(
            try scratch.query("SELECT DISTINCT users FROM evaluation WHERE scenario = 'user-cold'") == ["1"])
        let output = try scratch.run("compare", "--strategy", "random", "--splits", "0").succeeded()
        #expect(
            output.contains("No strategy is measurably better than popularity.")
                && output.contains("Users: 1."))
        #expect(
            !output.contains("Worse than popularity") && !output.contains("correcting for multiple tests"))
        #expect(try scratch.query("SELECT DISTINCT p FROM elicitation_result WHERE p IS NOT NULL") == ["1.0"])
        #expect(try scratch.query("SELECT count(*) FROM elicitation_result WHERE effect_size <> 0") == ["0"])
    }

    @Test("say which estimates are no numbers and store nothing where a rate without a bound is too large")
    func diverged() throws {
        let scratch = try Scratch()
        try films(in: scratch.file("films"))
        // The published update bounds no step.
        try trained(scratch, scratch.file("films"), ["--preset", "paper"])
        let failure = try scratch.run("evaluate", "--quiet", "--local-learning-rate", "1e20").failure()
        #expect(
            failure.contains("melu after") && failure.contains("no finite numbers for")
                && failure.contains("smaller"))
        #expect(try scratch.query("SELECT count(*) FROM analysis_run") == ["0"])
        // The advice works.
        _ = try scratch.run("evaluate", "--quiet", "--local-learning-rate", "0.001").succeeded()
    }
}
