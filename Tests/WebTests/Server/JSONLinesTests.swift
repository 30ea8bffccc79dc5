import Foundation
import HummingbirdTesting
import Logging
import Testing
import Web

@Suite("The log")
struct JSONLinesTests {
    /// The lines that were logged meanwhile.
    private func lines(level: Logger.Level = .info, _ body: (Logger) async throws -> Void) async throws
        -> [[String: Any]]
    {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "icebreaker-\(UUID().uuidString).log")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        try await body(Logger(label: "test") { _ in JSONLines(level: level, file: handle) })
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
    }

    @Test("is an object a line, whatever the message")
    func objects() async throws {
        let message = "quote \" backslash \\ newline \n tab \t bell \u{7} é 🎬"
        let lines = try await lines { logger in
            logger.info(
                "\(message)",
                metadata: ["n": .stringConvertible(3), "x": .stringConvertible(0.5), "a": ["1", "2"]])
            logger.debug("not this")
        }
        #expect(lines.count == 1)
        #expect(lines[0]["message"] as? String == message)
        #expect(
            lines[0]["n"] as? Int == 3 && lines[0]["x"] as? Double == 0.5
                && lines[0]["level"] as? String == "info")
        let time = try #require(lines[0]["time"] as? String)
        let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        #expect(abs(try format.parse(time).timeIntervalSinceNow) < 60)
    }

    @Test("has the route, the method, the status and the time of a request, and neither path nor key")
    func requests() async throws {
        let lines = try await lines { logger in
            try await SampleService(logger: logger).test { client async throws in
                let key = APIKey.make()
                _ = try await client.get(
                    "/api/v1/onboarding?answers=secret:4", headers: [.authorization: "Bearer \(key)"])
                _ = try await client.get(
                    "/nothing/my-secret-token", headers: [.authorization: "Bearer \(key)"])
            }
        }
        #expect(lines.map { $0["route"] as? String } == ["/api/v1/onboarding", "other"])
        #expect(lines.map { $0["status"] as? Int } == [400, 404])
        #expect(lines.allSatisfy { $0["method"] as? String == "GET" && $0["ms"] is Double })
        #expect(
            lines.allSatisfy {
                ($0["request"] as? String).map { !$0.isEmpty && $0.allSatisfy(\.isHexDigit) } ?? false
            })
        #expect(!"\(lines)".contains("secret") && !"\(lines)".contains("ib_"))
    }
}
