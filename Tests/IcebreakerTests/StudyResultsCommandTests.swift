import Foundation
import Testing

@Suite("Command study results")
struct StudyResultsCommandTests {
    /// A launched study of two lists, planned for 8 participants, with some who completed it.
    private static func studied(_ participants: Int) throws -> Scratch {
        let scratch = try Prepared.trained()
        _ = try scratch.run("select", "-n", "10").succeeded()
        _ = try scratch.run("select", "-n", "10", "--strategy", "popularity").succeeded()
        _ = try scratch.run(
            "study", "create", "films", "--seed", "1", "--items", "5", "--target-size", "8", "--launch",
            "--quiet",
            "--contact", "Dr Kim", "--retention", "12m"
        ).succeeded()
        let time = "'2026-01-31T12:00:00.250Z'"
        for number in 0..<participants {
            let (id, arm) = ("'id-\(number)'", number % 2)
            _ = try scratch.query(
                """
                PRAGMA foreign_keys = ON;
                INSERT INTO participant
                    VALUES (\(id), 1, \(number), '[\(arm)]', 'en', \(time), \(time), \(time), 'ABCDEF\(10 + number)', NULL);
                INSERT INTO study_response SELECT \(id), 0, rank - 1, \(arm), item_index, 1 + (rank + \(number)) % 5, 900, 0, \(time), 0
                    FROM list_item WHERE list_id = \(arm + 1) AND rank <= 5;
                INSERT INTO study_recommendation
                    SELECT \(id), 0, rank, \(arm), item_index, 4.25, 1 + (rank * \(number)) % 5, 1, \(time)
                    FROM list_item WHERE list_id = 2 AND rank <= 4;
                INSERT INTO study_part VALUES (\(id), 0, \(time));
                INSERT INTO questionnaire_answer VALUES (\(id), 'attention', 2);
                """)
        }
        return scratch
    }

    private static func object(_ run: CommandRun) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(run.succeeded().utf8)) as? [String: Any])
    }

    @Test("shows counts only until as many as planned completed, unless --interim asks for more")
    func interim() throws {
        let scratch = try Self.studied(6)
        let table = try scratch.run("study", "results", "films").succeeded()
        #expect(table.contains("6 of 8 planned participants completed it") && !table.contains("Measures"))
        let json = try Self.object(scratch.run("study", "results", "films", "--format", "json"))
        #expect(json["isInterim"] as? Bool == true && json["analysis"] == nil)
        let early = try scratch.run("study", "results", "films", "--interim", "--min-cell", "1").succeeded()
        #expect(
            early.contains("INTERIM") && early.contains("Measures")
                && early.contains("melu against popularity"))
    }

    @Test("shows what was planned, the same on every run, and in CSV a row per figure")
    func complete() throws {
        let scratch = try Self.studied(10)
        let table = try scratch.run("study", "results", "films").succeeded()
        #expect(!table.contains("INTERIM") && table.contains("Mann-Whitney U test: p "))
        let csv = try scratch.run("study", "results", "films", "--format", "csv").succeeded()
        let rows = csv.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(rows[0] == ["section", "arm", "other_arm", "measure", "figure", "value"])
        #expect(rows.allSatisfy { $0.count == 6 })
        #expect(rows.contains(["progress", "melu", "", "completed", "count", "5"]))
        #expect(rows.contains(["summary", "popularity", "", "answered-items", "mean", "5"]))
        #expect(
            rows.contains { $0.prefix(5) == ["comparison", "melu", "popularity", "mean-rating", "rank_p"] })
        #expect(try scratch.run("study", "results", "films", "--format", "csv").succeeded() == csv)
        let hidden = try Self.object(
            scratch.run("study", "results", "films", "--format", "json", "--min-cell", "6"))
        let comparisons = try #require(
            (hidden["analysis"] as? [String: Any])?["comparisons"] as? [[String: Any]])
        #expect((comparisons[0]["outcomes"] as? [Any])?.isEmpty == true)
    }

    @Test("fails in a sentence for a study that there is not")
    func missing() throws {
        let scratch = try Prepared.imported()
        #expect(try scratch.run("study", "results", "films").failure().contains("There is no study “films”"))
        #expect(try scratch.run("study", "results", "films", "--min-cell", "0").exitCode == 64)
    }
}

@Suite("Command admin set-password")
struct AdminCommandTests {
    @Test("stores a hash, and another one for another password")
    func stores() throws {
        let scratch = try Prepared.imported()
        let file = scratch.file("password")
        var stored: [String] = []
        for password in ["correct horse battery\r\nsecond line\n", "another password"] {
            try Data(password.utf8).write(to: file)
            let run = try scratch.run("admin", "set-password", "ada", "--password-file", file.path)
            #expect(try run.succeeded().contains("administrator ada: password set"))
            stored += try scratch.query("SELECT name, password_hash FROM administrator")
        }
        #expect(stored.count == 2 && stored[0] != stored[1])
        #expect(stored.allSatisfy { $0.hasPrefix("ada|$scrypt$ln=15,r=8,p=3$") && !$0.contains("horse") })
    }

    @Test("refuses a password that is short, long or cannot be read, and stores nothing")
    func refuses() throws {
        let scratch = try Prepared.imported()
        let file = scratch.file("password")
        func failure(_ password: String) throws -> String {
            try Data(password.utf8).write(to: file)
            return try scratch.run("admin", "set-password", "ada", "--password-file", file.path).failure()
        }
        #expect(try failure("elevenchars\r\nand more").contains("has 11 characters"))
        #expect(try failure("elevenchars").contains("has 11 characters; choose one of 12 or more"))
        #expect(try failure("").contains("has 0 characters"))
        #expect(try failure(String(repeating: "é", count: 600)).contains("longer than 1024 bytes"))
        let none = try scratch.run("admin", "set-password", "ada", "--password-file", "/nonexistent")
            .failure()
        #expect(none.contains("/nonexistent: the password cannot be read"))
        #expect(
            try scratch.run("admin", "set-password", " ada ").failure().contains("the administrator's name"))
        #expect(try scratch.query("SELECT count(*) FROM administrator") == ["0"])
    }
}
