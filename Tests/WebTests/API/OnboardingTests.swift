import Foundation
import HummingbirdTesting
import Testing

@Suite("Onboarding over HTTP")
struct OnboardingTests {
    private let path = "/api/v1/onboarding"

    private func service(list: Bool = true) throws -> SampleService {
        let service = try SampleService()
        if list { _ = try service.changing { try SampleService.addList(to: $0, service.dataset) } }
        service.watch().look()
        return service
    }

    @Test("gives the list with ranks, words and reasons", arguments: [nil, 2, 200])
    func list(_ count: Int?) async throws {
        let service = try service()
        try await service.test { client async throws in
            let object = try await client.get(path + (count.map { "?count=\($0)" } ?? "")).object
            #expect(
                object["strategy"] as? String == "list" && object["model"] as? Int == 1
                    && object["list"] as? Int == 1)
            #expect(object["name"] as? String == "launch" && object["version"] as? Int == 1)
            let items = try #require(object["items"] as? [[String: Any]])
            #expect(items.count == min(count ?? 3, 3))
            #expect(items.map { $0["rank"] as? Int } == Array(1...items.count))
            #expect(items[0]["id"] as? String == "f1" && items[0]["why"] as? String == "why f1")
            #expect(items[0]["title"] is String && items[0]["knownShare"] as? Double == 0.25)
        }
    }

    @Test("asks in an interview what follows from the answers, the same by address and by body")
    func interview() async throws {
        let service = try service()
        try await service.test { client async throws in
            let first = try await client.get(path + "?strategy=adaptive").object
            #expect(
                first["asked"] as? Int == 0 && first["count"] as? Int == 20 && first["done"] as? Bool == false
            )
            let question = try #require(first["next"] as? [String: Any])
            let id = try #require(question["id"] as? String)
            #expect((0...1).contains(question["knowProbability"] as? Double ?? -1))
            #expect((question["expectedGain"] as? Double ?? -1) > 0)
            let byAddress = try await client.get(
                path + "?strategy=adaptive&answers=\(id):4,1193:unknown&count=5")
            let byBody = try await client.post(
                path,
                #"{"strategy":"adaptive","count":5,"answers":[{"item":"\#(id)","rating":4},{"item":1193,"rating":null}]}"#
            )
            #expect(byAddress.status == .ok && byAddress.body == byBody.body)
            let next = try #require(try byBody.object["next"] as? [String: Any])
            #expect(![id, "1193"].contains(next["id"] as? String))
            #expect(try byBody.object["asked"] as? Int == 2)
        }
    }

    @Test("gives the list where there are no ratings, and refuses interviews in one sentence")
    func implicit() async throws {
        let service = try SampleService(feedback: .implicit)
        _ = try service.changing { try SampleService.addList(to: $0, service.dataset) }
        service.watch().look()
        try await service.test { client async throws in
            #expect(try await client.get(path).object["strategy"] as? String == "list")
            let refused = try await client.get(path + "?strategy=adaptive")
            #expect(refused.status == .badRequest)
            #expect(
                String(buffer: refused.body).contains("no_ratings")
                    && String(buffer: refused.body).contains("ask for the strategy list"))
            let recommendations = "/api/v1/recommendations"
            let taken = try await client.post(
                recommendations, #"{"ratings":[{"item":"f1","rating":1},{"item":"f2","rating":0}]}"#)
            #expect(taken.status == .ok)
            let rated = try await client.post(recommendations, #"{"ratings":[{"item":"f1","rating":4}]}"#)
            #expect(
                rated.status == .badRequest
                    && String(buffer: rated.body).contains("send taken, true or false"))
        }
    }

    @Test("is done after as many questions as were wanted, and when nothing is left to ask")
    func done() async throws {
        let service = try service()
        try await service.test { client async throws in
            let enough = try await client.get(path + "?strategy=adaptive&answers=f1:4,f2:5&count=2").object
            #expect(enough["done"] as? Bool == true && enough["next"] is NSNull)
            let all = service.dataset.items.ids.map { "\($0):3" }.joined(separator: ",")
            let nothing = try await client.get(path + "?strategy=adaptive&count=200&answers=\(all)").object
            #expect(nothing["done"] as? Bool == true && nothing["next"] is NSNull)
        }
    }

    @Test("says when there is no list, or no interview yet")
    func missing() async throws {
        let service = try SampleService()
        try await service.test { client async throws in
            for (query, code) in [("", "no_list"), ("?strategy=adaptive", "not_ready")] {
                let response = try await client.get(path + query)
                #expect(response.status == .serviceUnavailable)
                #expect(response.headers[.retryAfter] != nil)
                #expect(try response.error().code == code)
            }
        }
    }

    @Test(
        "refuses what is wrong and names the field",
        arguments: [
            ("?strategy=best", "strategy"), ("?count=0", "count"), ("?count=201", "count"),
            ("?count=x", "count"),
            ("?answers=f1", "answers[0]"), ("?answers=f1:4,", "answers[1]"), ("?answers=:4", "answers[0]"),
            ("?answers=f1:nan", "answers[0]"), ("?answers=f1:1e999", "answers[0]"),
            ("?answers=f1:6", "answers[0].rating"),
            ("?answers=nothing:4", "answers[0].item"), ("?answers=f1:4,f1:4", "answers[1].item"),
            ("?answers=%27%20OR%201=1--:4", "answers[0].item"),
        ])
    func fault(_ query: String, field: String) async throws {
        let service = try service()
        try await service.test { client async throws in
            let response = try await client.get(path + query)
            #expect(response.status == .badRequest)
            #expect(try response.error().field == field)
        }
    }
}
