import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Web

@Suite("The watch on the workspace")
struct WorkspaceWatchTests {
    @Test("takes a new model, list and key while the server runs")
    func news() async throws {
        let service = try SampleService()
        let (services, watch) = (service.services, service.watch())
        watch.look()
        #expect(
            services.served.models.current?.id == 1 && services.served.onboarding.list == nil
                && services.keys.isEmpty)
        try service.changing { workspace in
            try SampleService.addModel(to: workspace, service.dataset, seed: 2)
            try SampleService.addList(to: workspace, service.dataset)
        }
        _ = try services.store.access.addKey(name: "shop", hash: APIKey.hash("x"))
        watch.look()
        #expect(
            services.served.models.current?.id == 2 && services.served.onboarding.list?.id == 1
                && !services.keys.isEmpty)
        try await service.test { client async throws in
            let object = try await client.post("/api/v1/recommendations", #"{"ratings":[]}"#).object
            #expect(object["model"] as? Int == 2)
        }
        #expect(try services.served.models.entry(1)?.id == 1)
    }

    @Test("keeps to the model and the list that were named")
    func pins() throws {
        let service = try SampleService()
        _ = try service.changing { try SampleService.addList(to: $0, service.dataset) }
        let watch = service.watch(.init(model: .id(1), list: .id(1)))
        watch.look()
        try service.changing { workspace in
            try SampleService.addModel(to: workspace, service.dataset, seed: 2)
            try SampleService.addList(to: workspace, service.dataset)
        }
        watch.look()
        #expect(
            service.services.served.models.current?.id == 1
                && service.services.served.onboarding.list?.id == 1)
        #expect(try service.services.served.models.entry(2)?.id == 2)
        #expect(try service.services.served.models.entry(3) == nil)
    }

    @Test("says that the server is not well when the workspace cannot be read, and serves on")
    func unreadable() async throws {
        let service = try SampleService()
        let watch = service.watch()
        watch.look()
        try await service.test { client async throws in
            #expect(try await client.get("/healthz").object["status"] as? String == "ok")
            try FileManager.default.moveItem(atPath: service.path, toPath: service.path + ".away")
            watch.look()
            let response = try await client.get("/healthz")
            #expect(response.status == .serviceUnavailable)
            #expect(!String(buffer: response.body).contains(service.path))
            #expect(try await client.post("/api/v1/recommendations", #"{"ratings":[]}"#).status == .ok)
            try FileManager.default.moveItem(atPath: service.path + ".away", toPath: service.path)
            watch.look()
            #expect(try await client.get("/healthz").status == .ok)
        }
    }

    @Test("serves a dataset that has grown without a new start, and a key that was revoked no more")
    func grown() async throws {
        let service = try SampleService()
        let (services, watch) = (service.services, service.watch())
        let access = services.store.access
        _ = try access.addKey(name: "old", hash: APIKey.hash("old"))
        watch.look()
        let old = try service.grow()
        _ = try access.revokeKey("old")
        _ = try access.addKey(name: "new", hash: APIKey.hash("new"))
        try await service.test {
            $0.isOpen = false
        } _: { client async throws in
            func ask(_ key: String, _ item: String) async throws -> TestResponse {
                try await client.post(
                    "/api/v1/recommendations", #"{"ratings":[{"item":"\#(item)","rating":5}]}"#,
                    headers: [.authorization: "Bearer \(key)"])
            }
            #expect(try await ask("old", "f1").status == .ok)
            #expect(try await ask("old", "new-film").error().code == "unknown_item")
            watch.look()
            #expect(try await ask("old", "f1").status == .unauthorized)
            #expect(try await ask("new", "new-film").status == .ok)
            #expect(try await client.get("/healthz").object["status"] as? String == "ok")
        }
        #expect(services.served.dataset.items.count == old.items.count + 1)
        #expect(services.served.models.current?.id == 1)
    }

    @Test(
        "refuses a revoked key also where the dataset was replaced, and recommends once the new one has a model"
    )
    func replaced() async throws {
        let service = try SampleService()
        let (services, watch) = (service.services, service.watch())
        _ = try services.store.access.addKey(name: "old", hash: APIKey.hash("old"))
        watch.look()
        let other = service.larger(than: service.dataset)
        _ = try service.changing { try $0.store(other, contentHash: other.contentHash, replace: true) }
        _ = try services.store.access.revokeKey("old")
        watch.look()
        #expect(services.keys.isEmpty)
        try await service.test { client async throws in
            #expect(services.served.dataset.items.count == other.items.count)
            let refused = try await client.post("/api/v1/recommendations", #"{"ratings":[]}"#)
            #expect(try refused.status == .serviceUnavailable && refused.error().code == "no_model")
            _ = try service.changing { try SampleService.addModel(to: $0, other, seed: 3) }
            watch.look()
            #expect(try await client.get("/healthz").object["status"] as? String == "ok")
            let body = #"{"ratings":[{"item":"new-film","rating":5}]}"#
            #expect(try await client.post("/api/v1/recommendations", body).object["model"] as? Int == 2)
        }
    }

    @Test("looks at the keys for a connection that is kept open, too")
    func keptOpen() async throws {
        let service = try SampleService()
        let (services, watch) = (service.services, service.watch())
        _ = try services.store.access.addKey(name: "shop", hash: APIKey.hash("secret"))
        watch.look()
        try await service.test(isLive: true) {
            $0.isOpen = false
        } _: { client async throws in
            let fields: HTTPFields = [.authorization: "Bearer secret"]
            for _ in 0..<2 {
                #expect(try await client.get("/api/v1/onboarding", headers: fields).status != .unauthorized)
            }
            _ = try services.store.access.revokeKey("shop")
            watch.look()
            #expect(try await client.get("/api/v1/onboarding", headers: fields).status == .unauthorized)
        }
    }

    @Test(
        "says that the server has to start again when another file is under the path, and touches that no more"
    )
    func otherFile() async throws {
        let service = try SampleService()
        let watch = service.watch()
        watch.look()
        let copy = service.path + ".copy"
        try FileManager.default.copyItem(atPath: service.path, toPath: copy)
        try FileManager.default.removeItem(atPath: service.path)
        try FileManager.default.moveItem(atPath: copy, toPath: service.path)
        let before = try Data(contentsOf: URL(filePath: service.path))
        watch.look()
        try await service.test { client async throws in
            let health = try await client.get("/healthz")
            #expect(health.status == .serviceUnavailable)
            #expect(try health.object["status"] as? String == "restart needed")
        }
        let problem = try #require(service.services.health[.files])
        let saved = try #require(problem.firstMatch(of: /is in (.*)\.$/)).1
        #expect(FileManager.default.fileExists(atPath: String(saved)), "\(problem)")
        #expect(try Data(contentsOf: URL(filePath: service.path)) == before)
    }

    @Test("ends with its task, whatever is being read or fitted")
    func ending() async throws {
        let watch = try SampleService().watch()
        let running = Task { try await watch.run() }
        running.cancel()
        try await running.value
    }
}
