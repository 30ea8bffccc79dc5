import Datasets
import Support
import Tasks
import Testing

@Suite("Negative sampler")
struct NegativeSamplerTests {
    /// User u of four took the first 2, 5, 11 and all 12 items.
    static let dataset: Dataset = {
        let rows = [2, 5, 11, 12].enumerated().flatMap { user, count in
            (0..<Int32(count)).map { (Int32(user), $0) }
        }
        return Dataset(
            name: "clicks", format: "test", users: EntityTable(ids: [1, 2, 3, 4]),
            items: EntityTable(ids: (0..<12).map { .integer($0) }),
            interactions: Interactions(
                users: rows.map(\.0), items: rows.map(\.1), ratings: rows.map { _ in 1 }),
            scale: .implicit,
            feedback: .implicit)
    }()
    static let nothing = Holdout(nothingOf: dataset)

    private func sampler(
        _ distribution: NegativeSampling.Distribution, perPositive: Int = 2, holdout: Holdout = nothing,
        newItems: Bool = false
    ) -> NegativeSampler {
        NegativeSampler(
            NegativeSampling(perPositive: perPositive, distribution: distribution), of: Self.dataset,
            holdout: holdout,
            newItems: newItems)
    }

    @Test(
        "never draws what the user took, nor an item twice",
        arguments: NegativeSampling.Distribution.allCases, 0..<4)
    func neverTaken(distribution: NegativeSampling.Distribution, user: Int32) {
        var generator = SeededGenerator(seed: 5)
        for count in [0, 1, 3, 7, 100] {
            let drawn = sampler(distribution).negatives(count, for: user, using: &generator)
            let free = Set([2, 5, 11, 12][Int(user)]..<Int32(12))
            #expect(Set(drawn).isSubset(of: free))
            #expect(Set(drawn).count == drawn.count)
            #expect(drawn.count == min(count, free.count))
        }
    }

    @Test("draws the same from the same seed, and something else from another")
    func seeded() {
        let draws = [1, 1, 2].map { seed in
            var generator = SeededGenerator(seed: UInt64(seed))
            return (0..<20).flatMap { _ in sampler(.popularity).negatives(4, for: 0, using: &generator) }
        }
        #expect(draws[0] == draws[1])
        #expect(draws[0] != draws[2])
    }

    @Test("draws in proportion to the weights")
    func proportions() {
        // Of user 1 the free items 2...11 have weights 1 + takers: 4 for 2...4, 3 for 5...10 and 2 for 11.
        for (distribution, weights) in [
            (NegativeSampling.Distribution.uniform, [Double](repeating: 1, count: 10)),
            (.popularity, [4, 4, 4, 3, 3, 3, 3, 3, 3, 2]),
        ] {
            var generator = SeededGenerator(seed: 9)
            var counts = [Double](repeating: 0, count: 12)
            for _ in 0..<20_000 {
                counts[Int(sampler(distribution).negatives(1, for: 0, using: &generator)[0])] += 1
            }
            let total = weights.reduce(0, +)
            for (item, weight) in zip(2..., weights) {
                // Five standard deviations of a binomial count.
                let (expected, share) = (20_000 * weight / total, weight / total)
                #expect(abs(counts[item] - expected) < 5 * (expected * (1 - share)).squareRoot())
            }
        }
    }

    @Test("keeps to one side of a holdout")
    func holdout() {
        let holdout = Holdout(users: [3], items: [3, 9], of: Self.dataset)
        var generator = SeededGenerator(seed: 1)
        #expect(
            Set(sampler(.uniform, holdout: holdout).negatives(99, for: 0, using: &generator)) == [
                2, 4, 5, 6, 7, 8, 10, 11,
            ])
        #expect(
            Set(
                sampler(.popularity, holdout: holdout, newItems: true).negatives(
                    99, for: 0, using: &generator)) == [3, 9])
    }

    @Test("puts the negatives behind the positives of each set, with rating 0")
    func task() {
        var generator = SeededGenerator(seed: 1)
        let task = UserTask(user: 0, items: [1, 0], ratings: [1, 1], supportCount: 1)
        let full = sampler(.uniform, perPositive: 3).adding(to: task, using: &generator)
        #expect(full.supportCount == 4)
        #expect(full.items[0] == 1 && full.items[4] == 0)
        #expect(full.ratings == [1, 0, 0, 0, 1, 0, 0, 0])
        #expect(Set(full.items).count == 8)
    }

    @Test("shares what there is between both sets where a user has taken nearly everything")
    func exhausted() {
        var generator = SeededGenerator(seed: 1)
        let items = [Int32](0..<11)
        let task = UserTask(user: 2, items: items, ratings: items.map { _ in 1 }, supportCount: 6)
        let full = sampler(.uniform).adding(to: task, using: &generator)
        #expect(full.items.count == 12 && full.supportCount + full.queryItems.count == 12)
        let everything = UserTask(user: 3, items: items, ratings: items.map { _ in 1 }, supportCount: 6)
        #expect(sampler(.uniform).adding(to: everything, using: &generator) == everything)
    }
}
