import Foundation
import TestSupport
import Testing

/// A server as a user starts it.
private final class RunningServer {
    let process = Process()
    let address: String
    private let errors: URL

    init(_ scratch: Scratch, _ arguments: String..., environment: [String: String] = [:]) throws {
        errors = scratch.file("errors")
        try Data().write(to: errors)
        let output = Pipe()
        process.executableURL = CommandRun.program
        process.arguments = ["serve", "--workspace", scratch.workspace.path, "--port", "0"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let line = output.fileHandleForReading.availableData
        address = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    var log: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    /// Ends it as `kill` does and returns the exit code.
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    deinit { if process.isRunning { process.terminate() } }

    /// What curl gets.
    func get(_ path: String, _ arguments: String...) throws -> String {
        try CommandRun(
            program: URL(filePath: "/usr/bin/env"), arguments: ["curl", "-s"] + arguments + [address + path]
        )
        .succeeded()
    }
}

@Suite("icebreaker serve")
struct ServeCommandTests {
    /// A workspace with a model, a list and a key.
    nonisolated(unsafe) private static let prepared = Result {
        let scratch = try Scratch()
        try Prepared.films(users: 40, in: scratch.file("films"))
        _ = try scratch.run("import", scratch.file("films").path, "--quiet").succeeded()
        _ = try scratch.run("train", "--epochs", "1", "--validation", "0", "--quiet").succeeded()
        _ = try scratch.run("select", "--strategy", "popularity", "--quiet").succeeded()
        return scratch
    }

    @Test("prints its address, answers with a key and ends with 0 when told to")
    func serve() throws {
        let scratch = try Scratch(copying: Self.prepared.get().workspace)
        let key = try scratch.run("key", "create", "shop").succeeded().trimmingCharacters(in: .newlines)
        let server = try RunningServer(scratch)
        #expect(
            server.address.wholeMatch(of: /http:\/\/127\.0\.0\.1:\d+/) != nil,
            "\(server.address) \(server.log)")
        #expect(try server.get("/healthz") == #"{"status":"ok","model":1,"list":1}"#)
        #expect(try server.get("/api/v1/onboarding").contains("no_key"))
        #expect(
            try server.get("/api/v1/onboarding?count=1", "-H", "Authorization: Bearer \(key)").contains(
                #""rank":1"#))
        let secret = scratch.workspace.path + ".secret"
        let attributes = try FileManager.default.attributesOfItem(atPath: secret)
        #expect(attributes[.posixPermissions] as? Int == 0o600 && attributes[.size] as? Int == 32)
        #expect(server.stop() == 0)
        #expect(
            !server.log.contains(key)
                && server.log.split(separator: "\n").allSatisfy { $0.hasPrefix("{\"time\":") })
    }

    @Test("takes the secret from the environment, and needs 32 bytes of it")
    func secret() throws {
        let scratch = try Scratch(copying: Self.prepared.get().workspace)
        let server = try RunningServer(
            scratch, environment: ["ICEBREAKER_SECRET": String(repeating: "s", count: 32)])
        #expect(server.address.hasPrefix("http://"))
        #expect(server.stop() == 0)
        #expect(!FileManager.default.fileExists(atPath: scratch.workspace.path + ".secret"))
        let short = try RunningServer(scratch, environment: ["ICEBREAKER_SECRET": "short"])
        short.process.waitUntilExit()
        #expect(short.process.terminationStatus == 1)
        #expect(short.log == "Error: ICEBREAKER_SECRET: has 5 bytes; give it 32 or more random ones\n")
    }

    @Test("refuses a secret that others can read, or that is too short")
    func secretFile() throws {
        let scratch = try Scratch(copying: Self.prepared.get().workspace)
        let file = scratch.file("secret")
        let pipe = scratch.file("pipe")
        try #require(mkfifo(pipe.path, 0o600) == 0)
        #expect(
            try scratch.run("serve", "--port", "0", "--secret-file", pipe.path).failure().contains(
                "is not a file"))
        try Data(repeating: 1, count: 32).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        #expect(
            try scratch.run("serve", "--port", "0", "--secret-file", file.path).failure().contains(
                "others may read the secret"))
        try Data(repeating: 1, count: 31).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        #expect(
            try scratch.run("serve", "--port", "0", "--secret-file", file.path).failure().contains(
                "fewer than 32 bytes"))
        #expect(
            try scratch.run("serve", "--port", "0", "--secret-file", "/nowhere/s").failure().contains(
                "cannot be written"))
    }

    @Test("refuses a port that is taken")
    func refused() throws {
        let scratch = try Scratch(copying: Self.prepared.get().workspace)
        let server = try RunningServer(scratch)
        let port = String(server.address.split(separator: ":").last ?? "")
        let second = try scratch.run("serve", "--port", port)
        #expect(
            second.exitCode == 1 && second.errors.contains("another program listens here"), "\(second.errors)"
        )
        #expect(server.stop() == 0)
    }

    @Test("recommends from the tiles of a tuned list by the numbers of its exported table")
    func tuned() throws {
        let scratch = try Scratch(copying: Self.prepared.get().workspace)
        _ = try scratch.run("select", "--answers", "taps", "--tune", "-n", "6", "--quiet").succeeded()
        // Whatever was chosen, another ridge than the usual one.
        _ = try scratch.query("UPDATE scoring_run SET options_json = json_set(options_json, '$.ridge', 0.05)")
        let exported = try scratch.run("export", "grid", "--format", "json").succeeded()
        struct Grid: Decodable {
            struct Tile: Decodable { var item_id: String }
            struct Item: Decodable {
                var item_id: String
                var base: Double
                var weights: [Double]
            }
            var tiles: [Tile]
            var items: [Item]
        }
        let grid = try JSONDecoder().decode(Grid.self, from: Data(exported.utf8))
        let tiles = grid.tiles.map(\.item_id)
        let expected = Dictionary(
            uniqueKeysWithValues: grid.items.map { ($0.item_id, $0.base + $0.weights[0] + $0.weights[3]) })
        let server = try RunningServer(scratch, "--open")
        let list = String(decoding: try JSONEncoder().encode(tiles), as: UTF8.self)
        let body = #"{"shown":\#(list),"taps":["\#(tiles[0])","\#(tiles[3])"],"count":100,"minKnown":0}"#
        var answer = ""
        for _ in 0..<100 where !answer.contains("recommendations\":[") {
            answer = try server.get(
                "/api/v1/recommendations", "-H", "Content-Type: application/json", "-d", body)
            usleep(100_000)
        }
        struct Answer: Decodable {
            struct Item: Decodable {
                var id: String
                var score: Double
            }
            var recommendations: [Item]
        }
        let found = try JSONDecoder().decode(Answer.self, from: Data(answer.utf8)).recommendations
        #expect(found.count == 100 && tiles.count == 6)
        for item in found {
            let score = try #require(expected[item.id])
            #expect(abs(item.score - score) < 1e-12)
        }
        #expect(server.stop() == 0)
    }

    @Test("serves lists and interviews without a model, and says that it recommends nothing")
    func withoutModel() throws {
        let scratch = try Scratch()
        let data = ReferenceData.fixtures.appending(path: "cases/12-no-features-dead-end")
        _ = try scratch.run("import", data.path, "--quiet").succeeded()
        _ = try scratch.run("select", "--strategy", "popularity", "-n", "5", "--quiet").succeeded()
        let server = try RunningServer(scratch, "--open", "--demo")
        #expect(try server.get("/healthz") == #"{"status":"ok","model":null,"list":1}"#, "\(server.log)")
        #expect(try server.get("/api/v1/onboarding?count=1").contains(#""rank":1"#))
        var question = ""
        for _ in 0..<100 where !question.contains("expectedGain") {
            question = try server.get("/api/v1/onboarding?strategy=adaptive")
            usleep(100_000)
        }
        #expect(question.contains("expectedGain") && question.contains(#""model":null"#), "\(question)")
        let refused = try server.get(
            "/api/v1/recommendations", "-H", "Content-Type: application/json", "-d",
            #"{"ratings":[{"item":"i1","rating":4}]}"#)
        #expect(
            refused.contains(#""code":"no_model""#) && refused.contains("no user or item feature"),
            "\(refused)")
        #expect(!refused.contains("icebreaker train"))
        let tapped = try server.get(
            "/api/v1/recommendations", "-H", "Content-Type: application/json", "-d",
            #"{"shown":["i1"],"taps":["i1"],"recommender":"local-update"}"#)
        #expect(
            tapped.contains(#""code":"no_model""#) && tapped.contains("linear needs none.")
                && tapped.contains("no user or item feature"), "\(tapped)")
        #expect(try server.get("/demo/ratings").contains("This workspace has no model to recommend with."))
        #expect(try server.get("/metrics").contains("icebreaker_model_id 0"))
        #expect(server.stop() == 0)
    }

    @Test(
        "refuses flags out of their range",
        arguments: [
            ["--port", "65536"], ["--open", "--host", "0.0.0.0"], ["--body-limit", "10"], ["--timeout", "0"],
            ["--rate-limit", "-1"], ["--max-requests", "0"], ["--reload-every", "0"],
            ["--log-level", "loud"],
        ])
    func flags(_ flags: [String]) throws {
        #expect(try CommandRun(["serve"] + flags).exitCode == 64)
    }
}

@Suite("icebreaker key")
struct KeyCommandTests {
    @Test("prints a key once and keeps its hash alone")
    func create() throws {
        let scratch = try Scratch()
        try Prepared.films(users: 5, in: scratch.file("films"))
        _ = try scratch.run("import", scratch.file("films").path, "--quiet").succeeded()
        let key = try scratch.run("key", "create", "shop").succeeded().trimmingCharacters(in: .newlines)
        #expect(key.wholeMatch(of: /ib_[A-Za-z0-9_-]{43}/) != nil)
        #expect(try scratch.query("SELECT name, length(key_hash) FROM api_key") == ["shop|64"])
        #expect(try scratch.run("key", "create", "shop").failure().contains("there is a key “shop” in use"))
        let list = try scratch.run("key", "list", "--format", "csv").succeeded()
        #expect(list.hasPrefix("api_key_id,name,created_at,revoked_at\n1,shop,") && !list.contains(key))
        #expect(try scratch.run("key", "revoke", "shop").succeeded() == "")
        #expect(try scratch.run("key", "revoke", "shop").failure().contains("there is no key “shop” in use"))
        #expect(try scratch.run("key", "list", "--format", "json").succeeded().contains("\"revoked_at\""))
        for contents in try scratch.contents where contents.hasPrefix("workspace") {
            #expect(try Data(contentsOf: scratch.file(contents)).range(of: Data(key.utf8)) == nil)
        }
    }

    @Test(
        "needs a name, and none for the list",
        arguments: [["create"], ["revoke"], ["list", "shop"], ["show"]])
    func usage(_ arguments: [String]) throws {
        #expect(try CommandRun(["key"] + arguments).exitCode == 64)
    }
}
