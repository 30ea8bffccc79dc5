import Foundation
import HummingbirdTesting
import TestSupport
import Testing
import Web

@Suite("The description of the API")
struct OpenAPITests {
    @Test("is the same as docs/openapi.json, byte for byte")
    func file() async throws {
        let file = try String(
            contentsOf: ReferenceData.packageRoot.appending(path: "docs/openapi.json"), encoding: .utf8)
        try await SampleService().test { client async throws in
            let response = try await client.get("/api/v1/openapi.json")
            #expect(String(buffer: response.body) == file)
            #expect(response.headers[.contentType] == "application/json")
        }
    }

    @Test("has every path of the API and no other")
    func paths() async throws {
        let service = try SampleService()
        try await service.test { client async throws in
            let object = try await client.get("/api/v1/openapi.json").object
            let paths = try #require(object["paths"] as? [String: [String: Any]])
            let described = paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" }
            }
            let routes = WebServer(service.services).routes.filter {
                $0.contains(" /api") || $0.hasSuffix(" /healthz") || $0.hasSuffix(" /metrics")
            }
            #expect(Set(described) == Set(routes) && !routes.isEmpty)
        }
    }

    @Test("describes each error of the API")
    func errors() async throws {
        try await SampleService().test { client async throws in
            let object = try await client.get("/api/v1/openapi.json").object
            let paths = try #require(object["paths"] as? [String: [String: [String: Any]]])
            for method in ["get", "post"] {
                let responses = paths["/api/v1/onboarding"]?[method]?["responses"] as? [String: Any]
                #expect(
                    Set((responses ?? [:]).keys).isSuperset(of: [
                        "200", "400", "401", "413", "415", "429", "500", "503",
                    ]))
            }
        }
    }
}
