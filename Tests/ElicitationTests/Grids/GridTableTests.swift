import Datasets
import Elicitation
import Testing

@Suite("Grid table")
struct GridTableTests {
    private static func people(_ golden: GridGolden) -> UserIndicators {
        let groups = (0..<golden.taken.count).map { ["g\($0 % 3)"] }
        return UserIndicators(
            of: EntityTable(
                ids: (0..<golden.taken.count).map { .integer(Int64($0)) },
                features: [Feature(name: "group", values: .categorical(TokenColumn(rows: groups)))]))
    }

    @Test("has the scores that numpy solves for")
    func golden() throws {
        let golden = try GridGolden.load()
        let table = GridTable(golden.model, tiles: golden.tiles)
        #expect(distance(table.scores(tapped: golden.tapped), golden.scores) < 1e-9)
        #expect(
            distance(golden.model.scores(shown: golden.tiles, tapped: golden.tapped), golden.scores) < 1e-9)
    }

    @Test("with user features and pairs of tiles has the scores that numpy solves for")
    func featuresAndPairs() throws {
        let golden = try GridGolden.load()
        let options = GridTable.Options(pairRidge: 0.2)
        let indicators = Self.people(golden)
        let table = GridTable(golden.table, tiles: golden.tiles, indicators: indicators, options: options)
        let known = try #require(indicators.column(feature: "group", token: "g1"))
        #expect(distance(table.scores(tapped: golden.tapped, known: [known]), golden.fullScores) < 1e-9)
        #expect(
            table
                == GridTable(
                    golden.table, tiles: golden.tiles, indicators: indicators, options: options, threads: 3))
    }

    @Test("made from the people themselves equals the one made from counts")
    func bothWays() throws {
        let golden = try GridGolden.load()
        let direct = GridTable(golden.table, tiles: golden.tiles)
        #expect(distance(direct.weights, GridTable(golden.model, tiles: golden.tiles).weights) < 1e-12)
    }

    @Test("takes taps that are missed at random into account")
    func tapRate() throws {
        let golden = try GridGolden.load()
        let options = GridTable.Options(tapRate: 0.6)
        for table in [
            GridTable(golden.model, tiles: golden.tiles, options: options),
            GridTable(golden.table, tiles: golden.tiles, options: options),
        ] {
            #expect(distance(table.scores(tapped: golden.tapped), golden.missingScores) < 1e-9)
        }
    }

    @Test("is the base plus the weights of what was tapped, in whatever order and however often")
    func sums() throws {
        let golden = try GridGolden.load()
        let table = GridTable(golden.model, tiles: golden.tiles)
        let places = golden.tapped.compactMap { golden.tiles.firstIndex(of: $0) }
        let sums = table.base.indices.map { item in
            places.reduce(table.base[item]) { $0 + table.weights[$1 * golden.itemCount + item] }
        }
        #expect(table.scores(tapped: golden.tapped) == sums)
        #expect(table.scores(tapped: Array(golden.tapped.reversed()) + golden.tapped + [29, -1]) == sums)
    }

    @Test("without answers to anything is the mean where nothing is shown")
    func empty() throws {
        let golden = try GridGolden.load()
        #expect(GridTable(golden.model, tiles: []).scores(tapped: []) == golden.model.mean)
        #expect(golden.model.scores(shown: [], tapped: []) == golden.model.mean)
    }

    @Test("names the taps that raised an item, the strongest first")
    func reasons() throws {
        let golden = try GridGolden.load()
        let table = GridTable(golden.model, tiles: golden.tiles)
        for item in 0..<golden.itemCount {
            let reasons = table.reasons(forItem: item, tapped: golden.tapped)
            #expect(reasons.allSatisfy { golden.tapped.contains($0.tile) && $0.weight > 0 })
            #expect(reasons.map(\.weight) == reasons.map(\.weight).sorted(by: >))
        }
        let raised = table.raised(byTile: 0, count: 3)
        #expect(raised.count == 3 && raised.allSatisfy { !golden.tiles.contains($0.item) })
        let best = table.reasons(forItem: raised[0].item, tapped: [golden.tiles[0]])
        #expect(best.map(\.tile) == [golden.tiles[0]] && best[0].weight == raised[0].weight)
    }
}

@Suite("Grid reach")
struct GridReachTests {
    @Test("counts who can tap how many tiles")
    func counts() {
        let table = TapTable(rows: [[], [0], [0, 1, 2], [0, 2, 3]], itemCount: 4)
        let reach = GridReach([0, 1, 2], in: table)
        #expect(reach.people == [1, 1, 1, 1])
        #expect(reach.expectedTaps == 1.5 && reach.shareWithNone == 0.25 && reach.share(atLeast: 3) == 0.25)
        let nobody = GridReach([0], in: TapTable(rows: [], itemCount: 4))
        #expect(nobody.expectedTaps == 0 && nobody.share(atLeast: 1) == 0 && nobody.shareWithNone == 0)
    }
}
