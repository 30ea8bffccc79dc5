import Foundation
import HummingbirdTesting
import Storage
import Testing
import Web

@Suite("The watch on the workspace")
struct WorkspaceWatchTests {
    @Test("takes a new model, list and key while the server runs")
    func news() async throws {
        let service = try SampleService()
        let (services, watch) = (service.services, service.watch())
        watch.look()
        #expect(services.models.current?.id == 1 && services.onboarding.list == nil && services.keys.isEmpty)
        try service.changing { workspace in
            try SampleService.addModel(to: workspace, service.dataset, seed: 2)
            try SampleService.addList(to: workspace, service.dataset)
        }
        _ = try services.store.access.addKey(name: "shop", hash: APIKey.hash("x"))
        watch.look()
        #expect(services.models.current?.id == 2 && services.onboarding.list?.id == 1 && !services.keys.isEmpty)
        try await service.test { client async throws in
            let object = try await client.post("/api/v1/recommendations", #"{"ratings":[]}"#).object
            #expect(object["model"] as? Int == 2)
        }
        #expect(try services.models.entry(1)?.id == 1)
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
        #expect(service.services.models.current?.id == 1 && service.services.onboarding.list?.id == 1)
        #expect(try service.services.models.entry(2)?.id == 2)
        #expect(try service.services.models.entry(3) == nil)
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
}
