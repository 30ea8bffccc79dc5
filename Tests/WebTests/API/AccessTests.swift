import HTTPTypes
import HummingbirdTesting
import Testing
import Web

@Suite("Access to the API")
struct AccessTests {
    private let path = "/api/v1/recommendations"
    private let body = #"{"ratings":[]}"#

    private func bearer(_ key: String) -> HTTPFields { [.authorization: "Bearer \(key)"] }

    @Test("needs a key in use: not none, another one, or one that was revoked")
    func keys() async throws {
        let service = try SampleService()
        let key = APIKey.make()
        _ = try service.services.store.access.addKey(name: "shop", hash: APIKey.hash(key))
        try service.services.readKeys()
        try await service.test {
            $0.isOpen = false
        } _: { client async throws in
            for headers in [
                [:], bearer(APIKey.make()), [.authorization: "Basic \(key)"], [.authorization: key],
                bearer(""),
            ] {
                let response = try await client.post(path, body, headers: headers)
                #expect(response.status == .unauthorized)
                #expect(response.headers[.wwwAuthenticate] == "Bearer")
                #expect(try ["no_key", "wrong_key"].contains(response.error().code))
            }
            #expect(try await client.post(path, body, headers: bearer(key)).status == .ok)
            #expect(
                try await client.post(path, body, headers: [.authorization: "bearer \(key)"]).status == .ok)
            _ = try service.services.store.access.revokeKey("shop")
            try service.services.readKeys()
            #expect(try await client.post(path, body, headers: bearer(key)).status == .unauthorized)
        }
    }

    @Test("is needed for the API and the metrics, and not for health and the description")
    func paths() async throws {
        let service = try SampleService()
        service.watch().look()
        try await service.test {
            $0.isOpen = false
        } _: { client async throws in
            #expect(try await client.get("/api/v1/onboarding").status == .unauthorized)
            #expect(try await client.get("/metrics").status == .unauthorized)
            #expect(try await client.get("/healthz").status == .ok)
            #expect(try await client.get("/api/v1/openapi.json").status == .ok)
        }
    }

    @Test("to the metrics needs no key from this machine, but through a proxy")
    func metrics() async throws {
        try await SampleService().test(isLive: true) {
            $0.isOpen = false
        } _: { client async throws in
            #expect(try await client.get("/metrics").status == .ok)
            let forwarded = HTTPFields([
                HTTPField(name: try #require(HTTPField.Name("X-Forwarded-For")), value: "192.0.2.1")
            ])
            #expect(try await client.get("/metrics", headers: forwarded).status == .unauthorized)
        }
    }

    @Test("is not open at an address that others reach")
    func open() async throws {
        try await SampleService().test {
            ($0.isOpen, $0.host) = (true, "0.0.0.0")
        } _: { client async throws in
            #expect(try await client.post(path, body).status == .unauthorized)
        }
    }

    @Test(
        "without a key is for hosts that only this machine has",
        arguments: [
            ("localhost", true), ("LOCALHOST:8080", true), ("127.0.0.1", true), ("127.8.9.255:80", true),
            ("[::1]", true),
            ("[::1]:8080", true), ("", false), ("example.org", false), ("localhost.example.org", false),
            ("localhost:", false),
            ("127.0.0.1.example.org", false), ("127.0.0.256", false), ("127.0.1", false),
            ("127.0.0.1:x", false),
            ("0.0.0.0", false),
            ("[::2]", false), ("::1", false), ("192.0.2.1:8080", false), ("127.0.0.", false),
        ])
    func host(text: String, isLoopback: Bool) { #expect(RequestHost.isLoopback(text) == isLoopback) }

    @Test(
        "opens for addresses and the name of this machine only",
        arguments: [
            ("localhost", true), ("127.0.0.1", true), ("127.255.0.9", true), ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("127.evil.example.org", false), ("127.0.0.1.example.org", false), ("127.", false),
            ("127.0.1", false),
            ("127.0.0.1.", false), ("127.0.0.01", false), ("127.0.0.+1", false), ("127.0.0.256", false),
            ("127.0.0.1 ", false),
            ("128.0.0.1", false), ("::ffff:127.example.org", false), ("::ffff:128.0.0.1", false),
            ("0.0.0.0", false), ("", false),
        ])
    func address(text: String, isLoopback: Bool) { #expect(ServerOptions.isLoopback(text) == isLoopback) }

    @Test(
        "is not open to another site's page whose name was made to point here, with a key also by that name")
    func rebinding() async throws {
        let service = try SampleService()
        let key = APIKey.make()
        _ = try service.services.store.access.addKey(name: "shop", hash: APIKey.hash(key))
        try service.services.readKeys()
        try await service.test(isLive: true) {
            $0.isOpen = true
        } _: { client async throws in
            let port = try #require(client.port)
            func status(_ host: String, _ more: String = "") async throws -> Substring {
                let connection = try RawConnection(port: port)
                _ = connection.send(
                    "POST \(path) HTTP/1.1\r\nHost: \(host)\r\n\(more)Content-Type: application/json\r\n"
                        + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
                return await connection.receive().prefix(12)
            }
            #expect(try await status("127.0.0.1:\(port)") == "HTTP/1.1 200")
            #expect(try await status("rebound.example.org:\(port)") == "HTTP/1.1 401")
            #expect(
                try await status("rebound.example.org", "X-Forwarded-For: 127.0.0.1\r\n") == "HTTP/1.1 401")
            #expect(
                try await status("rebound.example.org", "Authorization: Bearer \(key)\r\n") == "HTTP/1.1 200")
        }
    }

    @Test("is limited to so many requests a second, each key by itself")
    func rate() async throws {
        let service = try SampleService()
        let keys = [APIKey.make(), APIKey.make()]
        for (index, key) in keys.enumerated() {
            _ = try service.services.store.access.addKey(name: "key \(index)", hash: APIKey.hash(key))
        }
        try service.services.readKeys()
        try await service.test {
            ($0.isOpen, $0.rateLimit) = (false, 0.01)
        } _: { client async throws in
            #expect(try await client.post(path, body, headers: bearer(keys[0])).status == .ok)
            let response = try await client.post(path, body, headers: bearer(keys[0]))
            #expect(response.status == .tooManyRequests)
            #expect(try response.error().code == "rate_limit")
            let wait = try #require(response.headers[.retryAfter].flatMap { Int($0) })
            #expect((1...100).contains(wait))
            #expect(try await client.post(path, body, headers: bearer(keys[1])).status == .ok)
        }
    }

    @Test("has keys that differ, of which the hash is the SHA-256")
    func key() {
        let keys = (0..<100).map { _ in APIKey.make() }
        #expect(Set(keys).count == 100)
        #expect(keys.allSatisfy { $0.wholeMatch(of: /ib_[A-Za-z0-9_-]{43}/) != nil })
        // printf 'ib_test' | sha256sum
        #expect(APIKey.hash("ib_test") == "9eb00dba4bb7f77cd6451b545f546f86d56ff21f1503f201d1fff7273ba5b321")
    }
}
