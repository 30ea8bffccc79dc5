import Foundation
import Testing

@Suite("Command compare --answers taps")
struct CompareGridsTests {
    private static let quick = [
        "compare", "--answers", "taps", "--holdout", "0.3", "--catalogue-splits", "2", "--quiet",
    ]

    @Test(
        "shows grids without a model, prints tables of 80 columns and stores what it printed, the same on any threads"
    )
    func table() throws {
        let scratches = try [Prepared.imported(), Prepared.imported()]
        let names = ["--strategy", "design", "--strategy", "pages-of-10", "--strategy", "rating-entropy"]
        let outputs = try zip(scratches, ["1", "3"]).map { scratch, threads in
            try scratch.run(Self.quick + names + ["--threads", threads]).succeeded()
        }
        #expect(outputs[0] == outputs[1])
        for words in [
            "catalogue split, recommended by linear", "pair exclusion",
            "Pair exclusion: each grid is compared",
            "linear-features", "taps-only", "< 3 %",
        ] {
            #expect(outputs[0].contains(words), "\(words)")
        }
        let wide = outputs[0].split(separator: "\n").filter { $0.count > 80 }
        #expect(wide.isEmpty, "\(wide)")
        let scratch = scratches[0]
        #expect(try scratch.query("SELECT kind, model_id IS NULL FROM analysis_run") == ["compare-taps|1"])
        let stored = "SELECT strategy, count(*) FROM elicitation_result GROUP BY strategy ORDER BY strategy"
        // Two protocols, three measures; pages are recommended from by linear, taps-only and popularity
        // alone.
        #expect(
            try scratch.query(stored)
                == [
                    "design|\(2 * 3 * 4)", "pages-of-10|\(2 * 3 * 3)", "popularity|\(2 * 3 * 4)",
                    "rating-entropy|\(2 * 3 * 4)",
                ])
        #expect(
            try scratch.query(
                "SELECT strategy, count(*) FROM compared_list_item GROUP BY strategy ORDER BY strategy")
                == ["design|20", "popularity|20", "rating-entropy|20"])
        #expect(
            try scratch.query("SELECT count(*) FROM elicitation_result WHERE value NOT BETWEEN 0 AND 1") == [
                "0"
            ])
        let tested =
            "SELECT DISTINCT strategy FROM elicitation_result WHERE p_holm IS NOT NULL ORDER BY strategy"
        #expect(try scratch.query(tested) == ["design", "pages-of-10", "rating-entropy"])
    }

    @Test("makes fixed grids that let enough of the training users tap three, and says so")
    func threeTaps() throws {
        let scratch = try Prepared.imported()
        let command =
            Self.quick + [
                "--strategy", "design", "--strategy", "random", "--shown", "6", "--recommender", "linear",
                "--protocol",
                "pair-exclusion",
            ]
        let share = """
            WITH training AS (SELECT user_index FROM user WHERE user_id NOT IN
              (SELECT CAST(value AS TEXT) FROM analysis_run, json_each(options_json, '$.newUsers') WHERE analysis_run_id = %d))
            SELECT list.strategy, avg((SELECT count(*) FROM interaction AS row JOIN compared_list_item AS tile USING (item_index)
              WHERE row.user_index = training.user_index AND tile.analysis_run_id = %d AND tile.strategy = list.strategy) >= 3) >= 0.55
            FROM training, (SELECT DISTINCT strategy FROM compared_list_item WHERE analysis_run_id = %d) AS list
            GROUP BY list.strategy ORDER BY list.strategy
            """
        _ = try scratch.run(command).succeeded()
        #expect(try scratch.query(String(format: share, 1, 1, 1)).contains("random|0"))
        let output = try scratch.run(command + ["--three-taps", "55%"]).succeeded()
        #expect(
            try scratch.query(String(format: share, 2, 2, 2)) == ["design|1", "popularity|1", "random|1"])
        let words = output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("at least 55% of the training users can tap three tiles"))
        let line = try scratch.run(command + ["--three-taps", "100%"]).failure()
        #expect(line.contains("--three-taps: at most ") && line.contains("--shown"), "\(line)")
        _ = try scratch.run("report", "--output", scratch.file("r.html").path).succeeded()
        let page = try String(contentsOf: scratch.file("r.html"), encoding: .utf8)
        #expect(
            page.contains("at least 55% of the training users can tap three tiles")
                && page.contains("--three-taps 0.55"))
    }

    @Test("is what compare does without ratings, features and a model")
    func withoutRatings() throws {
        let scratch = try Scratch()
        try Prepared.films(users: 60, in: scratch.file("films"))
        let ratings = try String(contentsOf: scratch.file("films/ratings.csv"), encoding: .utf8).split(
            whereSeparator: \.isNewline)
        let reads =
            ["user,item"]
            + ratings.dropFirst().map { $0.split(separator: ",").prefix(2).joined(separator: ",") }
        try FileManager.default.createDirectory(at: scratch.file("reads"), withIntermediateDirectories: true)
        try Data((reads.joined(separator: "\n") + "\n").utf8).write(to: scratch.file("reads/reads.csv"))
        try Data("ratings: { file: reads.csv, columns: { user: user, item: item } }\n".utf8)
            .write(to: scratch.file("reads/dataset.yaml"))
        _ = try scratch.run("import", scratch.file("reads").path).succeeded()
        let run = try scratch.run("compare", "--strategy", "design", "--catalogue-splits", "1")
        #expect(try run.succeeded().contains("catalogue split, recommended by linear"))
        #expect(run.errors.contains("a fifth of all users is held out here"))
        #expect(
            try scratch.run("report", "--output", scratch.file("r.html").path).succeeded().contains("wrote"))
        let page = try String(contentsOf: scratch.file("r.html"), encoding: .utf8)
        #expect(page.contains("nDCG@10 of the first recommendations by grid"))
        #expect(try scratch.run("compare", "--positive-from", "4").exitCode == 64)
    }

    @Test(
        "refuses what belongs to the other kind of answers, and values out of range",
        arguments: [
            ["--answers", "taps", "--draws", "2"], ["--answers", "taps", "--splits", "2"],
            ["--tap-rate", "0.5"],
            ["--recommender", "linear"], ["--answers", "taps", "--tap-rate", "0"],
            ["--answers", "taps", "--leave-below", "21"],
            ["--answers", "taps", "--min-taken", "1"],
            ["--answers", "taps", "--catalogue-splits", "0"],
            ["--answers", "taps", "--recommender", "magic"],
            ["--answers", "taps", "--protocol", "magic"], ["--answers", "taps", "--strategy", "magic"],
            ["--answers", "taps", "--three-taps", "0"], ["--answers", "taps", "--three-taps", "101%"],
            ["--three-taps", "50%"],
            ["--answers", "taps", "--recommender", "local-update"],
            ["--answers", "taps", "--strategy", "melu"],
        ])
    func refused(_ flags: [String]) throws {
        #expect(try Prepared.imported().run(["compare", "--holdout", "0.3"] + flags).exitCode == 64)
    }

    @Test("says what to do where nobody has taken enough")
    func nobody() throws {
        let scratch = try Prepared.imported()
        let line = try scratch.run("compare", "--answers", "taps", "--positive-from", "5.5", "--quiet")
            .failure()
        #expect(
            line.contains("20 titles rated 5.5 or more") && line.contains("lower --positive-from"), "\(line)")
        let none = try scratch.run("compare", "--answers", "taps", "--holdout", "0.001", "--quiet").failure()
        #expect(none.contains("no user is held out") && none.contains("--holdout 0.2"), "\(none)")
    }

    @Test("has melu and the local update where a model held out users")
    func model() throws {
        let scratch = try Prepared.imported()
        _ = try scratch.run("train", "--holdout", "0.3", "--epochs", "2", "--quiet").succeeded()
        _ = try scratch.run(
            "compare", "--answers", "taps", "--strategy", "melu", "--catalogue-splits", "1", "--protocol",
            "catalogue-split",
            "--quiet"
        ).succeeded()
        #expect(
            try scratch.query(
                "SELECT DISTINCT strategy, predictor FROM elicitation_result WHERE strategy = 'melu' ORDER BY 2"
            )
                == ["linear", "linear-features", "local-update", "popularity", "taps-only"].map {
                    "melu|\($0)"
                })
        #expect(try scratch.query("SELECT model_id FROM analysis_run") == ["1"])
    }
}
