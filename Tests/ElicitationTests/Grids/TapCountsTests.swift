import Datasets
import Elicitation
import Testing

@Suite("Tap counts")
struct TapCountsTests {
    @Test("are the sums of x and of x x'")
    func plainLoops() throws {
        let golden = try GridGolden.load()
        let counts = golden.counts
        for (place, column) in golden.candidates.enumerated() {
            for item in 0..<golden.itemCount {
                let both = golden.taken.count { $0.contains(Int32(column)) && $0.contains(Int32(item)) }
                #expect(Int(counts.pairs[place * golden.itemCount + item]) == both)
            }
            #expect(counts.taken[column] == golden.taken.count { $0.contains(Int32(column)) })
        }
        #expect(counts.people == golden.taken.count)
    }

    @Test(
        "of shards add up to those of everybody, and the rest is left when a shard is taken away",
        arguments: [1, 2, 3, 7])
    func shards(_ count: Int) throws {
        let golden = try GridGolden.load()
        let table = golden.table
        let shards = (0..<count).map { shard in
            TapCounts(
                table.people((0..<table.personCount).filter { $0 % count == shard }),
                columns: golden.candidates)
        }
        let sum = shards.dropFirst().reduce(shards[0], +)
        #expect(sum == golden.counts)
        #expect(golden.counts - shards[0] == shards.dropFirst(2).reduce(count > 1 ? shards[1] : sum - sum, +))
    }

    @Test("are the same on any number of threads", arguments: [2, 4, 9])
    func threads(_ threads: Int) throws {
        let golden = try GridGolden.load()
        #expect(TapCounts(golden.table, columns: golden.candidates, threads: threads) == golden.counts)
    }
}

@Suite("Tap table")
struct TapTableTests {
    private static let dataset = Dataset(
        name: "taps", format: "test", users: EntityTable(ids: [1, 2, 3]),
        items: EntityTable(ids: [10, 20, 30]),
        interactions: Interactions(
            users: [0, 0, 2], items: [0, 2, 1], ratings: [5, 2, 4], timestamps: [30, 10, 20]),
        scale: RatingScale(minimum: 1, maximum: 5))

    @Test("has a row for everybody, those who took nothing among them")
    func rows() {
        let table = TapTable(of: Self.dataset)
        #expect(table.personCount == 3 && table.offsets == [0, 2, 2, 3] && table.items == [0, 2, 1])
        #expect(table.takenCounts == KnownCounts(of: Self.dataset).counts)
    }

    @Test("takes ratings from a bound on, some users and some items")
    func masks() {
        #expect(TapTable(of: Self.dataset, positiveFrom: 4).items == [0, 1])
        let some = TapTable(of: Self.dataset, users: [false, true, true], items: [true, false, true])
        #expect(some.people == [1, 2] && some.offsets == [0, 0, 0])
    }

    @Test("without ratings takes every interaction, whatever the bound")
    func implicit() {
        var dataset = Self.dataset
        dataset.feedback = .implicit
        #expect(TapTable(of: dataset, positiveFrom: 9).items == [0, 2, 1])
    }

    @Test("knows what was taken lately by the newest time of the data")
    func recent() {
        #expect(RecentCounts.counts(of: Self.dataset) == [1, 0, 0])
        #expect(RecentCounts.counts(of: Self.dataset, share: 0.5) == [1, 1, 0])
        #expect(
            RecentCounts.counts(of: Self.dataset, positiveFrom: 4, users: [false, true, true]) == [0, 1, 0])
        var dataset = Self.dataset
        dataset.interactions = Interactions(users: [0], items: [0], ratings: [5])
        #expect(RecentCounts.counts(of: dataset) == nil)
    }
}
