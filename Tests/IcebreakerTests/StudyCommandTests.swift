import Foundation
import Testing

@Suite("Command study")
struct StudyCommandTests {
    /// A workspace with a list by MeLU and one by popularity.
    private static func listed() throws -> Scratch { try Scratch(copying: listedOnce.get().workspace) }

    nonisolated(unsafe) private static let listedOnce = Result {
        let scratch = try Prepared.trained()
        _ = try scratch.run("select", "-n", "10").succeeded()
        _ = try scratch.run("select", "-n", "10", "--strategy", "popularity").succeeded()
        _ = try scratch.run("select", "-n", "10", "--strategy", "random", "--name", "other").succeeded()
        return scratch
    }

    private static func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private static func design(_ scratch: Scratch, _ flags: String...) throws -> [String: Any] {
        try object(
            scratch.run(["study", "create", "films", "--format", "json", "--quiet"] + flags).succeeded())
    }

    /// What a launch needs.
    static let consent = ["--contact", "Dr Kim", "--retention", "12m"]

    /// A launched study with a participant who answered, and one who did not.
    private static func answered() throws -> Scratch {
        let scratch = try listed()
        _ = try scratch.run(
            ["study", "create", "films", "--seed", "1", "--items", "5", "--launch", "--quiet"] + Self.consent
        )
        .succeeded()
        let time = "'2026-01-31T12:00:00.250Z'"
        _ = try scratch.query(
            """
            PRAGMA foreign_keys = ON;
            INSERT INTO participant VALUES ('id-a', 1, 0, '[0]', 'en', \(time), \(time), \(time), 'ABCDEFGH', NULL);
            INSERT INTO participant VALUES ('id-b', 1, 1, '[1]', 'ko', \(time), NULL, NULL, NULL, NULL);
            INSERT INTO study_response SELECT 'id-a', 0, rank - 1, 0, item_index, nullif(rank, 2), 900, 0, \(time), 0
                FROM list_item WHERE list_id = 1 AND rank <= 5;
            INSERT INTO study_recommendation SELECT 'id-a', 0, rank, 0, item_index, 4.25, 3, 1, \(time)
                FROM list_item WHERE list_id = 2 AND rank <= 2;
            INSERT INTO questionnaire_answer VALUES ('id-a', 'attention', 2);
            """)
        return scratch
    }

    @Test(
        "create compares the latest list by MeLU with the latest by popularity, as large as the power calculation says"
    )
    func create() throws {
        let scratch = try Self.listed()
        let made = try Self.design(scratch, "--seed", "18446744073709551615")
        let design = try #require(made["design"] as? [String: Any])
        let arms = try #require(design["arms"] as? [[String: Any]])
        #expect(arms.map { $0["name"] as? String } == ["melu", "popularity"])
        #expect(arms.map { $0["list"] as? Int } == [1, 2])
        #expect((arms[0]["items"] as? [String])?.count == 10)
        #expect(design["targetSize"] as? Int == 92)
        #expect((design["textHashes"] as? [String: String])?.keys.sorted() == ["en", "ko"])
        #expect(made["status"] as? String == "draft")
        #expect(try scratch.query("SELECT name, status, design_hash IS NULL FROM study") == ["films|draft|1"])
        let table = try scratch.run("study", "create", "more", "--seed", "1").succeeded()
        #expect(
            table.contains(
                "d = 0.62 with power 0.8 at the level 0.05 needs 46 in each arm by ranks, 42 by the t test"))
    }

    @Test("create gives the same design and hash for the same flags, and another seed where none is given")
    func repeatability() throws {
        let (first, second) = (try Self.listed(), try Self.listed())
        #expect(
            try Self.design(first, "--seed", "5")["design_hash"] as? String
                == Self.design(second, "--seed", "5")["design_hash"] as? String)
        let seeds = try (0..<2).map { _ in
            (try Self.design(Self.listed())["design"] as? [String: Any])?["seed"] as? UInt64
        }
        #expect(seeds[0] != seeds[1])
    }

    @Test("create takes arms, assignment and sizes from its flags")
    func flags() throws {
        let scratch = try Self.listed()
        let made = try Self.design(
            scratch, "--arm", "new=other", "--arm", "melu", "--arm", "2", "--assignment", "within-subjects",
            "--target-size",
            "30", "--items", "5", "--recommendations", "7", "--primary-outcome", "ndcg", "--language", "ko",
            "--launch",
            "--contact", "Dr Kim", "--retention", "2y", "--over-recruitment", "6")
        let design = try #require(made["design"] as? [String: Any])
        #expect(
            (design["arms"] as? [[String: Any]])?.map { $0["name"] as? String } == [
                "new", "melu", "popularity",
            ])
        #expect(design["blockSize"] as? Int == 6)
        #expect(design["itemsToRate"] as? Int == 5 && design["recommendations"] as? Int == 7)
        #expect(design["power"] == nil && design["overRecruitment"] as? Int == 6)
        #expect(design["contact"] as? String == "Dr Kim" && design["retention"] as? String == "2y")
        #expect((design["textHashes"] as? [String: String])?.keys.sorted() == ["ko"])
        #expect(made["status"] as? String == "launched")
    }

    @Test("create warns of arms that share nearly all items, unless quiet")
    func overlap() throws {
        let scratch = try Self.listed()
        _ = try scratch.run("select", "-n", "10", "--strategy", "popularity").succeeded()
        let arguments = ["study", "create", "films", "--arm", "popularity", "--arm", "2"]
        let run = try scratch.run(arguments)
        #expect(try run.succeeded().contains("10 of 10 items"))
        #expect(
            run.errors.contains(
                "share 10 of the 10 items that they ask about, so this study cannot find a difference"))
    }

    @Test(
        "create says what is wrong with its flags",
        arguments: [
            (["--arm", "melu"], "give --arm again"),
            (["--target-size", "9", "--power", "0.9"], "--target-size says how many"),
            (["--assignment", "within-subjects", "--primary-outcome", "preference"], "give --target-size"),
            (["--effect", "0"], "must be above 0"),
            (["--effect", "0.0001"], "more than 1000000 participants"),
            (["--language", "fr"], "there are no texts in `fr`, but in en, ko"),
        ])
    func usage(flags: [String], sentence: String) throws {
        let run = try Self.listed().run(["study", "create", "films"] + flags)
        #expect(run.exitCode == 64)
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test(
        "create refuses an unsound design",
        arguments: [
            (["Films"], "small letters"), (["films", "--items", "0"], "from 1 to 100"),
            (["films", "--block-size", "3"], "multiple of the 2 arms"),
            (["films", "--arm", "9", "--arm", "1"], "no list 9"),
            (["films", "--model", "7"], "no model 7"), (["films", "--texts", "none.json"], "cannot be read"),
            (["films", "--arm", "a=1", "--arm", "b=1"], "the same list"),
        ])
    func unsound(arguments: [String], sentence: String) throws {
        let scratch = try Self.listed()
        let line = try scratch.run(["study", "create"] + arguments).failure()
        #expect(line.contains(sentence), "\(line)")
        #expect(try scratch.query("SELECT count(*) FROM study") == ["0"])
    }

    @Test("create says which list to make where there is none")
    func noLists() throws {
        let scratch = try Prepared.trained()
        #expect(try scratch.run("study", "create", "films").failure().contains("run `icebreaker select`"))
        _ = try scratch.run("select").succeeded()
        #expect(
            try scratch.run("study", "create", "films").failure().contains(
                "run `icebreaker select --strategy popularity`"))
    }

    @Test("launch locks, close ends the enrolment, and list shows where studies stand")
    func life() throws {
        let scratch = try Self.answered()
        let hash = try scratch.query("SELECT design_hash FROM study")[0]
        #expect(try scratch.run("study", "launch", "films").succeeded().contains(hash))
        #expect(
            try scratch.run("study", "create", "films").failure().contains("There is a study “films” already")
        )
        let closed = try Self.object(scratch.run("study", "close", "films", "--format", "json").succeeded())
        #expect(closed["status"] as? String == "closed" && closed["design_hash"] as? String == hash)
        #expect(try scratch.run("study", "launch", "films").failure().contains("is closed"))
        #expect(try scratch.run("study", "close", "nothing").failure().contains("choose one of films"))
        let line = try #require(
            scratch.run("study", "list", "--format", "csv").succeeded().split(separator: "\n").last)
        #expect(line.hasPrefix("1,films,closed,melu|popularity,between-subjects,92,2,1,0,closed,"))
        #expect(line.hasSuffix(hash))
    }

    @Test("create and launch refuse what participants could not be told, and what there is not to recommend")
    func refusals() throws {
        let scratch = try Self.listed()
        let bare = ["study", "create", "films", "--seed", "1"]
        #expect(try scratch.run(bare + ["--launch"]).failure().contains("--contact"))
        let known = try scratch.run(bare + ["--min-known", "400", "--launch"] + Self.consent).failure()
        #expect(
            known.contains("no item is left that at least 400 users know, and 20 recommendations are wanted"),
            "\(known)")
        #expect(try scratch.query("SELECT count(*) FROM study") == ["0"])
        let value = try #require(known.firstMatch(of: /--min-known (\d+)/)?.1)
        let made = try Self.design(scratch, "--min-known", String(value))
        #expect((made["design"] as? [String: Any])?["minimumKnown"] as? Int == Int(value))
        let advice = try scratch.run("study", "launch", "films").failure()
        #expect(advice.contains("icebreaker study launch films --contact \"NAME, ADDRESS\" --retention 12m"))
        #expect(try scratch.run(["study", "launch", "films"] + Self.consent).succeeded().contains("Dr Kim"))
        let again = try scratch.run(["study", "launch", "films"] + Self.consent).failure()
        #expect(again.contains("is launched"))
        for flags in [["--retention", "soon"], ["--contact", " "], ["--over-recruitment", "-1"]] {
            #expect(try scratch.run(["study", "create", "more"] + flags).exitCode == 64, "\(flags)")
        }
    }

    @Test("create recommends what enough users know, and says so")
    func knownByDefault() throws {
        let made = try Self.design(Self.listed())
        #expect((made["design"] as? [String: Any])?["minimumKnown"] as? Int == 10)
        let all = try Self.design(Self.listed(), "--min-known", "0")
        #expect((all["design"] as? [String: Any])?["minimumKnown"] == nil)
    }

    @Test("create, launch and results remark that lists come from different models")
    func models() throws {
        let scratch = try Self.listed()
        _ = try scratch.run("train", "--epochs", "1", "--quiet").succeeded()
        let create = try scratch.run("study", "create", "films", "--seed", "1")
        #expect(
            create.exitCode == 0 && create.errors.contains("another model than the one that recommends"),
            "\(create.errors)")
        let launch = try scratch.run(["study", "launch", "films"] + Self.consent)
        #expect(launch.exitCode == 0 && launch.errors.contains("another model"))
        #expect(try scratch.run("study", "results", "films").succeeded().contains("another model"))
        #expect(
            try scratch.run("study", "create", "same", "--model", "1").errors.contains("another model")
                == false)
    }

    @Test("a closed study keeps what it shows and its hash when the dataset grows")
    func appended() throws {
        let scratch = try Self.answered()
        let before = try scratch.query("SELECT material_json FROM study_material")
        #expect(try scratch.run("study", "results", "films").succeeded().contains("Ratings: 0.5, 1, 1.5"))
        let more = scratch.file("more")
        try FileManager.default.createDirectory(at: more, withIntermediateDirectories: true)
        try Data("userId,movieId,rating,timestamp\n99999,1,5,1600000000\n".utf8).write(
            to: more.appending(path: "ratings.csv"))
        try Data(
            "movieId,title,genres\n1,Toy Story (1995),Adventure|Animation|Children|Comedy|Fantasy\n".utf8
        )
        .write(to: more.appending(path: "movies.csv"))
        _ = try scratch.run("study", "close", "films").succeeded()
        _ = try scratch.run("import", more.path, "--append").succeeded()
        #expect(try scratch.query("SELECT material_json FROM study_material") == before)
        let hash = try scratch.query("SELECT design_hash FROM study")[0]
        #expect(try scratch.run("study", "results", "films").succeeded().contains(hash))
    }

    @Test("texts writes a file that create takes")
    func texts() throws {
        let scratch = try Self.listed()
        let file = scratch.file("fr.json")
        _ = try CommandRun(["study", "texts", "fr", "-o", file.path]).succeeded()
        _ = try Self.design(scratch, "--texts", file.path, "--language", "fr", "--language", "en")
        #expect(try scratch.query("SELECT language FROM study_text ORDER BY language") == ["en", "fr"])
        #expect(try CommandRun(["study", "texts", "ko"]).succeeded().contains("\"language\" : \"ko\""))
        #expect(try CommandRun(["study", "texts", "not a tag"]).failure().contains("not a language tag"))
    }

    @Test("create takes questions from a file, with texts that have them")
    func questionnaire() throws {
        let scratch = try Self.listed()
        let questions = scratch.file("questions.json")
        try Data(
            #"{"questions": [{"id": "mine", "kind": "agreement", "construct": "novelty", "isReversed": false}]}"#
                .utf8
        )
        .write(to: questions)
        let flags = ["study", "create", "films", "--questionnaire", questions.path]
        #expect(try scratch.run(flags).exitCode != 0)
        var texts = try Self.object(CommandRun(["study", "texts", "en"]).succeeded())
        var strings = try #require(texts["strings"] as? [String: String])
        strings["question.mine"] = "I liked it."
        texts["strings"] = strings
        let file = scratch.file("en.json")
        try JSONSerialization.data(withJSONObject: texts).write(to: file)
        #expect(try scratch.run(flags + ["--texts", file.path]).succeeded().contains("| 1 "))
    }

    @Test("export writes every table, and the responses also as export responses")
    func export() throws {
        let scratch = try Self.answered()
        let all = try Self.object(scratch.run("study", "export", "films", "--format", "json").succeeded())
        #expect(all["study"] as? String == "films")
        #expect(try all["design_hash"] as? String == scratch.query("SELECT design_hash FROM study")[0])
        for (table, count) in [
            ("participants", 2), ("responses", 5), ("recommendations", 2), ("questionnaire", 1),
        ] {
            #expect((all[table] as? [Any])?.count == count, "\(table)")
            let lines = try scratch.run("study", "export", "films", "--table", table).succeeded().split(
                separator: "\n")
            #expect(lines.count == count + 1, "\(table)")
        }
        let book = try #require(all["codebook"] as? [[String: Any]])
        let columns = [9, 9, 9, 6, 9]
        #expect(book.count == columns.reduce(0, +))
        let file = scratch.file("responses.csv")
        _ = try scratch.run("study", "export", "films", "--table", "responses", "-o", file.path).succeeded()
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(
            text.hasPrefix(
                "participant,arm,part,place,item_id,rating,milliseconds,carried_over,answered_at\n0,melu,1,1,"
            ))
        #expect(!text.contains("id-a") && !text.contains("ABCDEFGH"))
        #expect(try scratch.run("export", "responses", "films").succeeded() == text)
        #expect(try scratch.run("export", "responses").succeeded() == text)
        #expect(try scratch.run("study", "export", "films").exitCode == 64)
        #expect(
            try scratch.run("study", "export", "films", "--table", "responses", "--min-cell", "0").exitCode
                == 64)
        #expect(
            try scratch.run("study", "export", "x", "--table", "responses").failure().contains(
                "choose one of films"))
    }

    @Test(
        "erase leaves number, condition and time of a participant, however they are named",
        arguments: ["0", "abcdefgh", "id-a"])
    func erase(participant: String) throws {
        let scratch = try Self.answered()
        #expect(try scratch.run("study", "erase", "films", participant).exitCode == 64)
        #expect(try scratch.query("SELECT count(*) FROM study_response") == ["5"])
        #expect(
            try scratch.run("study", "erase", "films", participant, "--yes").succeeded()
                == "What participant 0 of the study films answered was erased.\n")
        let tables = ["study_response", "study_recommendation", "questionnaire_answer"]
        for table in tables { #expect(try scratch.query("SELECT count(*) FROM \(table)") == ["0"]) }
        #expect(
            try scratch.query(
                "SELECT number, condition, language, completion_code FROM participant WHERE withdrawn_at IS NOT NULL"
            )
                == ["0|[0]||"])
        #expect(
            try scratch.run("study", "erase", "films", "0").succeeded().contains("nothing is left to erase"))
        #expect(
            try scratch.run("study", "erase", "films", "99", "--yes").failure().contains(
                "no such participant"))
    }

    @Test("erase removes a whole study, and import --replace waits for that")
    func eraseStudy() throws {
        let scratch = try Self.answered()
        try Prepared.films(users: 30, in: scratch.file("fewer"))
        let replacement = ["import", scratch.file("fewer").path, "--replace"]
        #expect(try scratch.run(replacement).failure().contains("studies rest on it: films"))
        #expect(try scratch.run("study", "erase", "films").exitCode == 64)
        #expect(
            try scratch.run("study", "erase", "films", "--yes").succeeded().contains(
                "2 participants were erased"))
        #expect(
            try scratch.query("SELECT count(*) FROM study UNION ALL SELECT count(*) FROM participant") == [
                "0", "0",
            ])
        _ = try scratch.run(replacement).succeeded()
    }
}
