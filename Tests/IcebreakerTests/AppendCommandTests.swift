import Foundation
import Testing

@Suite("Commands on a dataset that grows")
struct AppendCommandTests {
    /// The ratings of `Prepared.films` before and after a time, each with all films.
    private static func split(_ scratch: Scratch, users: Int, at time: Double) throws {
        let whole = scratch.file("films")
        try Prepared.films(users: users, in: whole)
        let ratings = try String(contentsOf: whole.appending(path: "ratings.csv"), encoding: .utf8).split(
            separator: "\n")
        for (name, isEarly) in [("early", true), ("late", false)] {
            let folder = scratch.file(name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let kept = ratings.dropFirst().filter { row in
                row.split(separator: ",").last.flatMap { Double($0) }.map { ($0 < time) == isEarly } ?? false
            }
            let text = (ratings.prefix(1) + kept).joined(separator: "\n") + "\n"
            try Data(text.utf8).write(to: folder.appending(path: "ratings.csv"))
            let rated = Set(kept.map { $0.split(separator: ",")[1] })
            let films = try String(contentsOf: whole.appending(path: "movies.csv"), encoding: .utf8).split(
                separator: "\n")
            let named = films.prefix(1) + films.dropFirst().filter { rated.contains($0.prefix { $0 != "," }) }
            try Data((named.joined(separator: "\n") + "\n").utf8).write(
                to: folder.appending(path: "movies.csv"))
        }
    }

    @Test(
        "import --append ends in the dataset that importing everything gives",
        arguments: [[], ["--positive-from", "4"]])
    func same(flags: [String]) throws {
        let (parts, whole) = (try Scratch(), try Scratch())
        try Self.split(parts, users: 40, at: 1.1e9)
        _ = try parts.run(["import", parts.file("early").path, "--name", "films"] + flags).succeeded()
        let appended = try parts.run(["import", parts.file("late").path, "--append"] + flags)
        _ = try appended.succeeded()
        #expect(appended.errors.contains("Version 2 of the dataset: "))
        _ = try whole.run(["import", parts.file("films").path, "--name", "films"] + flags).succeeded()
        let query = "SELECT content_hash, rating_count, user_count, item_count FROM dataset"
        #expect(try parts.query(query) == whole.query(query))
        let tables = """
            SELECT * FROM ratings ORDER BY user_id, item_id; SELECT item_id, title, year, genres, position FROM item ORDER BY position;
            SELECT * FROM feature_token ORDER BY feature_id, token_index; SELECT * FROM item_features ORDER BY feature, item_id;
            SELECT rank, item_id, ratings FROM popular_items
            """
        #expect(try parts.query(tables) == whole.query(tables))
        #expect(
            try parts.query("SELECT version, encoding_json IS NULL FROM dataset_version ORDER BY version")
                == ["1|0", "2|1"])
        #expect(try parts.query("PRAGMA foreign_key_check") == [])
    }

    @Test("models and lists stay, are carried over to new items, and train goes on from them")
    func warmStart() throws {
        let scratch = try Scratch()
        try Self.split(scratch, users: 60, at: 1.2e9)
        _ = try scratch.run("import", scratch.file("early").path).succeeded()
        _ = try scratch.run("train", "--epochs", "5", "--name", "old").succeeded()
        _ = try scratch.run("select").succeeded()
        let list = "SELECT list_id, rank, item_id, score FROM onboarding_list WHERE list_id = 1"
        let before = try scratch.query(list)
        _ = try scratch.run("import", scratch.file("late").path, "--append").succeeded()
        #expect(try scratch.query(list) == before)
        #expect(
            try scratch.run("lists").errors.contains("made on an earlier version of the dataset: lists 1"))
        #expect(
            try scratch.run("runs").errors.contains("made on an earlier version of the dataset: models 1"))
        let select = try scratch.run("select")
        _ = try select.succeeded()
        #expect(select.errors.contains("bring it up to date with `icebreaker train --warm-start 1`"))
        for threads in ["1", "2"] {
            let warm = ["train", "--warm-start", "old", "--epochs", "2", "--threads", threads]
            _ = try scratch.run(warm).succeeded()
        }
        let rows = try scratch.query(
            "SELECT json_extract(options_json, '$.warmStart'), hex(weights) FROM model WHERE model_id > 1")
        #expect(rows.count == 2 && rows[0] == rows[1] && rows[0].hasPrefix("1|"))
        // A warm start begins where the old model ended, a cold one at the mean.
        _ = try scratch.run("train", "--epochs", "2").succeeded()
        let losses = try scratch.query(
            "SELECT query_loss FROM training_epoch WHERE epoch = 1 AND model_id IN (2, 4) ORDER BY model_id")
        #expect(try #require(Double(losses[0])) < #require(Double(losses[1])))
        #expect(
            try scratch.query(
                "SELECT count(*) FROM model WHERE dataset_hash = (SELECT content_hash FROM dataset)") == ["3"]
        )
    }

    @Test("import --append refuses what contradicts the workspace and leaves it as it was")
    func refusals() throws {
        let scratch = try Scratch()
        try Prepared.films(users: 20, in: scratch.file("films"))
        _ = try scratch.run("import", scratch.file("films").path).succeeded()
        let before = try scratch.query(".dump")
        let again = try scratch.run("import", scratch.file("films").path, "--append")
        _ = try again.succeeded()
        #expect(again.errors.contains("Nothing new"))
        #expect(try scratch.query(".dump") == before)
        try Self.retitle(scratch)
        let other = try scratch.run("import", scratch.file("films").path, "--append").failure()
        #expect(other.contains("has another title than in the workspace"))
        #expect(
            try scratch.run("import", scratch.file("films").path, "--append", "--implicit").failure()
                .contains("add ratings"))
        #expect(try scratch.run("import", scratch.file("films").path, "--append", "--replace").exitCode == 64)
        let skipped = try scratch.run("import", scratch.file("films").path, "--append", "--skip-invalid")
        _ = try skipped.succeeded()
        #expect(skipped.errors.contains("Nothing new"))
        #expect(skipped.errors.contains(": 1 row left out: item known otherwise\n"))
        #expect(try scratch.query(".dump") == before)
    }

    @Test("one item with an impossible year changes no score of the others, is clipped, and said")
    func impossibleYear() throws {
        let scratch = try Prepared.trained()
        func scores() throws -> [String] {
            _ = try scratch.run("select").succeeded()
            return try scratch.query(
                """
                SELECT item_id, score, gradient_norm FROM scored_items
                WHERE scoring_run_id = (SELECT max(scoring_run_id) FROM scoring_run) AND item_id <> '999999' ORDER BY item_id
                """)
        }
        let before = try scores()
        let films = scratch.file("more")
        try FileManager.default.createDirectory(at: films, withIntermediateDirectories: true)
        try Data("movieId,title,genres\n999999,Far Future (9950),Drama\n".utf8).write(
            to: films.appending(path: "movies.csv"))
        try Data("userId,movieId,rating,timestamp\n9999,999999,4,964982999\n".utf8).write(
            to: films.appending(path: "ratings.csv"))
        _ = try scratch.run("import", films.path, "--append").succeeded()
        let after = try scores()
        #expect(!before.isEmpty && after == before)
        let select = try scratch.run("select", "--quiet")
        #expect(select.errors.contains("feature year: 1 of "), "\(select.errors)")
        #expect(select.errors.contains("which the model learned from, such as 9950 of item 999999"))
        #expect(select.errors.contains("counts as the nearer end of that range"))
        let warm = try scratch.run("train", "--warm-start", "1", "--epochs", "1", "--quiet")
        #expect(
            warm.errors.contains(
                "such as 9950 of item 999999; this training learns from such values as they are"))
        #expect(
            try scratch.run("evaluate", "--model", "1", "--quiet").errors.contains(
                "such as 9950 of item 999999"))
    }

    /// Gives the first film another title.
    private static func retitle(_ scratch: Scratch) throws {
        let file = scratch.file("films").appending(path: "movies.csv")
        var lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { String($0) }
        let fields = lines[1].split(separator: ",", maxSplits: 1)
        lines[1] = "\(fields[0]),Another (1995)," + (lines[1].split(separator: ",").last ?? "")
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    }

    @Test("a newer rating replaces the one that is there, and the message says so")
    func rerating() throws {
        let scratch = try Scratch()
        let folder = scratch.file("cases")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let columns = "{ user: user, item: item, rating: stars, timestamp: when }"
        try Data("ratings: { file: r.csv, columns: \(columns) }\n".utf8).write(
            to: folder.appending(path: "dataset.yaml"))
        func write(_ rows: String) throws {
            try Data("user,item,stars,when\n\(rows)".utf8).write(to: folder.appending(path: "r.csv"))
        }
        try write("1,A,1,1000000000\n1,B,3,1000000001\n2,A,4,1000000002\n")
        _ = try scratch.run("import", folder.path).succeeded()
        try write("1,A,5,1700000000\n1,B,2,999999999\n")
        let appended = try scratch.run("import", folder.path, "--append")
        #expect(
            try appended.succeeded().contains(
                "| repeated ratings | 2; of each user and item the latest holds |"))
        #expect(
            appended.errors.contains(
                "Version 2 of the dataset: 0 more interactions, 1 rating changed, 0 more users, 0 more items")
        )
        #expect(
            try scratch.query("SELECT user_id, item_id, rating FROM ratings ORDER BY 1, 2") == [
                "1|A|5.0", "1|B|3.0", "2|A|4.0",
            ])
        #expect(try scratch.query("SELECT rating_rule, rerating_count FROM dataset") == ["latest|2"])
        #expect(
            try scratch.run("import", folder.path, "--append", "--ratings", "mean").failure().contains(
                "--ratings latest"))
    }
}
