import Datasets
import Foundation
import Study
import Support
import Testing

@Suite("A study with grids") struct StudyGridTests {
    static let date = Date(timeIntervalSinceReferenceDate: 0)
    static let design = StudyDesign(
        name: "tiles", model: nil,
        arms: [
            StudyArm(name: "a", list: 1, items: ["1", "2", "3"]),
            StudyArm(name: "b", list: 2, items: ["3", "4", "5"]),
        ],
        assignment: .withinSubjects, itemsToRate: 3, grid: StudyGrid(pages: 2), recommendations: 2,
        targetSize: 4, seed: 1,
        textHashes: ["en": String(repeating: "0a", count: 32)])

    /// Six people and six items; who took what, by person.
    static let taken: [[Int32]] = [[0, 1, 5], [0, 2], [1, 2, 3], [0, 1, 2, 4], [], [0, 5]]

    static func dataset(_ feedback: Feedback) -> Dataset {
        var (users, items, ratings): ([Int32], [Int32], [Double]) = ([], [], [])
        for (user, row) in taken.enumerated() {
            for item in row {
                users.append(Int32(user))
                items.append(item)
                // Item 0 is never liked.
                let rating: Double = item == 0 ? 2 : 5
                ratings.append(feedback == .implicit ? 1 : rating)
            }
        }
        return Dataset(
            name: "small", format: "test", users: EntityTable(ids: (1...6).map { ExternalID("\($0)") }),
            items: EntityTable(ids: (1...6).map { ExternalID("\($0)") }),
            interactions: Interactions(users: users, items: items, ratings: ratings),
            scale: feedback == .implicit ? .implicit : RatingScale(minimum: 1, maximum: 5), feedback: feedback
        )
    }

    static func session(_ pages: [(part: Int, page: Int, taps: [String], time: Int?)]) -> ParticipantSession {
        ParticipantSession(
            id: "p", number: 0, condition: [0, 1], language: "en", consentedAt: date, about: [:],
            grids: pages.map { page in
                let empty = ParticipantSession(
                    id: "p", number: 0, condition: [0, 1], language: "en", consentedAt: date)
                return GridAnswer(
                    part: page.part, page: page.page,
                    tiles: empty.tiles(ofPart: page.part, page: page.page, in: design),
                    taps: page.taps, milliseconds: page.time, answeredAt: date)
            })
    }

    @Test(
        "shows each tile on one page, and pages that differ by one tile at most",
        arguments: [(20, 2), (5, 2), (2, 2), (7, 1)])
    func pages(count: Int, pages: Int) {
        let grid = StudyGrid(pages: pages)
        let places = (0..<pages).map { grid.places(ofPage: $0, of: count) }
        #expect(places.flatMap { Array($0) } == Array(0..<count))
        #expect((places.map(\.count).max() ?? 0) - (places.map(\.count).min() ?? 0) <= 1)
        #expect(grid.places(ofPage: pages, of: count).isEmpty && grid.places(ofPage: -1, of: count).isEmpty)
    }

    @Test("leads from page to page, to the recommendations and to the next part")
    func steps() {
        var session = Self.session([])
        #expect(session.nextStep(in: Self.design) == .grid(part: 0, page: 0))
        #expect(session.tiles(ofPart: 0, page: 0, in: Self.design) == ["1"])
        #expect(session.tiles(ofPart: 0, page: 1, in: Self.design) == ["2", "3"])
        session = Self.session([(0, 0, ["1"], 5)])
        #expect(session.nextStep(in: Self.design) == .grid(part: 0, page: 1))
        session = Self.session([(0, 0, ["1"], 5), (0, 1, [], 7)])
        #expect(session.nextStep(in: Self.design) == .recommendations(part: 0))
        session.finishedParts = [0]
        #expect(session.nextStep(in: Self.design) == .grid(part: 1, page: 0))
    }

    @Test(
        "measures taps and time once every page was sent, and nothing that needs ratings of the first items")
    func outcomes() {
        let whole = Self.session([(0, 0, ["1"], 500), (0, 1, ["3"], 700), (1, 0, ["3"], 9)])
        #expect(whole.outcome(.taps, part: 0, in: Self.design) == 2)
        #expect(whole.outcome(.gridTime, part: 0, in: Self.design) == 1200)
        #expect(whole.outcome(.taps, part: 1, in: Self.design) == nil)
        #expect(whole.outcome(.answeredItems, part: 0, in: Self.design) == nil)
        let untimed = Self.session([(0, 0, [], nil), (0, 1, [], 700)])
        #expect(untimed.outcome(.taps, part: 0, in: Self.design) == 0)
        #expect(untimed.outcome(.gridTime, part: 0, in: Self.design) == nil)
        let compared = OutcomeMeasure.compared(in: Self.design)
        #expect(compared.contains(.taps) && compared.contains(.gridTime))
        #expect(compared.filter(\.isOfRatings).isEmpty)
        var other = Self.design
        other.grid = nil
        #expect(OutcomeMeasure.compared(in: other).filter(\.isOfGrids).isEmpty)
    }

    @Test(
        "has its table in the material: s = μ + C (C + λ I)⁻¹ (x − μ), as plain loops give it",
        arguments: [Feedback.implicit, .explicit])
    func table(feedback: Feedback) throws {
        var design = Self.design
        // Of ratings, only those of 5 count, so that nobody takes item 0.
        if feedback == .explicit { design.grid?.positiveFrom = 4 }
        // The second list was tuned.
        design.arms[1].ridge = 0.05
        let dataset = Self.dataset(feedback)
        let material = StudyMaterial(design, of: dataset)
        #expect(material.ratings == [1, 2, 3, 4, 5])
        let grids = try #require(material.grids)
        #expect(grids.map(\.tiles) == [["1", "2", "3"], ["3", "4", "5"]])
        let cases: [(grid: GridWeights, taps: Set<String>)] = [
            (grids[0], []), (grids[0], ["1", "3"]), (grids[1], ["4"]),
        ]
        for (grid, taps) in cases {
            let ridge = grid.tiles == grids[1].tiles ? 0.05 : 0.01
            let expected = Self.scores(tiles: grid.tiles, taps: taps, feedback, ridge: ridge)
            let found = grid.scores(tapping: taps)
            let furthest = zip(found, expected).map { abs($0 - $1) }.max() ?? 1
            #expect(found.count == 6 && furthest < 1e-12, "\(found) \(expected)")
        }
    }

    /// How many of the six people took both items, as a share.
    private static func share(_ first: Int, _ second: Int, _ feedback: Feedback) -> Double {
        var count = 0
        for items in taken {
            let counted = feedback == .implicit ? items : items.filter { $0 > 0 }
            if counted.contains(Int32(first)), counted.contains(Int32(second)) { count += 1 }
        }
        return Double(count) / 6
    }

    private static func covariance(_ first: Int, _ second: Int, _ feedback: Feedback) -> Double {
        share(first, second, feedback) - share(first, first, feedback) * share(second, second, feedback)
    }

    /// The formula, solved by Gaussian elimination.
    private static func scores(tiles: [String], taps: Set<String>, _ feedback: Feedback, ridge: Double)
        -> [Double]
    {
        let shown: [Int] = tiles.map { (Int($0) ?? 1) - 1 }
        let count = shown.count
        var rows: [[Double]] = []
        for (place, tile) in shown.enumerated() {
            var row: [Double] = shown.map { covariance(tile, $0, feedback) }
            row[place] += ridge
            let answer: Double = taps.contains(tiles[place]) ? 1 : 0
            row.append(answer - share(tile, tile, feedback))
            rows.append(row)
        }
        for pivot in 0..<count {
            for row in 0..<count where row != pivot {
                let factor: Double = rows[row][pivot] / rows[pivot][pivot]
                for column in 0...count { rows[row][column] -= factor * rows[pivot][column] }
            }
        }
        var scores: [Double] = []
        for item in 0..<6 {
            var score = share(item, item, feedback)
            for (place, tile) in shown.enumerated() {
                let solved: Double = rows[place][count] / rows[place][place]
                score += covariance(item, tile, feedback) * solved
            }
            scores.append(score)
        }
        return scores
    }

    @Test("recommends best first, ties to the smaller id, and reads its table back from JSON")
    func best() throws {
        let weights = GridWeights(
            tiles: ["9"], base: [0.25, 0.5, 0.5, 0.125], weights: [[0.5, -0.25, 0, 0]])
        #expect(weights.candidateCount == 4)
        #expect(weights.best(3, tapping: []) { _ in true }.map(\.place) == [1, 2, 0])
        #expect(weights.best(3, tapping: ["9", "none"]) { $0 != 1 }.map(\.score) == [0.75, 0.5, 0.125])
        let data = try CanonicalJSON.data(weights)
        #expect(try JSONDecoder().decode(GridWeights.self, from: data) == weights)
        #expect(try CanonicalJSON.data(JSONDecoder().decode(GridWeights.self, from: data)) == data)
    }

    @Test("leaves no trace in the design and the material of a study with ratings")
    func absent() throws {
        var design = Self.design
        design.grid = nil
        let text = String(decoding: try CanonicalJSON.data(design), as: UTF8.self)
        #expect(!text.contains("grid"))
        let material = StudyMaterial(design, of: Self.dataset(.explicit))
        #expect(!String(decoding: try CanonicalJSON.data(material), as: UTF8.self).contains("grids"))
    }

    @Test(
        "says what is wrong in a sentence",
        arguments: [
            ("sound", ""), ("model", "has no model; leave it out"),
            ("pages", "1 or 2 pages; the design has 3"),
            ("short", "“b” has too few items for 2 pages"), ("level", "counts as taken must be a number"),
            ("outcome", "“answered-items” needs participants who rate the first items"),
            ("no model", "needs a model that recommends"), ("no taps", "“taps” needs participants who tap"),
        ])
    func problems(change: String, sentence: String) {
        var design = Self.design
        switch change {
        case "model": design.model = 3
        case "pages": design.grid?.pages = 3
        case "short": design.arms[1].items = ["3"]
        case "level": design.grid?.positiveFrom = .infinity
        case "outcome": design.primaryOutcome = .answeredItems
        case "no model": design.grid = nil
        case "no taps": (design.grid, design.model, design.primaryOutcome) = (nil, 1, .taps)
        default: design.primaryOutcome = .taps
        }
        let problems = design.problems
        #expect(
            sentence.isEmpty ? problems.isEmpty : problems.count == 1 && problems[0].contains(sentence),
            "\(problems)")
    }

    @Test("exports every tile with its page, place and tap")
    func export() throws {
        let session = Self.session([(0, 0, ["1"], 500), (0, 1, ["3"], nil)])
        let table = StudyExport(Self.design, sessions: [session], features: []).table(.taps)
        #expect(
            table.columns.map(\.name).prefix(7) == [
                "participant", "arm", "part", "page", "place", "item_id", "tapped",
            ])
        #expect(table.rows.map { $0[3] } == [.integer(1), .integer(2), .integer(2)])
        #expect(table.rows.map { $0[4] } == [.integer(1), .integer(2), .integer(3)])
        #expect(table.rows.map { $0[6] } == [.flag(true), .flag(false), .flag(true)])
        #expect(table.rows.map { $0[7] } == [.integer(500), .missing, .missing])
    }
}
