import HTTPTypes
import Study
import TestSupport
import Testing

@Suite("A participant's way through a study with grids") struct GridStudyTests {
    private static func fixture(
        assignment: StudyAssignment = .betweenSubjects, pages: Int = 1, launch: Bool = true
    ) throws -> StudyFixture {
        try StudyFixture(
            assignment: assignment, items: 4, grid: StudyGrid(pages: pages), recommendations: 2,
            launch: launch)
    }

    @Test(
        "leads from consent over the tiles to the completion code, and what was tapped is stored",
        arguments: ["en", "ko"])
    func whole(language: String) async throws {
        let fixture = try Self.fixture()
        let (grid, page) = try await fixture.open { visitor in
            let grid = try await visitor.begin("?language=\(language)")
            let taps = try #require(grid.tiles.dropFirst().first)
            let ready = try await visitor.send(grid, [("tap", taps)])
            return (grid, try await visitor.answer(try await visitor.finishPart(ready)))
        }
        #expect(grid.path.hasSuffix("/grid/1/1") && grid.language == language && grid.elements.isWellFormed)
        #expect(grid.tiles.count == 4 && !grid.html.contains("secret"))
        let session = try #require(try await fixture.sessions().first)
        #expect(page.code == session.completionCode && page.code != nil)
        #expect(session.grids.map(\.taps) == [[grid.tiles[1]]] && session.grids[0].tiles == grid.tiles)
        #expect((session.grids[0].milliseconds ?? -1) >= 0)
        #expect(
            session.recommendations.count == 2
                && session.recommendations.allSatisfy { $0.rating == 3.5 && $0.isSelected })
        #expect(
            session.recommendations.allSatisfy { !grid.tiles.contains($0.item) }, "tiles are not recommended")
    }

    @Test("recommends what the locked table of the arm's grid scores best")
    func recommendations() async throws {
        let fixture = try Self.fixture()
        _ = try await fixture.open { visitor in
            let grid = try await visitor.begin()
            return try await visitor.send(
                try await visitor.send(grid, [("tap", grid.tiles[0]), ("tap", grid.tiles[2])]))
        }
        let session = try #require(try await fixture.sessions().first)
        let material = try await fixture.store.material(of: fixture.study)
        let weights = try #require(material.grids)[session.condition[0]]
        let scores = weights.scores(tapping: session.taps(ofPart: 0))
        let best = scores.indices.filter { !weights.tiles.contains(material.candidates[$0]) }
            .sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(2)
        #expect(session.taps(ofPart: 0).count == 2)
        #expect(session.recommendations.map(\.item) == best.map { material.candidates[$0] })
        #expect(session.recommendations.map(\.estimate) == best.map { scores[$0] })
    }

    @Test("goes page by page, and takes the page sent twice, none tapped and a change for an answer")
    func pages() async throws {
        let fixture = try Self.fixture(pages: 2)
        try await fixture.open { visitor in
            let first = try await visitor.begin()
            #expect(first.tiles.count == 2)
            // The second page does not come before the first.
            #expect(try await visitor.open(first.link + "/grid/1/2").path.hasSuffix("/grid/1/1"))
            let second = try await visitor.send(first, [("tap", first.tiles[0])])
            #expect(second.path.hasSuffix("/grid/1/2"))
            #expect(try await visitor.send(first, [("tap", first.tiles[0])]).path.hasSuffix("/grid/1/2"))
            let ready = try await visitor.send(second)
            #expect(ready.html.contains("You tapped 1 of 4 titles"))
            let again = try await visitor.open(first.link + "/grid/1/1")
            #expect(again.checked == [first.tiles[0]])
            // A form whose checkboxes are all empty sends no field of them.
            let none = try await visitor.send(again, [("tap", "")])
            #expect(none.status == .badRequest, "what is no tile is refused")
        }
    }

    @Test("marks in the second part what was tapped in the first, and stores each part by itself")
    func parts() async throws {
        let fixture = try Self.fixture(assignment: .withinSubjects)
        // Item 3 is in both lists.
        let second = try await fixture.open { visitor in
            let grid = try await visitor.begin()
            let ready = try await visitor.send(grid, [("tap", "3")])
            let second = try await visitor.finishPart(ready)
            _ = try await visitor.finishPart(try await visitor.send(second))
            return second
        }
        #expect(
            second.path.hasSuffix("/grid/2/1") && second.checked == ["3"]
                && second.notice?.contains("marked") == true)
        let session = try #require(try await fixture.sessions().first)
        #expect(session.grids.map(\.part) == [0, 1] && session.grids.map(\.taps) == [["3"], ["3"]])
        #expect(session.finishedParts == [0, 1])
    }

    @Test(
        "refuses tiles of another page, pages that are not there, and changes once recommendations were made")
    func hostile() async throws {
        let fixture = try Self.fixture()
        try await fixture.open { visitor in
            let grid = try await visitor.begin()
            #expect(try await visitor.send(grid, [("tap", "16")]).status == .badRequest)
            #expect(try await visitor.send(grid, [("page", "1")]).status == .badRequest)
            #expect(try await visitor.send(grid, [("part", "-1")]).status == .badRequest)
            let same = (0..<500).map { _ in ("tap", grid.tiles[0]) }
            #expect(try await visitor.send(grid, same).path.hasSuffix("recommendations/1"))
            let made = try await visitor.send(try await visitor.open(grid.link))
            #expect(made.path.hasSuffix("/recommendations/1/1"))
            #expect(
                try await visitor.send(grid, [("tap", grid.tiles[1])]).notice?.contains(
                    "can no longer be changed") == true)
        }
        let session = try #require(try await fixture.sessions().first)
        #expect(session.grids.map(\.taps.count) == [1])
    }

    @Test(
        "is previewed by an administrator without a participant, before the launch, to the recommendations and the end"
    )
    func preview() async throws {
        let fixture = try Self.fixture(pages: 2, launch: false)
        try fixture.addAdministrator()
        try await fixture.open { visitor in
            #expect(try await visitor.open("\(fixture.results)/preview").path == "/admin/login")
            _ = try await visitor.logIn()
            let overview = try await visitor.open("\(fixture.results)/preview")
            #expect(overview.status == .ok && overview.html.contains("arm-secret-1"))
            var page = try await visitor.open("\(fixture.results)/preview/2/ko/start/consent")
            #expect(page.language == "ko" && page.html.contains("nothing is stored"))
            page = try await visitor.send(page)
            #expect(page.path.hasSuffix("/about"))
            page = try await visitor.send(page)
            #expect(page.path.hasSuffix("/start/grid/1/1") && page.tiles == ["5", "3"])
            page = try await visitor.send(page, [("tap", "3")])
            #expect(page.path.hasSuffix("/0,1/grid/1/2") && page.tiles == ["6", "7"])
            page = try await visitor.send(try await visitor.send(page))
            #expect(page.path.hasSuffix("/0,1,0,0/recommendations/1/1") && page.status == .ok)
            for _ in 0..<2 { page = try await visitor.send(page, [("rating", "3")]) }
            #expect(page.path.hasSuffix("/questionnaire"))
            page = try await visitor.answer(page)
            #expect(page.code == "PREVIEW2")
            #expect(
                try await visitor.open("\(fixture.results)/preview/9/ko/start/consent").status == .notFound)
            #expect(try await visitor.open("\(fixture.results)/preview/1/ko/x/consent").status == .notFound)
        }
        #expect(try await fixture.sessions().isEmpty)
    }

    @Test("is previewed in a study with ratings, too")
    func ratingPreview() async throws {
        let fixture = try StudyFixture()
        try fixture.addAdministrator()
        try await fixture.open { visitor in
            _ = try await visitor.logIn()
            var page = try await visitor.open("\(fixture.results)/preview/1/en/start/rate/1/1")
            for rating in ["4", "unknown", "3.5"] {
                page = try await visitor.send(page, [("rating", rating)])
            }
            #expect(page.path.hasSuffix("/7,-,6/recommendations/1"))
            page = try await visitor.send(page)
            #expect(page.path.hasSuffix("/recommendations/1/1") && page.status == .ok && !page.item.isEmpty)
        }
        #expect(try await fixture.sessions().isEmpty)
    }
}

extension Page {
    /// The items of the tiles, in their order.
    var tiles: [String] { checkboxes.compactMap { $0.attributes["value"] } }
    /// Those that are marked.
    var checked: [String] {
        checkboxes.filter { $0.attributes["checked"] != nil }.compactMap { $0.attributes["value"] }
    }

    private var checkboxes: [PageElements.Element] {
        elements.all("input").filter { $0.attributes["name"] == "tap" }
    }
}
