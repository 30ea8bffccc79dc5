import Elicitation
import Testing

@Suite("Grid design")
struct GridDesignTests {
    @Test("chooses numpy's tiles at numpy's gains")
    func golden() throws {
        let golden = try GridGolden.load()
        var design = GridDesign(golden.model)
        let chosen = design.choose(golden.tiles.count)
        #expect(chosen.map(\.item) == golden.tiles)
        #expect(distance(chosen.map(\.gain), golden.gains) < 1e-9)
    }

    @Test("chooses numpy's next page after answers")
    func nextPage() throws {
        let golden = try GridGolden.load()
        var design = GridDesign(golden.model, after: golden.tiles, tapped: golden.tapped)
        let chosen = design.choose(golden.nextTiles.count)
        #expect(chosen.map(\.item) == golden.nextTiles)
        #expect(distance(chosen.map(\.gain), golden.nextGains) < 1e-9)
        #expect(design.shown == golden.tiles + golden.nextTiles)
    }

    @Test("is the same whether tiles are given or shown one by one")
    func started() throws {
        let golden = try GridGolden.load()
        let targets = GridTargets.shares(golden.model, exponent: 1.25)
        let given = GridDesign(golden.model, targets: targets, shown: golden.tiles)
        var shown = GridDesign(golden.model, targets: targets)
        for tile in golden.tiles { shown.show(tile) }
        let places = golden.candidates.indices
        #expect(
            distance(places.map { given.gain(ofColumn: $0) }, places.map { shown.gain(ofColumn: $0) }) < 1e-12
        )
    }

    @Test("is the same to the bit on any number of threads", arguments: [2, 4])
    func threads(_ threads: Int) throws {
        let golden = try GridGolden.load()
        var (one, many) = (GridDesign(golden.model), GridDesign(golden.model, threads: threads))
        #expect(one.choose(8).map(\.gain) == many.choose(8).map(\.gain))
        #expect(one.shown == many.shown)
    }

    @Test("shows only what is allowed, and counts only targets")
    func masks() throws {
        let golden = try GridGolden.load()
        var design = GridDesign(golden.model)
        #expect(design.choose(5) { $0 % 2 == 1 }.allSatisfy { $0.item % 2 == 1 })
        let none = GridDesign(golden.model, isTarget: [Bool](repeating: false, count: golden.itemCount))
        #expect(none.best()?.gain == 0)
    }

    @Test("limits candidates of a large catalogue to what memory holds")
    func bound() {
        #expect(CandidateItems.limit(itemCount: 3_706) == 400)
        #expect(CandidateItems.limit(itemCount: 1_000_000) * 1_000_000 <= CandidateItems.covarianceLimit)
        #expect(CandidateItems.limit(itemCount: 100_000_000) == 40)
        #expect(CandidateItems.mostTaken([3, 0, 5, 5, 1], limit: 2) == [2, 3])
        #expect(CandidateItems.mostTaken([3, 0, 5, 5, 1], limit: 1, including: [1]) { $0 != 2 } == [1, 3])
    }
}
