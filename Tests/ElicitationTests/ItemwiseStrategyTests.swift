import Elicitation
import Foundation
import LatentFactors
import Support
import Testing

@Suite("Strategies that score each item alone") struct ItemwiseStrategyTests {
    /// Item 0: ratings 1, 1, 5, 5; item 1: 1, 2, 3, 4, 5, 3, 3, 3; item 2: 4; by eight users.
    private static let table: RatingTable = {
        let columns: [(user: Int32, item: Int32, rating: Double)] =
            [1.0, 1, 5, 5].enumerated().map { (Int32($0), 0, $1) }
            + [1.0, 2, 3, 4, 5, 3, 3, 3].enumerated().map { (Int32($0), 1, $1) } + [(0, 2, 4)]
        let sorted = columns.sorted { ($0.user, $0.item) < ($1.user, $1.item) }
        return RatingTable(
            RatingRows(
                users: sorted.map(\.user), items: sorted.map(\.item), ratings: sorted.map(\.rating),
                itemCount: 3))
    }()

    private func scores(_ strategy: some ElicitationStrategy) throws -> [Double] {
        var generator = SeededGenerator(seed: 0)
        let ranking = try strategy.rank(ElicitationInput(ratings: Self.table), using: &generator)
        return ranking.items.sorted { $0.item < $1.item }.map(\.score)
    }

    private func expect(_ actual: [Double], _ expected: [Double]) {
        #expect(actual.count == expected.count)
        for (a, b) in zip(actual, expected) { #expect(abs(a - b) < 1e-12) }
    }

    @Test("popularity counts ratings")
    func popularity() throws { expect(try scores(PopularityStrategy()), [4, 8, 1]) }

    @Test("entropy is in bits")
    func entropy() throws {
        // Item 1: four classes with 1/8 and one with 1/2: 4 · 3/8 + 1/2.
        expect(try scores(EntropyStrategy()), [1, 2, 0])
    }

    @Test("Entropy0 gives not knowing half weight")
    func entropy0() throws {
        // Item 0: 2 · (1/4 · 2 bits) + 1/2 · (1/2 · 1 bit); item 1: all know it; item 2: 1/8 · 3 + 1/2 · 7/8
        // · lg 8/7.
        expect(try scores(Entropy0Strategy()), [1.25 / 5.5, 2 / 5.5, (0.375 + 0.4375 * log2(8.0 / 7)) / 5.5])
    }

    @Test("users without a rating count as users who do not know the item")
    func silentUsers() throws {
        var generator = SeededGenerator(seed: 0)
        let table = RatingTable(Self.table.rows, userCount: 16)
        #expect(table.knownCounts.userCount == 16 && table.raterCount == 8)
        func score(_ strategy: some ElicitationStrategy) throws -> Double {
            let ranking = try strategy.rank(ElicitationInput(ratings: table), using: &generator)
            return try #require(ranking.items.first { $0.item == 1 }).score
        }
        // Item 1: 4 · 1/16 · 4 bits + 1/4 · 2 bits, and half of the users without it, 1/2 · 1 bit, at half
        // weight.
        let entropy0 = (1 + 0.5 + 0.25) / 5.5
        expect([try score(Entropy0Strategy())], [entropy0])
        // LF = ln 8 / ln 16 = 3/4, H' = 2 / lg 5.
        let (frequency, entropy) = (0.75, 2 / log2(5.0))
        let helf = 2 * frequency * entropy / (frequency + entropy)
        expect([try score(HELFStrategy())], [helf])
    }

    @Test("log popularity times entropy")
    func logPopularity() throws {
        expect(try scores(LogPopularityEntropyStrategy()), [log(4.0), 2 * log(8.0), 0])
    }

    @Test("HELF is the harmonic mean of both, each in 0...1")
    func helf() throws {
        // Item 0: LF = ln 4 / ln 8 = 2/3, H' = 1 / lg 5.
        let (frequency, entropy) = (2.0 / 3, 1 / log2(5.0))
        let other = 2 / log2(5.0)
        expect(
            try scores(HELFStrategy()),
            [2 * frequency * entropy / (frequency + entropy), 2 * other / (1 + other), 0])
    }

    @Test("variance times popularity is the sum of squared deviations")
    func variance() throws { expect(try scores(VariancePopularityStrategy()), [16, 10, 0]) }

    @Test("half stars are counted as whole stars, other scales by their values")
    func categories() {
        let halves = RatingCategories(of: stride(from: 0.5, through: 5, by: 0.5).map { $0 })
        #expect(halves.count == 5)
        #expect(
            stride(from: 0.5, through: 5, by: 0.5).map(halves.category) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
        let stars = RatingCategories(of: [5, 3, 1, 3])
        #expect(stars.count == 3)
        #expect([1, 3, 5].map(stars.category) == [0, 1, 2])
        #expect(RatingCategories(of: []).category(of: 3) == 0)
    }

    @Test("random draws every order alike")
    func random() throws {
        var firsts = [0, 0, 0]
        for seed in 0..<3000 {
            var generator = SeededGenerator(seed: UInt64(seed))
            firsts[
                try RandomStrategy().rank(ElicitationInput(ratings: Self.table), using: &generator).items[0]
                    .item] += 1
        }
        // Each is binomial with mean 1000 and deviation 26.
        #expect(firsts.allSatisfy { abs($0 - 1000) < 130 })
    }

    @Test("the reason is said in words")
    func reasons() throws {
        var generator = SeededGenerator(seed: 0)
        let input = ElicitationInput(ratings: Self.table)
        #expect(
            try EntropyStrategy().rank(input, using: &generator).items[0].reason
                == "its ratings are 86% as mixed as they could be")
        #expect(
            try VariancePopularityStrategy().rank(input, using: &generator).items[0].reason
                == "its ratings lie 2.0 points from their mean, typically")
    }
}
