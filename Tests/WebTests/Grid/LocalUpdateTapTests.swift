import Datasets
import Elicitation
import Evaluation
import Foundation
import HummingbirdTesting
import Preference
import Storage
import Tasks
import Testing
import Web

@Suite("Recommendations from taps by the local update")
struct LocalUpdateTapTests {
    private static let path = "/api/v1/recommendations"
    /// The features of the first user of the sample dataset.
    private static let features = #"{"features":{"gender":"F","age":20,"likes":["a","c"]}}"#

    /// The body of a request after three tiles.
    private static func body(_ taps: [String], shown: [String] = ["f1", "f2", "f3"], user: Bool = true)
        -> String
    {
        #"{"shown":\#(shown),"taps":\#(taps),"recommender":"local-update","count":100,"minKnown":0"#
            + (user ? #","user":\#(features)}"# : "}")
    }

    /// What a request recommends, by position.
    private static func items(_ object: [String: Any], _ dataset: Dataset) throws -> [Int] {
        try #require(object["recommendations"] as? [[String: Any]]).map {
            let id = try #require($0["id"] as? String)
            return try #require(dataset.items.position(of: ExternalID(id)))
        }
    }

    @Test(
        "are those of compare's recommender for the same tiles, and of the same update in double precision",
        arguments: [Feedback.explicit, .implicit], [[], ["f2"], ["f3", "f1"]])
    func compared(_ feedback: Feedback, taps: [String]) async throws {
        let service = try SampleService(feedback: feedback)
        let dataset = service.dataset
        let model = try service.changing { try $0.trainedModel(dataset: dataset) }
        let update = model.options.localUpdate
        func positions(_ ids: [String]) -> [Int32] {
            ids.compactMap { dataset.items.position(of: ExternalID($0)).map { Int32($0) } }
        }
        let (tiles, tapped) = (positions(["f1", "f2", "f3"]), positions(taps))
        let scores = LocalUpdateGridRecommender(
            model.estimator, inputs: model.inputs, update: update, scale: dataset.scale,
            itemCount: dataset.items.count
        ).prepared(for: tiles).scores(user: 0, taps: tapped)
        let targets: (tapped: Double, untapped: Double) = feedback == .implicit ? (1, 0) : (5, 1)
        let task = UserTask(
            user: 0, items: tiles + (0..<dataset.items.count).map { Int32($0) },
            ratings: tiles.map { tapped.contains($0) ? targets.tapped : targets.untapped }
                + dataset.items.ids.map { _ in 0 }, supportCount: tiles.count)
        let steps = model.estimator.converted(to: Double.self)
            .estimates([task], inputs: model.inputs, update: update, threads: 1)[0]
        let exact = try (before: #require(steps.first), after: #require(steps.last))
        try await service.test { client async throws in
            let object = try await client.post(Self.path, Self.body(taps)).object
            #expect(object["recommender"] as? String == "local-update" && object["model"] as? Int == 1)
            let order = try Self.items(object, dataset)
            #expect(Set(order) == Set(dataset.items.ids.indices).subtracting(tiles.map { Int($0) }))
            let ranked = order.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
            // What differs by rounding alone may stand either way.
            #expect(zip(order, ranked).allSatisfy { abs(scores[$0] - scores[$1]) < 1e-5 })
            let items = try #require(object["recommendations"] as? [[String: Any]])
            for (item, place) in zip(items, order) {
                let score = try #require(item["score"] as? Double)
                let before = try #require(item["scoreBefore"] as? Double)
                #expect(abs(score - Self.served(exact.after[place], feedback)) < 1e-5)
                #expect(abs(before - Self.served(exact.before[place], feedback)) < 1e-5)
            }
        }
    }

    /// What the service says of ŷ.
    private static func served(_ estimate: Double, _ feedback: Feedback) -> Double {
        feedback == .explicit ? estimate : 1 / (1 + exp(-estimate))
    }

    @Test(
        "name the taps that raised an item, the strongest first, and no tile that was passed over",
        arguments: [Feedback.explicit, .implicit])
    func reasons(_ feedback: Feedback) async throws {
        let service = try SampleService(feedback: feedback)
        let dataset = service.dataset
        let entry = try #require(service.services.served.models.current)
        @Sendable func position(_ id: String) throws -> Int {
            try #require(dataset.items.position(of: ExternalID(id)))
        }
        let taps = try ["f2", "f3"].map(position)
        let answers = entry.tapTargets.ratings(shown: try ["f1", "f2", "f3"].map(position), taps: taps)
        // Every effect, among them those of the tile that was not tapped.
        let all = entry.recommender.recommendations(
            to: try NewUser([:], of: dataset), ratings: answers, count: 100)
        try await service.test { client async throws in
            let object = try await client.post(Self.path, Self.body(["f2", "f3"], user: false)).object
            let items = try #require(object["recommendations"] as? [[String: Any]])
            #expect(items.count == 27)
            var named = 0
            for (item, expected) in zip(items, all) {
                let reason = try #require(item["reason"] as? [String: Any])
                let given = try #require(reason["taps"] as? [[String: Any]]).map {
                    RatingEffect(
                        item: try position(try #require($0["item"] as? String)),
                        effect: try #require($0["effect"] as? Double))
                }
                let wanted = expected.reasons.filter { taps.contains($0.item) && $0.effect > 0 }
                #expect(given.map(\.item) == wanted.map(\.item))
                #expect(zip(given, wanted).allSatisfy { abs($0.effect - $1.effect) < 1e-12 })
                let text = try #require(reason["text"] as? String)
                named += given.isEmpty ? 0 : 1
                #expect(
                    given.isEmpty
                        ? text
                            == "None of your taps raised this; it is what the model expects of a user like you."
                        : text.hasPrefix("Because you tapped Film ") && text.hasSuffix("."))
                #expect(text.contains(" and ") == (given.count == 2))
            }
            #expect(named > 0)
        }
    }

    @Test(
        "say what a tap means to a model of ratings, and that shown was not sent",
        arguments: [
            (Feedback.explicit, ["taps_only", "taps_as_ratings"]), (.implicit, ["taps_only"]),
        ])
    func notes(_ feedback: Feedback, _ codes: [String]) async throws {
        try await SampleService(feedback: feedback).test { client async throws in
            let body = #"{"taps":["f1"],"recommender":"local-update"}"#
            let notes = try #require(
                try await client.post(Self.path, body).object["notes"] as? [[String: Any]])
            #expect(notes.compactMap { $0["code"] as? String } == codes)
            if feedback == .explicit {
                #expect(
                    notes.last?["message"] as? String
                        == "The model learned ratings and not who takes what, so a tap counts as a rating of 5 and a "
                        + "tile without one as 1; the recommender linear knows who takes what.")
                #expect(notes.last?["field"] as? String == "recommender")
            }
        }
    }

    @Test("count a title that was found elsewhere as a tile of its own that was tapped")
    func elsewhere() async throws {
        let service = try SampleService(feedback: .implicit)
        try await service.test { client async throws in
            let outside = try await client.post(Self.path, Self.body(["f9"], shown: ["f1", "f2"]))
            let inside = try await client.post(Self.path, Self.body(["f9"], shown: ["f1", "f2", "f9"]))
            #expect(outside.status == .ok && outside.body == inside.body)
            let tapped = try #require(service.dataset.items.position(of: "f9"))
            let items = try Self.items(outside.object, service.dataset)
            #expect(!items.contains(tapped))
        }
    }

    @Test("need no counts, are the same bytes each time, and leave linear the standard")
    func repeatable() async throws {
        let cold = try SampleService(feedback: .implicit)
        try await cold.test { client async throws in
            let first = try await client.post(Self.path, Self.body(["f2"]))
            #expect(first.status == .ok)
            _ = try await client.post(Self.path, Self.body(["f3"]))
            #expect(try await client.post(Self.path, Self.body(["f2"])).body == first.body)
            let linear = #"{"shown":["f1"],"taps":["f1"],"recommender":"linear"}"#
            #expect(try await client.post(Self.path, linear).error().code == "not_ready")
            cold.watch().look()
            let named = try await client.post(Self.path, linear)
            let plain = try await client.post(Self.path, #"{"shown":["f1"],"taps":["f1"]}"#)
            #expect(named.status == .ok && named.body == plain.body)
            let object = try plain.object
            #expect(object["recommender"] as? String == "linear" && object["model"] is NSNull)
        }
    }

    @Test(
        "are refused for what is wrong, in one sentence",
        arguments: [
            (#"{"taps":[],"recommender":"popularity"}"#, "recommender must be linear or local-update."),
            (#"{"taps":[],"recommender":"Linear"}"#, "recommender must be linear or local-update."),
            (#"{"taps":[],"recommender":""}"#, "recommender must be linear or local-update."),
            (#"{"taps":[],"recommender":1}"#, "recommender must be a string."),
            (#"{"taps":[],"recommender":null}"#, "recommender must not be null."),
            (
                #"{"ratings":[],"recommender":"local-update"}"#,
                "recommender goes with shown and taps; from ratings the model recommends, so leave it out."
            ),
        ])
    func refused(_ body: String, _ message: String) async throws {
        try await SampleService().test { client async throws in
            let response = try await client.post(Self.path, body)
            let error = try response.error()
            #expect(
                response.status == .badRequest && error.code == "invalid" && error.field == "recommender")
            #expect(error.message == message)
        }
    }

    @Test("are refused for a feature far outside of what the model learned from, as from ratings")
    func features() async throws {
        try await SampleService().test { client async throws in
            let body = #"{"taps":["f1"],"recommender":"local-update","user":{"features":{"age":1985}}}"#
            let response = try await client.post(Self.path, body)
            #expect(response.status == .unprocessableContent)
            #expect(try response.error().field == "user.features.age")
        }
    }
}
