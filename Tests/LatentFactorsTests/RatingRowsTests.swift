import Datasets
import LatentFactors
import Support
import Tasks
import Testing

@Suite("Rating rows") struct RatingRowsTests {
    static let dataset = Dataset(
        name: "small", format: "test", users: EntityTable(ids: [1, 2, 3]),
        items: EntityTable(ids: [10, 20, 30, 40]),
        interactions: Interactions(
            users: [0, 0, 0, 1, 1, 2], items: [0, 1, 2, 0, 3, 1], ratings: [1, 2, 3, 4, 5, 1]),
        scale: RatingScale(minimum: 1, maximum: 5))
    static let holdout = Holdout(users: [2], items: [3], of: dataset)

    @Test("hold warm ratings only, without the query sets")
    func warm() {
        let task = UserTask(user: 0, items: [0, 1, 2], ratings: [1, 2, 3], supportCount: 2)
        let rows = RatingRows(warmRowsOf: Self.dataset, holdout: Self.holdout, withoutQueriesOf: [task])
        #expect(rows.users == [0, 0, 1] && rows.items == [0, 1, 0] && rows.ratings == [1, 2, 4])
        #expect(rows.popularity == [2, 1, 0, 0] && rows.userOffsets == [0, 2, 3])
        let some = RatingRows(
            warmRowsOf: Self.dataset, holdout: Self.holdout, withoutQueriesOf: [], users: [false, true, true])
        #expect(some.users == [1] && some.items == [0])
        #expect(RatingRows(supportSetsOf: [task], itemCount: 4).items == [0, 1])
    }

    @Test("are listed by item in ascending order")
    func byItem() {
        let rows = RatingRows(warmRowsOf: Self.dataset, holdout: Self.holdout, withoutQueriesOf: [])
        let (offsets, order) = rows.byItem()
        #expect(offsets == [0, 2, 3, 4, 4] && order == [0, 3, 1, 2])
        #expect(RatingRows(users: [], items: [], ratings: [], itemCount: 2).userOffsets == [0])
    }
}

@Suite("Latent factor tuning") struct LatentFactorTuningTests {
    @Test("reads every iteration of every candidate on users held back, alike on any number of threads")
    func candidates() throws {
        let dataset = Self.planted
        let holdout = Holdout(users: [0, 1], items: [0], of: dataset)
        let grid = [0, 2].map { LatentFactorOptions(factors: $0, factorPenalty: 1, iterations: 3) }
        func tune(threads: Int) -> LatentFactorTuning {
            var generator = SeededGenerator(seed: 4)
            return LatentFactorTuning(
                dataset, holdout: holdout, grid: grid, share: 0.5,
                rule: TaskRule(order: .hash, queryCount: 5),
                threads: threads, using: &generator)
        }
        let tuning = tune(threads: 1)
        #expect(tuning.candidates.map(\.options.iterations) == [1, 2, 3, 1, 2, 3])
        #expect(tuning.candidates == tune(threads: 3).candidates)
        let best = try #require(tuning.best)
        #expect(tuning.candidates.allSatisfy { $0.criterion >= best.criterion })
        // Ratings come from two tastes, which a bias cannot express.
        #expect(best.options.factors == 2)
    }

    /// Users of two tastes: one likes even items, the other odd ones.
    static let planted: Dataset = {
        let (users, items) = (60, 30)
        var generator = SeededGenerator(seed: 8)
        let pairs = (0..<users * items).map { (Int32($0 / items), Int32($0 % items)) }.filter { _ in
            generator.unitInterval() < 0.8
        }
        return Dataset(
            name: "planted", format: "test", users: EntityTable(ids: (0..<users).map { .integer(Int64($0)) }),
            items: EntityTable(ids: (0..<items).map { .integer(Int64($0)) }),
            interactions: Interactions(
                users: pairs.map(\.0), items: pairs.map(\.1),
                ratings: pairs.map { ($0 + $1) % 2 == 0 ? 5 : 2 }),
            scale: RatingScale(minimum: 1, maximum: 5))
    }()
}
