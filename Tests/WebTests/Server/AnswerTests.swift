import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@Suite("Every answer")
struct AnswerTests {
    @Test("leads on from the root, to the demo where there is one", arguments: [false, true])
    func home(hasDemo: Bool) async throws {
        try await SampleService().test {
            $0.hasDemo = hasDemo
        } _: { client async throws in
            let page = try await client.execute(uri: "/", method: .get) { $0 }
            #expect(page.status == .ok)
            let text = String(buffer: page.body)
            #expect(text.contains(#"href="/admin""#) && text.contains(#"href="/demo""#) == hasDemo)
        }
    }

    @Test(
        "keeps browsers to the page's own style sheet, forms and frames",
        arguments: [
            "/healthz", "/nothing", "/api/v1/nothing", "/metrics", "/assets/style.css", "/demo/ratings",
        ])
    func headers(_ path: String) async throws {
        try await SampleService().test {
            $0.hasDemo = true
        } _: { client async throws in
            let fields = try await client.get(path).headers
            #expect(
                fields[.contentSecurityPolicy]
                    == "default-src 'none'; style-src 'self'; img-src 'self' https: data:; form-action 'self'; "
                    + "base-uri 'none'; frame-ancestors 'none'")
            #expect(fields[.xContentTypeOptions] == "nosniff")
            #expect(fields[HTTPField.Name("Referrer-Policy") ?? .eTag] == "no-referrer")
            #expect(fields[HTTPField.Name("Permissions-Policy") ?? .eTag] != nil)
            // Hexadecimal without leading zeros.
            let id = fields[HTTPField.Name("X-Request-Id") ?? .eTag] ?? ""
            #expect(!id.isEmpty && id.count <= 32 && id.allSatisfy(\.isHexDigit))
            #expect(fields[.cacheControl] == "no-store" || path.hasPrefix("/assets"))
        }
    }

    @Test("that there is nothing is JSON for programs and a page for people")
    func nothing() async throws {
        try await SampleService().test { client async throws in
            let program = try await client.get("/api/v1/nothing")
            #expect(program.status == .notFound)
            #expect(try program.error().code == "not_found")
            let person = try await client.get("/nothing/here")
            #expect(person.status == .notFound)
            #expect(person.headers[.contentType] == "text/html; charset=utf-8")
            #expect(String(buffer: person.body).contains("<h1>Not Found</h1>"))
        }
    }

    @Test(
        "to a wrong method names the right ones",
        arguments: ["/api/v1/onboarding", "/api/v1/recommendations", "/healthz"])
    func method(_ path: String) async throws {
        try await SampleService().test { client async throws in
            let response = try await client.execute(uri: path, method: .delete) { $0 }
            #expect(response.status == .methodNotAllowed)
            #expect(try response.error().code == "method_not_allowed")
            let allowed = try #require(response.headers[.allow])
            #expect(
                allowed
                    == ["/healthz": "GET, HEAD", "/api/v1/onboarding": "GET, HEAD, POST"][
                        path, default: "POST"])
        }
    }

    @Test("counts in the metrics by route, method and status")
    func metrics() async throws {
        try await SampleService().test { client async throws in
            for _ in 0..<3 { _ = try await client.get("/healthz") }
            _ = try await client.get("/nothing/some-token/secret")
            let text = String(buffer: try await client.get("/metrics").body)
            #expect(
                text.contains(#"icebreaker_requests_total{route="/healthz",method="GET",status="200"} 3"#))
            #expect(text.contains(#"icebreaker_requests_total{route="other",method="GET",status="404"} 1"#))
            #expect(
                text.contains(#"icebreaker_request_duration_seconds_count{route="/healthz",method="GET"} 3"#))
            #expect(text.contains("\nicebreaker_model_id 1\n") && !text.contains("token"))
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                #expect(line.wholeMatch(of: /[a-z_]+(\{.*\})? [0-9.e+-]+/) != nil, "\(line)")
            }
        }
    }

    @Test("is busy when too many are being made")
    func busy() async throws {
        try await SampleService().test {
            $0.requestLimit = 0
        } _: { client async throws in
            let response = try await client.get("/healthz")
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.retryAfter] == "1")
            #expect(try response.error().code == "busy")
        }
    }
}
