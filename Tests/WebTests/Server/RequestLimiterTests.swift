import Foundation
import HummingbirdTesting
import Testing
import Web

@Suite("The gate for requests")
struct RequestGateTests {
    private static let head =
        "POST /api/v1/recommendations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"

    /// Sends parts through a socket of its own and returns what comes back until the server closes.
    private func send(
        _ parts: [String], pause: Duration = .zero,
        _ change: @escaping (inout ServerOptions) -> Void = { _ in }
    ) async throws -> String {
        let answer = Box()
        try await SampleService().test(isLive: true) { options in
            options.timeout = 1
            change(&options)
        } _: { client async throws in
            let connection = try RawConnection(port: try #require(client.port))
            for part in parts {
                guard connection.send(part) else { break }
                if pause > .zero { try await Task.sleep(for: pause) }
            }
            answer.text = await connection.receive()
        }
        return answer.text
    }

    @Test("refuses a body that is larger than the limit before it has come")
    func length() async throws {
        let answer = try await send([Self.head + "Content-Length: 104857600\r\n\r\n{"])
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.contains("Connection: close\r\n") && answer.contains(#""code":"too_large""#))
        #expect(answer.contains("Content-Security-Policy: "))
    }

    @Test("refuses a body in chunks once it is larger than the limit")
    func chunks() async throws {
        let chunk = "1000\r\n" + String(repeating: " ", count: 4096) + "\r\n"
        let answer = try await send(
            [Self.head + "Transfer-Encoding: chunked\r\n\r\n"] + Array(repeating: chunk, count: 40))
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
    }

    @Test("cuts off who sends a head or a body byte by byte")
    func slow() async throws {
        for parts in [
            Self.head.map { String($0) },
            [Self.head + "Content-Length: 50\r\n\r\n"] + Array(repeating: " ", count: 49),
        ] {
            let answer = try await send(parts, pause: .milliseconds(60))
            #expect(answer.hasPrefix("HTTP/1.1 408 ") && answer.contains(#""code":"too_slow""#))
        }
    }

    @Test("refuses what is no HTTP, and heads that are too large")
    func malformed() async throws {
        #expect(try await send(["\u{16}\u{3}\u{1}\r\n\r\n"]).hasPrefix("HTTP/1.1 400 "))
        let field = "X: " + String(repeating: "y", count: 40_000)
        #expect(
            try await send(["GET / HTTP/1.1\r\nHost: localhost\r\n\(field)\r\n\r\n"]).hasPrefix(
                "HTTP/1.1 431 "))
        let fields = String(repeating: "X: y\r\n", count: 1000)
        #expect(
            try await send(["GET / HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n"]).hasPrefix("HTTP/1.1 431 "))
    }

    @Test("lets requests through that come one behind another, and in pieces")
    func pipeline() async throws {
        let body = #"{"ratings":[],"count":1}"#
        let request = Self.head + "Content-Length: \(body.utf8.count)\r\n\r\n" + body
        let last = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        let text = Array(request + request + last)
        let pieces = stride(from: 0, to: text.count, by: 37).map {
            String(text[$0..<min($0 + 37, text.count)])
        }
        let answer = try await send(pieces)
        #expect(answer.components(separatedBy: "HTTP/1.1 200 ").count == 4, "\(answer)")
        #expect(answer.contains(#""status":"ok""#))
    }

    @Test("answers the requests before one that it refuses")
    func order() async throws {
        let answer = try await send([
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" + Self.head
                + "Content-Length: 99999999\r\n\r\n"
        ])
        let codes = answer.matches(of: /HTTP\/1\.1 (\d+)/).map { $0.output.1 }
        #expect(codes == ["200", "413"])
    }

    @Test("asks for a body that the client announces")
    func announced() async throws {
        let body = #"{"ratings":[],"count":1}"#
        let answer = try await send(
            [
                Self.head
                    + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n",
                body,
            ], pause: .milliseconds(100)
        ) { $0.timeout = 60 }
        #expect(answer.hasPrefix("HTTP/1.1 100 ") && answer.contains("HTTP/1.1 200 "))
    }
}

/// Where a test puts what it received.
private final class Box: @unchecked Sendable {
    var text = ""
}
