import Foundation
import TestSupport
import Testing

@Suite("Reads of webtoons, without ratings and features")
struct WebtoonTests {
    private static func imported() throws -> Scratch {
        let scratch = try Scratch()
        let summary = try scratch.run("import", ReferenceData.fixtures.appending(path: "webtoons").path)
            .succeeded()
        #expect(summary.contains("implicit: interactions without ratings"))
        return scratch
    }

    @Test(
        "give a list, a grid as CSV, JSON and SQL, and recommendations of the taste that was tapped by one SELECT"
    )
    func recommendations() throws {
        let scratch = try Self.imported()
        let list = try scratch.run(
            "select", "--strategy", "popularity", "-n", "12", "--format", "csv", "--quiet"
        ).succeeded()
        #expect(list.contains("새벽 세 시의 손님"))
        for format in ["csv", "json", "sql"] {
            #expect(try scratch.run("export", "grid", "--format", format).succeeded().contains("지하 4층"))
        }
        // Every fifth title is a mystery; the reader tapped those of them that are shown.
        let recommended = try scratch.query(
            """
            INSERT INTO grid_session VALUES ('독자', 1);
            INSERT INTO grid_tap SELECT '독자', grid_id, item_id FROM grid_tile WHERE (substr(item_id, 2) - 1) % 5 = 2;
            SELECT (substr(item_id, 2) - 1) % 5 FROM grid_recommendation WHERE session = '독자' AND rank <= 4 ORDER BY rank
            """)
        #expect(try scratch.query("SELECT count(*) > 1 FROM grid_tap") == ["1"])
        #expect(recommended == ["2", "2", "2", "2"])
    }

    @Test("are compared once as few tiles are shown, and as few titles are enough, as the refusal says")
    func compared() throws {
        let scratch = try Self.imported()
        let small = try scratch.run("compare", "--quiet").failure()
        #expect(
            small.contains("one half of the 40 titles") && small.contains("add --shown 10 --min-taken 7"),
            "\(small)")
        let few = try scratch.run("compare", "--shown", "10", "--quiet").failure()
        #expect(few.contains("20 titles taken") && few.contains("--min-taken 7"), "\(few)")
        let quick = ["--strategy", "design", "--catalogue-splits", "2", "--quiet"]
        let output = try scratch.run(["compare", "--shown", "10", "--min-taken", "7"] + quick).succeeded()
        #expect(output.contains("held-out users with 7 or more titles taken; 10 tiles each."))
        #expect(try scratch.query("SELECT options_json ->> 'minimumTaken' FROM analysis_run") == ["7"])
    }

    @Test("give a list whose table has 80 columns and nothing empty")
    func table() throws {
        let output = try Self.imported().run("select", "-n", "12", "--quiet").succeeded()
        let heading = try #require(output.split(separator: "\n").first { $0.hasPrefix("| rank") })
        let columns = heading.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
            !$0.isEmpty
        }
        #expect(columns == ["rank", "id", "title", "score", "popularity", "known by"] && heading.count <= 80)
    }

    @Test("give a study whose design speaks of who took an item, not of who rated it")
    func study() throws {
        let scratch = try Self.imported()
        for strategy in ["design", "popularity"] {
            _ = try scratch.run("select", "--strategy", strategy, "-n", "10", "--quiet").succeeded()
        }
        let design = try scratch.run(
            "study", "create", "tiles", "--items", "10", "--recommendations", "10", "--target-size", "12"
        ).succeeded()
        #expect(
            design.contains("10, of items that at least 10 users took")
                && design.contains("taps on a grid of 10 tiles"))
    }

    @Test("give a grid that worker designs from two shards, in which every taste is shown")
    func worker() throws {
        let scratch = try Self.imported()
        let program = CommandRun.program.path
        let script = """
            set -e; cd '\(scratch.url.path)'
            for k in 0 1; do '\(program)' worker taps --shards 2 --shard $k --workspace workspace.sqlite > shard-$k; done
            for k in 0 1; do '\(program)' worker count < shard-$k > single-$k; done
            '\(program)' worker columns single-0 single-1 --output columns.json
            for k in 0 1; do '\(program)' worker count --columns columns.json < shard-$k > pairs-$k; done
            '\(program)' worker grid pairs-0 pairs-1 --columns columns.json -n 10
            """
        let rows = try CommandRun(program: URL(filePath: "/bin/sh"), arguments: ["-c", script]).succeeded()
            .split(separator: "\n").dropFirst()
        let tiles = rows.prefix(10).compactMap { Int($0.prefix { $0 != "," }.dropFirst()) }
        #expect(rows.count == 40 && tiles.count == 10)
        #expect(Set(tiles.map { ($0 - 1) % 5 }).count == 5)
    }

    @Test("refuse what needs ratings or features, in one sentence")
    func refusals() throws {
        let scratch = try Self.imported()
        #expect(try scratch.run("worker", "taps", "--positive-from", "4").failure().contains("leave it out"))
        _ = try scratch.run("select", "--strategy", "popularity", "--quiet").succeeded()
        #expect(try scratch.run("export", "grid", "--positive-from", "4").failure().contains("leave it out"))
        #expect(try scratch.run("export", "grid", "--features").failure().contains("leave out --features"))
    }
}
