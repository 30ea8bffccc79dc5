import Elicitation
import Foundation
import Support
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
        var given = GridDesign(golden.model, targets: targets, shown: golden.tiles)
        var shown = GridDesign(golden.model, targets: targets)
        for tile in golden.tiles { shown.show(tile) }
        let gains = (given: given.gains(), shown: shown.gains())
        #expect(distance(gains.given, gains.shown) < 1e-12)
    }

    @Test("is the same to the bit on any number of threads", arguments: [2, 4])
    func threads(_ threads: Int) throws {
        let golden = try GridGolden.load()
        var (one, many) = (GridDesign(golden.model), GridDesign(golden.model, threads: threads))
        let gains = (one: one.choose(8).map(\.gain), many: many.choose(8).map(\.gain))
        #expect(gains.one == gains.many)
        #expect(one.shown == many.shown)
    }

    @Test(
        "chooses what a comparison of all candidates does, at the same gains to the bit",
        arguments: [1, 2, 3, 4, 5, 6])
    func bounds(_ seed: UInt64) {
        let taking = RandomTaking(seed: seed)
        let answered = seed % 2 == 0 ? Array(taking.model.columns.prefix(7)) : []
        var bounded = GridDesign(taking.model, targets: taking.targets, shown: answered)
        var plain = bounded
        for step in 0..<25 {
            // Other candidates are closed at each step, so that the sums lag by different numbers of them.
            func isOpen(_ item: Int) -> Bool { (item + step) % 3 > 0 }
            let gains = plain.gains()
            let open = gains.indices.filter {
                isOpen(taking.model.columns[$0]) && !plain.shown.contains(taking.model.columns[$0])
            }
            let best = open.max { (gains[$0], $1) < (gains[$1], $0) }
            let chosen = bounded.best(where: isOpen)
            #expect(chosen?.item == best.map { taking.model.columns[$0] })
            #expect(chosen?.gain == best.map { gains[$0] })
            guard let item = chosen?.item else { return }
            bounded.show(item)
            plain.show(item)
        }
        let gains = (bounded: bounded.gains(), plain: plain.gains())
        #expect(gains.bounded == gains.plain)
    }

    @Test("has the gains of the covariance updated in place")
    func dense() throws {
        let taking = RandomTaking(seed: 7)
        let (model, ridge) = (taking.model, GridDesign.standardRidge)
        var design = GridDesign(model, targets: taking.targets)
        var (rows, targets) = (model.columns.indices.map { Array(model.column($0)) }, taking.targets)
        for _ in 0..<15 {
            let gains = model.columns.enumerated().map { place, item -> Double in
                guard !design.shown.contains(item) else { return 0 }
                let sum = rows[place].indices.reduce(0) {
                    $1 == item ? $0 : $0 + targets[$1] * rows[place][$1] * rows[place][$1]
                }
                return sum / (rows[place][item] + ridge)
            }
            let own = design.gains()
            #expect(distance(own, gains) < 1e-12)
            let best = design.best()
            let item = try #require(best).item
            let column = rows[try #require(model.place(ofItem: item))]
            for (place, other) in model.columns.enumerated() {
                let factor = column[other] / (column[item] + ridge)
                for item in column.indices { rows[place][item] -= factor * column[item] }
            }
            targets[item] = 0
            design.show(item)
        }
    }

    @Test("shows only what is allowed, and counts only targets")
    func masks() throws {
        let golden = try GridGolden.load()
        var design = GridDesign(golden.model)
        let odd = design.choose(5) { $0 % 2 == 1 }
        #expect(odd.count == 5 && odd.allSatisfy { $0.item % 2 == 1 })
        var none = GridDesign(golden.model, isTarget: [Bool](repeating: false, count: golden.itemCount))
        let best = none.best()
        #expect(best?.gain == 0)
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

/// People who take items at random, popular ones more often; some items by the same people as others, so that
/// they are worth the same.
private struct RandomTaking {
    let model: TapModel
    let targets: [Double]

    init(seed: UInt64, people: Int = 90, items: Int = 420) {
        var generator = SeededGenerator(seed: seed)
        var takers = (0..<items).map { item in
            let rate = 0.6 / (1 + 0.05 * Double(item))
            let taste = item % 5
            return (0..<people).map { person in
                generator.unitInterval() < (person % 5 == taste ? 1.5 : 0.7) * rate
            }
        }
        for item in stride(from: 3, to: 60, by: 9) { takers[item] = takers[item + 5] }
        let columns = Array(stride(from: 0, to: 120, by: 2)) + [121, 300]
        let pairs = columns.flatMap { column in
            takers.map { other in UInt32(zip(takers[column], other).count { $0 && $1 }) }
        }
        let taken = takers.map { person in person.count { $0 } }
        model = TapModel(TapCounts(people: people, taken: taken, columns: columns, pairs: pairs))
        targets = taken.map { taken in
            generator.unitInterval() < 0.2 ? 0 : pow(Double(taken) / Double(people), 1.25)
        }
    }
}
