import Foundation
import HummingbirdTesting
import Testing

@Suite("Recommendations over HTTP")
struct RecommendationTests {
    private let path = "/api/v1/recommendations"

    @Test("name the model, the items best first and what moved them, without the rated ones")
    func answer() async throws {
        let service = try SampleService()
        try await service.test { client async throws in
            let body = #"""
                {"user":{"features":{"gender":"F","age":31.5,"likes":["a","c"]}},
                 "ratings":[{"item":1193,"rating":5},{"item":"f4","rating":1}],"count":7}
                """#
            let response = try await client.post(path, body)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "application/json")
            let object = try response.object
            #expect(object["model"] as? Int == 1)
            let items = try #require(object["recommendations"] as? [[String: Any]])
            #expect(items.count == 7)
            let ids = items.compactMap { $0["id"] as? String }
            #expect(!ids.contains("1193") && !ids.contains("f4") && Set(ids).count == 7)
            let estimates = items.compactMap { $0["estimate"] as? Double }
            #expect(estimates == estimates.sorted(by: >))
            for item in items {
                #expect(
                    item["estimateBefore"] is Double && item["genres"] is [String] && item["title"] is String)
                let reason = try #require(item["reason"] as? [String: Any])
                let ratings = try #require(reason["ratings"] as? [[String: Any]])
                #expect(
                    ratings.allSatisfy {
                        ["1193", "f4"].contains($0["item"] as? String) && $0["effect"] is Double
                    })
                #expect((reason["text"] as? String)?.hasSuffix(".") == true)
            }
        }
    }

    @Test("are those of the recommender, to six decimals")
    func same() async throws {
        let service = try SampleService()
        try await service.test { client async throws in
            let response = try await client.post(path, #"{"ratings":[{"item":"f4","rating":2.5}]}"#)
            let object = try response.object
            let items = try #require(object["recommendations"] as? [[String: Any]])
            let place = try #require(service.dataset.items.position(of: "f4"))
            let expected = try #require(service.services.served.models.current).recommender.recommendations(
                to: try .init([:], of: service.dataset), ratings: [.init(item: place, rating: 2.5)], count: 20
            )
            #expect(
                items.map { $0["id"] as? String }
                    == expected.map { service.dataset.items.ids[$0.item].description })
            // The digits that are written are the fewest that read as the rounded number.
            let written = String(buffer: response.body)
            for estimate in expected.map(\.estimate) {
                #expect(written.contains("\"estimate\":\((estimate * 1_000_000).rounded() / 1_000_000),"))
            }
            for (item, wanted) in zip(items, expected) {
                #expect(abs((item["estimate"] as? Double ?? .nan) - wanted.estimate) < 1e-6)
                #expect(abs((item["estimateBefore"] as? Double ?? .nan) - wanted.estimateBefore) < 1e-6)
            }
        }
    }

    @Test("leave out what fewer users rated than asked for", arguments: [0, 1, 20, 1_000])
    func known(least: Int) async throws {
        let service = try SampleService()
        try await service.test { client async throws in
            let object = try await client.post(path, #"{"ratings":[],"count":30,"minKnown":\#(least)}"#)
                .object
            let items = try #require(object["recommendations"] as? [[String: Any]])
            let ratings = service.dataset.interactions.items.reduce(into: [:]) {
                $0[Int($1), default: 0] += 1
            }
            let expected = service.dataset.items.ids.indices.filter { ratings[$0, default: 0] >= least }
            #expect(
                Set(items.compactMap { $0["id"] as? String })
                    == Set(expected.map { service.dataset.items.ids[$0].description }))
        }
    }

    @Test(
        "take a number a little outside of what the model learned as the nearer end, and say so",
        arguments: [60, 98, 19, -19])
    func clipped(age: Int) async throws {
        try await SampleService().test { client async throws in
            func answer(_ age: Int) async throws -> [String: Any] {
                try await client.post(path, #"{"ratings":[],"user":{"features":{"age":\#(age)}},"count":3}"#)
                    .object
            }
            let (given, end) = (try await answer(age), try await answer(age < 20 ? 20 : 59))
            let notes = try #require(given["notes"] as? [[String: String]])
            #expect(
                notes.map { $0["code"] } == ["clipped_feature"]
                    && notes.first?["field"] == "user.features.age")
            #expect(
                notes.first?["message"]
                    == "user.features.age: \(age) is outside of 20 to 59, which the model learned from; "
                    + "it counts as \(age < 20 ? 20 : 59).")
            #expect((end["notes"] as? [Any])?.isEmpty == true)
            #expect((given["recommendations"] as? NSArray) == (end["recommendations"] as? NSArray))
        }
    }

    @Test(
        "refuse a number far outside of what the model learned, and name the range",
        arguments: ["99", "-20", "19900101", "1e308", "\"-1e300\""])
    func implausible(age: String) async throws {
        try await SampleService().test { client async throws in
            let response = try await client.post(path, #"{"ratings":[],"user":{"features":{"age":\#(age)}}}"#)
            #expect(response.status == .unprocessableContent)
            let error = try response.error()
            #expect(error.code == "implausible_feature" && error.field == "user.features.age")
            #expect(error.message.contains("is far outside of 20 to 59, which the model learned from"))
        }
    }

    @Test("say why there are fewer items than asked for, and how to get more")
    func shortfall() async throws {
        try await SampleService().test { client async throws in
            func notes(_ body: String) async throws -> (
                items: Int, code: String?, message: String?, field: String?
            ) {
                let object = try await client.post(path, body).object
                let notes = try #require(object["notes"] as? [[String: String]])
                #expect(notes.count <= 1)
                let items = try #require(object["recommendations"] as? [Any])
                return (items.count, notes.first?["code"], notes.first?["message"], notes.first?["field"])
            }
            let everything =
                (1...29).map { #"{"item":"f\#($0)","rating":3}"# }.joined(separator: ",")
                + #",{"item":1193,"rating":3}"#
            let rated = try await notes("{\"ratings\":[\(everything)]}")
            #expect(
                rated == (
                    0, "nothing_left",
                    "Nothing is left to recommend: the dataset has 30 items, of which the user rated 30.", nil
                ))
            let unknown = try await notes(#"{"ratings":[{"item":"f1","rating":3}],"minKnown":1000}"#)
            #expect(
                unknown == (
                    0, "nothing_left",
                    "Nothing is left to recommend: the dataset has 30 items, of which the user rated 1 and fewer than 1000 users "
                        + "rated 29 others; with minKnown 24 or less there are more.", "minKnown"
                ))
            #expect(try await notes(#"{"ratings":[],"minKnown":24,"count":1}"#) == (1, nil, nil, nil))
            let standard = try await client.post(path, #"{"ratings":[]}"#).object
            #expect(standard["minKnown"] as? Int == 10)
            // More than there are: the floor gives way, so that nothing is left out for it.
            #expect(
                try await client.post(path, #"{"ratings":[],"count":31}"#).object["minKnown"] as? Int == 0)
            let few = try await notes(#"{"ratings":[],"count":100,"minKnown":0}"#)
            #expect(
                few == (
                    30, "fewer_items", "There are 30 of the 100 items asked for: the dataset has 30 items.",
                    nil
                ))
        }
    }

    @Test("have without ratings a score of 0 to 1 that orders the items, and speak of answers")
    func taken() async throws {
        let service = try SampleService(feedback: .implicit)
        try await service.test { client async throws in
            let body = #"{"ratings":[{"item":"f1","taken":true},{"item":"f2","taken":false}],"count":9}"#
            let response = try await client.post(path, body)
            let items = try #require(try response.object["recommendations"] as? [[String: Any]])
            let scores = items.compactMap { $0["score"] as? Double }
            #expect(
                scores.count == 9 && scores == scores.sorted(by: >)
                    && scores.allSatisfy { (0...1).contains($0) })
            let expected = try #require(service.services.served.models.current).recommender.recommendations(
                to: try .init([:], of: service.dataset),
                ratings: try [("f1", 1.0), ("f2", 0)].map {
                    .init(item: try #require(service.dataset.items.position(of: .init($0.0))), rating: $0.1)
                }, count: 9)
            #expect(
                items.map { $0["id"] as? String }
                    == expected.map { service.dataset.items.ids[$0.item].description })
            for (score, item) in zip(scores, expected) {
                #expect(abs(score - 1 / (1 + exp(-item.estimate))) < 1e-6)
            }
            let text = String(buffer: response.body).lowercased()
            #expect(!text.contains("rating") && !text.contains("estimate"), "\(text)")
            let none = try await client.post(
                path, #"{"ratings":[{"item":"f1","taken":true}],"minKnown":1000}"#)
            #expect(
                String(buffer: none.body).contains(
                    "the user answered about 1 and fewer than 1000 users know 29 others"))
            #expect(text.contains(#""taken":true"#) || text.contains(#""taken":false"#))
            let old = #"{"ratings":[{"item":"f1","rating":1},{"item":"f2","rating":0}],"count":9}"#
            #expect(try await client.post(path, old).body == response.body, "1 and 0 mean the same")
            let between = try await client.post(path, #"{"ratings":[{"item":"f1","rating":0.5}]}"#)
            #expect(
                try between.error().code == "off_scale"
                    && between.error().message.contains("send taken, true or false"))
            let list = "/api/v1/onboarding?answers=f1:taken,f2:not-taken,f3:unknown"
            #expect(try await client.get(list).status == .serviceUnavailable, "only the list is missing")
        }
    }

    @Test("escape what titles hold")
    func titles() async throws {
        let service = try SampleService()
        try await service.test { client async throws in
            let items =
                try await client.post(path, #"{"ratings":[],"count":30}"#).object["recommendations"]
                as? [[String: Any]]
            #expect(items?.count == 30)
            #expect(items?.contains { $0["title"] as? String == SampleService.hostile } == true)
        }
    }

    static let faults: [(body: String, code: String, field: String?)] = [
        ("", "not_json", nil), ("{", "not_json", nil), ("[]", "invalid", nil), ("null", "invalid", nil),
        ("{}", "invalid", "ratings"),
        (#"{"ratings":[{"item":"x","rating":1}]}"#, "unknown_item", "ratings[0].item"),
        (#"{"ratings":[{"item":"f1","rating":1},{"item":"f1","rating":2}]}"#, "duplicate", "ratings[1].item"),
        (
            #"{"ratings":[{"item":"1193","rating":1},{"item":1193,"rating":2}]}"#, "duplicate",
            "ratings[1].item"
        ),
        (#"{"ratings":[{"item":"f1","rating":5.01}]}"#, "off_scale", "ratings[0].rating"),
        (#"{"ratings":[{"item":"f1","rating":0}]}"#, "off_scale", "ratings[0].rating"),
        (#"{"ratings":[{"item":"f1","rating":null}]}"#, "invalid", "ratings[0].rating"),
        (#"{"ratings":[{"item":"f1","rating":"3"}]}"#, "invalid", "ratings[0].rating"),
        (#"{"ratings":[{"item":"f1"}]}"#, "invalid", "ratings[0].rating"),
        (#"{"ratings":[{"item":null,"rating":3}]}"#, "invalid", "ratings[0].item"),
        (#"{"ratings":[{"item":1.5,"rating":3}]}"#, "invalid", "ratings[0].item"),
        (#"{"ratings":[{"item":"f1","taken":true}]}"#, "off_scale", "ratings[0].taken"),
        (#"{"ratings":[{"item":"f1","taken":null}]}"#, "invalid", "ratings[0].taken"),
        (#"{"ratings":[{"item":"f1","taken":1}]}"#, "invalid", "ratings[0].taken"),
        (#"{"ratings":[{"item":"f1","rating":3,"taken":true}]}"#, "invalid", "ratings[0].taken"),
        (#"{"ratings":[{"item":"f1","rating":3,"x":1}]}"#, "unknown_field", "ratings[0].x"),
        (#"{"ratings":[{"item":"f1","rating":1e400}]}"#, "not_json", nil),
        (#"{"ratings":[{"item":"f1","rating":NaN}]}"#, "not_json", nil),
        (#"{"ratings":[],"count":0}"#, "invalid", "count"),
        (#"{"ratings":[],"count":101}"#, "invalid", "count"),
        (#"{"ratings":[],"count":"5"}"#, "invalid", "count"),
        (#"{"ratings":[],"more":1}"#, "unknown_field", "more"),
        (#"{"ratings":[],"user":{"features":{"height":1}}}"#, "invalid_feature", "user.features.height"),
        (#"{"ratings":[],"user":{"features":{"gender":"X"}}}"#, "invalid_feature", "user.features.gender"),
        (
            #"{"ratings":[],"user":{"features":{"gender":["F","M"]}}}"#, "invalid_feature",
            "user.features.gender"
        ),
        (#"{"ratings":[],"user":{"features":{"age":"old"}}}"#, "invalid_feature", "user.features.age"),
        (#"{"ratings":[],"user":{"features":{"age":"1e999"}}}"#, "invalid_feature", "user.features.age"),
        (#"{"ratings":[],"user":{"features":{"age":"NaN"}}}"#, "invalid_feature", "user.features.age"),
        (#"{"ratings":[],"user":{"features":{"age":"-inf"}}}"#, "invalid_feature", "user.features.age"),
        (#"{"ratings":[],"user":{"features":{"age":""}}}"#, "invalid_feature", "user.features.age"),
        (#"{"ratings":[],"user":{"features":{"age":[20,30]}}}"#, "invalid", "user.features.age"),
        (#"{"ratings":[],"user":{"features":{"age":["20","30"]}}}"#, "invalid_feature", "user.features.age"),
        (#"{"ratings":[],"user":{"features":{"age":{}}}}"#, "invalid", "user.features.age"),
        (#"{"ratings":[],"user":{"features":{"age":1e400}}}"#, "invalid", "user.features.age"),
        (#"{"ratings":[],"user":{"features":[]}}"#, "invalid", "user.features"),
        (#"{"ratings":[],"user":{"features":{"gender":true}}}"#, "invalid", "user.features.gender"),
        (#"{"ratings":[],"user":{"name":"x"}}"#, "unknown_field", "user.name"),
    ]

    @Test("refuse what is nested too deep", arguments: ["[", #"{"a":"#, #"{"ratings":["#], [10_000, 50_000])
    func nested(opening: String, depth: Int) async throws {
        // A body of at most 64 kB, which the server accepts.
        let body = String(String(repeating: opening, count: depth).prefix(60_000))
        try await SampleService().test { client async throws in
            let response = try await client.post(path, body)
            #expect(response.status == .badRequest)
            #expect(try response.error().code == "not_json")
        }
    }

    @Test("refuse what is wrong and name the field", arguments: faults)
    func fault(_ fault: (body: String, code: String, field: String?)) async throws {
        try await SampleService().test { client async throws in
            let response = try await client.post(path, fault.body)
            #expect(response.status == .badRequest)
            let error = try response.error()
            #expect(error.code == fault.code, "\(error)")
            #expect(error.field == fault.field, "\(error)")
        }
    }

    @Test("refuse more than 200 ratings")
    func many() async throws {
        try await SampleService().test { client async throws in
            let ratings = Array(repeating: #"{"item":"f1","rating":3}"#, count: 201).joined(separator: ",")
            let error = try await client.post(path, "{\"ratings\":[\(ratings)]}").error()
            #expect(error.code == "too_many" && error.field == "ratings")
        }
    }

    @Test("refuse another content type", arguments: [nil, "text/plain", "application/x-www-form-urlencoded"])
    func type(_ type: String?) async throws {
        try await SampleService().test { client async throws in
            let response = try await client.post(path, #"{"ratings":[]}"#, type: type)
            #expect(response.status == .unsupportedMediaType)
            #expect(try response.error().code == "media_type")
        }
    }

    @Test("refuse bytes that are not UTF-8")
    func bytes() async throws {
        try await SampleService().test { client async throws in
            let body = Data(#"{"ratings":[{"item":""#.utf8) + [0xFF, 0xFE] + Data(#"","rating":3}]}"#.utf8)
            let response = try await client.execute(
                uri: path, method: .post, headers: [.contentType: "application/json"],
                body: .init(bytes: body)
            ) { $0 }
            #expect(response.status == .badRequest)
            _ = try response.error()
        }
    }
}
