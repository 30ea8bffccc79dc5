import Datasets
import Elicitation
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

import Web

/// A service with a list of three films, ready to recommend from taps.
private func prepared(_ feedback: Feedback = .implicit, hasList: Bool = true, ridge: Double = 0.01) throws
    -> SampleService
{
    let service = try SampleService(feedback: feedback)
    let options = #"{"answers":"taps","strategy":"design","exponent":1.25,"ridge":\#(ridge),"tuned":true}"#
    if hasList {
        _ = try service.changing { try SampleService.addList(to: $0, service.dataset, optionsJSON: options) }
    }
    service.watch().look()
    return service
}

/// The ids of what is recommended with their scores.
private func scores(_ object: [String: Any]) throws -> [String] {
    try #require(object["recommendations"] as? [[String: Any]]).map {
        "\($0["id"] ?? "") \($0["score"] ?? "")"
    }
}

private func ids(_ object: [String: Any], _ name: String) throws -> [String] {
    try #require(object[name] as? [[String: Any]]).map { try #require($0["id"] as? String) }
}

@Suite("GET /api/v1/grid") struct GridRouteTests {
    @Test(
        "gives the list's tiles with titles, posters and shares", arguments: [Feedback.explicit, .implicit])
    func first(_ feedback: Feedback) async throws {
        try await prepared(feedback).test { client async throws in
            let object = try await client.get("/api/v1/grid").object
            #expect(try ids(object, "tiles") == ["f1", "f2", "f3"])
            #expect(
                object["page"] as? String == "list" && object["enough"] as? Int == 3
                    && object["done"] as? Bool == false)
            let tile = try #require((object["tiles"] as? [[String: Any]])?.first)
            #expect(tile["title"] as? String == SampleService.hostile || tile["title"] is String)
            #expect(
                tile["knownShare"] as? Double == 0.25 && tile["why"] as? String == "why f1"
                    && tile["rank"] as? Int == 1)
            #expect(try ids(try await client.get("/api/v1/grid?count=2").object, "tiles") == ["f1", "f2"])
        }
    }

    @Test(
        "gives another page after the answers, without what was shown or tapped, and another one for other taps"
    )
    func next() async throws {
        let service = try prepared()
        try await service.test { client async throws in
            var pages = Set<[String]>()
            for taps in ["", "f1", "f1,f2,f3"] {
                let object = try await client.get("/api/v1/grid?shown=f1,f2,f3&taps=\(taps)&count=5").object
                let tiles = try ids(object, "tiles")
                #expect(object["page"] as? String == "adaptive" && object["shown"] as? Int == 3)
                #expect(tiles.count == 5 && Set(tiles).isDisjoint(with: ["f1", "f2", "f3"]))
                pages.insert(tiles)
            }
            #expect(pages.count > 1)
            // Taps alone follow the first page.
            let short = try await client.get("/api/v1/grid?taps=f1&count=5").object
            #expect(short["shown"] as? Int == 3)
        }
    }

    @Test(
        "is the design of Elicitation after the same answers, with the ridge of the list",
        arguments: [0.01, 0.2])
    func design(ridge: Double) async throws {
        let service = try prepared(ridge: ridge)
        let dataset = service.dataset
        @Sendable func positions(_ ids: [String]) -> [Int] {
            ids.compactMap { dataset.items.position(of: ExternalID($0)) }
        }
        let table = TapTable(of: dataset)
        let model = TapModel(TapCounts(table, columns: Array(0..<dataset.items.count)))
        let start = GridDesign(
            model, after: positions(["f1", "f2", "f3"]), tapped: positions(["f2"]), ridge: ridge)
        try await service.test { client async throws in
            let object = try await client.get("/api/v1/grid?shown=f1,f2,f3&taps=f2&count=4").object
            let tiles = try ids(object, "tiles")
            #expect(tiles.count == 4)
            // Films that the same people took are worth the same, and rounding decides between them.
            var design = start
            for item in positions(tiles) {
                let (next, place) = (design.best(), try #require(model.place(ofItem: item)))
                let (best, gain) = (try #require(next), design.gain(ofColumn: place))
                #expect(abs(gain - best.gain) <= 1e-9 * best.gain)
                design.show(item)
            }
        }
    }

    @Test("ends when everything was shown")
    func done() async throws {
        let service = try prepared()
        let all = service.dataset.items.ids.map(\.description).joined(separator: ",")
        try await service.test { client async throws in
            let object = try await client.get("/api/v1/grid?shown=\(all)").object
            #expect(object["done"] as? Bool == true && (object["tiles"] as? [Any])?.isEmpty == true)
        }
    }

    @Test("has a tag by which it is not sent twice")
    func tag() async throws {
        try await prepared().test { client async throws in
            let response = try await client.get("/api/v1/grid")
            let tag = try #require(response.headers[.eTag])
            #expect(response.headers[.cacheControl] == "private, no-cache")
            for field in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let again = try await client.get("/api/v1/grid", headers: [.ifNoneMatch: field])
                #expect(
                    again.status == .notModified && again.headers[.eTag] == tag
                        && again.body.readableBytes == 0)
            }
            #expect(try await client.get("/api/v1/grid", headers: [.ifNoneMatch: "\"x\""]).status == .ok)
            #expect(try await client.get("/api/v1/grid?count=2").headers[.eTag] != tag)
        }
    }

    @Test(
        "refuses what is wrong and names the field",
        arguments: [
            ("count=0", "invalid", "count"), ("count=101", "invalid", "count"),
            ("count=x", "invalid", "count"),
            ("shown=f1,nothing", "unknown_item", "shown[1]"), ("taps=f1,f1", "duplicate", "taps[1]"),
            ("shown=f1,f1", "duplicate", "shown[1]"), ("lenient=1", "invalid", "lenient"),
            ("taps=%ff", "invalid", "taps"),
            ("shown=" + Array(repeating: "f1", count: 201).joined(separator: ","), "too_many", "shown"),
        ])
    func refused(_ query: String, _ code: String, _ field: String) async throws {
        try await prepared().test { client async throws in
            let response = try await client.get("/api/v1/grid?" + query)
            let error = try response.error()
            #expect(response.status == .badRequest && error.code == code && error.field == field, "\(error)")
        }
    }

    @Test("lists unknown ids where it is told to be lenient, and passes over ids that come twice")
    func lenient() async throws {
        try await prepared().test { client async throws in
            let object = try await client.get(
                "/api/v1/grid?shown=f1,f1,x,f2&taps=f1,y,x&lenient=true&count=3"
            ).object
            #expect(
                object["unknown"] as? [String] == ["x", "y"] && object["shown"] as? Int == 2
                    && object["taps"] as? Int == 1)
        }
    }

    @Test("says what is missing: no list, or counts that are not made yet")
    func missing() async throws {
        try await prepared(hasList: false).test { client async throws in
            let response = try await client.get("/api/v1/grid")
            #expect(response.status == .serviceUnavailable)
            #expect(try response.error().code == "no_list")
            #expect(try response.error().message.contains("icebreaker select --answers taps"))
        }
        let cold = try SampleService(feedback: .implicit)
        let id = try cold.changing { try SampleService.addList(to: $0, cold.dataset) }
        let list = try cold.changing { try $0.list(.id(id)) }
        cold.services.served.onboarding.serve(OnboardingCache.List(list))
        try await cold.test { client async throws in
            #expect(try await client.get("/api/v1/grid").status == .ok, "the list needs no counts")
            let next = try await client.get("/api/v1/grid?taps=f1")
            #expect(try next.error().code == "not_ready" && next.headers[.retryAfter] != nil)
            let recommended = try await client.post("/api/v1/recommendations", #"{"taps":["f1"]}"#)
            #expect(try recommended.error().code == "not_ready")
            let page = try await client.get("/onboarding")
            #expect(page.status == .ok && String(buffer: page.body).contains("still being prepared"))
        }
    }
}

@Suite("Recommendations from taps") struct TapRecommendationTests {
    private static let path = "/api/v1/recommendations"

    @Test(
        "have the scores, the order and the reasons of the exported table, with the ridge of the list",
        arguments: [Feedback.explicit, .implicit], [0.01, 0.03])
    func table(_ feedback: Feedback, ridge: Double) async throws {
        let service = try prepared(feedback, ridge: ridge)
        let dataset = service.dataset
        @Sendable func position(_ id: String) throws -> Int {
            try #require(dataset.items.position(of: ExternalID(id)))
        }
        let tiles = try ["f1", "f2", "f3"].map(position)
        let model = TapModel(TapCounts(TapTable(of: dataset), columns: tiles.sorted()))
        let table = GridTable(model, tiles: tiles, options: GridTable.Options(ridge: ridge))
        try await service.test { client async throws in
            for taps in [[], ["f2"], ["f3", "f1"]] {
                let body = #"{"shown":["f1","f2","f3"],"taps":\#(taps),"count":100,"minKnown":0}"#
                let object = try await client.post(Self.path, body).object
                let items = try #require(object["recommendations"] as? [[String: Any]])
                let tapped = try taps.map(position)
                let scores = table.scores(tapped: tapped)
                let expected = scores.indices.filter { !tiles.contains($0) }.sorted {
                    (-scores[$0], $0) < (-scores[$1], $1)
                }
                let order = try items.map { try position(try #require($0["id"] as? String)) }
                #expect(order == expected)
                for (item, position) in zip(items, expected) {
                    let (score, before) = try (
                        #require(item["score"] as? Double), #require(item["scoreBefore"] as? Double)
                    )
                    #expect(
                        abs(score - scores[position]) < 1e-12 && abs(before - model.mean[position]) < 1e-12)
                    let reasons = try #require(
                        (item["reason"] as? [String: Any])?["taps"] as? [[String: Any]])
                    let wanted = table.reasons(forItem: position, tapped: tapped).prefix(3)
                    #expect(
                        reasons.compactMap { $0["item"] as? String }
                            == wanted.map { dataset.items.ids[$0.tile].description })
                }
                #expect(object["recommender"] as? String == "linear" && object["model"] is NSNull)
            }
        }
    }

    @Test("count a title that was found elsewhere as an answer, like a tile of its own")
    func elsewhere() async throws {
        let service = try prepared()
        try await service.test { client async throws in
            let outside = try await client.post(Self.path, #"{"shown":["f1","f2"],"taps":["f9"],"count":5}"#)
                .object
            let inside = try await client.post(
                Self.path, #"{"shown":["f1","f2","f9"],"taps":["f9"],"count":5}"#
            ).object
            #expect(try scores(outside) == scores(inside))
            #expect(try !ids(outside, "recommendations").contains("f9"))
        }
    }

    @Test("leave out what was shown and what was tapped, name the least known, and explain in words")
    func form() async throws {
        try await prepared().test { client async throws in
            let object = try await client.post(
                Self.path, #"{"shown":["f1","f2","f3"],"taps":["f1","f2"],"count":10}"#
            ).object
            let items = try ids(object, "recommendations")
            #expect(items.count == 10 && Set(items).isDisjoint(with: ["f1", "f2", "f3"]))
            #expect(object["minKnown"] as? Int == 10 && (object["notes"] as? [Any])?.isEmpty == true)
            let texts = try #require(object["recommendations"] as? [[String: Any]]).compactMap {
                ($0["reason"] as? [String: Any])?["text"] as? String
            }
            #expect(texts.count == 10)
            for text in texts {
                #expect(
                    text.hasPrefix("Because you tapped ")
                        || text.hasPrefix("None of your taps raised this; "), "\(text)")
            }
        }
    }

    @Test("say so where only the taps are known, and where a feature is of no use")
    func notes() async throws {
        try await prepared().test { client async throws in
            let body = #"{"taps":["f1"],"user":{"features":{"gender":"F","age":30}}}"#
            let object = try await client.post(Self.path, body).object
            let codes = (object["notes"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
            #expect(codes == ["taps_only", "unused_feature"])
            let plain = try await client.post(Self.path, #"{"shown":["f1"],"taps":["f1"]}"#).object
            let female = try await client.post(
                Self.path, #"{"shown":["f1"],"taps":["f1"],"user":{"features":{"gender":"F"}}}"#
            ).object
            #expect((female["notes"] as? [Any])?.isEmpty == true)
            #expect(try scores(plain) != scores(female))
        }
    }

    @Test(
        "are refused for what is wrong, with the field",
        arguments: [
            (#"{"taps":["x"]}"#, "unknown_item", "taps[0]"),
            (#"{"taps":["f1"],"shown":["f1","y"]}"#, "unknown_item", "shown[1]"),
            (#"{"taps":["f1","f1"]}"#, "duplicate", "taps[1]"), (#"{"taps":[true]}"#, "invalid", "taps[0]"),
            (#"{"taps":"f1"}"#, "invalid", "taps"), (#"{"shown":["f1"]}"#, "invalid", "taps"),
            (#"{"taps":[],"ratings":[]}"#, "invalid", "taps"),
            (#"{"taps":[],"lenient":1}"#, "invalid", "lenient"),
            (#"{"taps":[],"count":0}"#, "invalid", "count"),
            (
                #"{"taps":[\#(Array(repeating: "1193", count: 10_000).joined(separator: ","))]}"#, "too_many",
                "taps"
            ),
        ])
    func refused(_ body: String, _ code: String, _ field: String) async throws {
        try await prepared().test { client async throws in
            let response = try await client.post(Self.path, body)
            #expect(response.status == .badRequest)
            let error = try response.error()
            #expect(error.code == code && error.field == field, "\(error)")
        }
    }

    @Test("list unknown ids where the request is lenient, taps and ratings alike")
    func lenient() async throws {
        try await prepared().test { client async throws in
            let body = #"{"shown":["f1","gone"],"taps":["f1","f1",77,"gone"],"lenient":true,"count":3}"#
            let object = try await client.post(Self.path, body).object
            let count = try ids(object, "recommendations").count
            #expect(object["unknown"] as? [String] == ["gone", "77"] && count == 3)
            let taken =
                #"{"ratings":[{"item":"f1","taken":true},{"item":"gone","taken":true}],"lenient":true,"count":3}"#
            #expect(try await client.post(Self.path, taken).object["unknown"] as? [String] == ["gone"])
        }
    }

    @Test("take what was tapped of everything that there is, and say that nothing is left")
    func everything() async throws {
        let service = try prepared()
        let all = service.dataset.items.ids.map { "\"\($0)\"" }.joined(separator: ",")
        try await service.test { client async throws in
            let object = try await client.post(Self.path, #"{"shown":[],"taps":[\#(all)]}"#).object
            #expect((object["recommendations"] as? [Any])?.isEmpty == true)
            #expect((object["notes"] as? [[String: Any]])?.first?["code"] as? String == "nothing_left")
        }
    }

    @Test("are the same bytes each time, also after many other sets of tiles")
    func repeatable() async throws {
        try await prepared().test { client async throws in
            let body = #"{"shown":["f1","f2","f3"],"taps":["f2"],"count":10}"#
            let first = String(buffer: try await client.post(Self.path, body).body)
            for other in 4...25 {
                #expect(
                    try await client.post(Self.path, #"{"shown":["f1"],"taps":["f\#(other)"]}"#).status == .ok
                )
            }
            #expect(String(buffer: try await client.post(Self.path, body).body) == first)
        }
    }
}

@Suite("Answers to pages of other origins") struct CrossOriginTests {
    private static let origin = HTTPField.Name.origin

    @Test("name the origin that was allowed, refusals too, and no other")
    func origins() async throws {
        try await prepared().test({ $0.origins = ["https://shop.example"] }) { client async throws in
            for path in ["/api/v1/grid", "/api/v1/grid?count=0", "/api/v1/nothing"] {
                let response = try await client.get(path, headers: [Self.origin: "https://shop.example"])
                #expect(response.headers[.accessControlAllowOrigin] == "https://shop.example")
                #expect(response.headers[.vary] == "Origin")
                let other = try await client.get(path, headers: [Self.origin: "https://evil.example"])
                #expect(other.headers[.accessControlAllowOrigin] == nil && other.headers[.vary] == "Origin")
            }
            let page = try await client.get("/onboarding", headers: [Self.origin: "https://shop.example"])
            #expect(page.headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test("come after a question beforehand, which is answered for the allowed origin alone")
    func preflight() async throws {
        try await prepared().test({ $0.origins = ["https://shop.example"] }) { client async throws in
            for (origin, status) in [
                ("https://shop.example", HTTPResponse.Status.noContent),
                ("https://x.example", .methodNotAllowed),
            ] {
                let fields: HTTPFields = [Self.origin: origin, .accessControlRequestMethod: "POST"]
                let response = try await client.execute(
                    uri: "/api/v1/recommendations", method: .options, headers: fields
                ) { $0 }
                #expect(response.status == status)
                #expect(
                    (response.headers[.accessControlAllowHeaders]?.contains("Authorization") == true)
                        == (status == .noContent))
            }
        }
    }

    @Test(
        "are given to origins alone, never to everybody",
        arguments: [
            "*", "shop.example", "https://shop.example/", "https://Shop.example", "https://a b", "ftp://a",
            "https://", "null",
            "https://a.example, https://b.example",
        ])
    func fault(_ text: String) {
        #expect(PageOrigin.fault(of: text) != nil)
        for origin in [
            "https://shop.example", "http://localhost:3000", "http://[::1]:8080", "http://127.0.0.1",
        ] {
            #expect(PageOrigin.fault(of: origin) == nil)
        }
    }
}
