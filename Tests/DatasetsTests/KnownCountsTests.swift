import Datasets
import Testing

@Suite("Known counts") struct KnownCountsTests {
    /// Items 0, 1 and 2 rated by 3, 1 and no user of four, the last of whom rated nothing.
    private static let dataset = Dataset(
        name: "few", format: "test", users: EntityTable(ids: [1, 2, 3, 4]),
        items: EntityTable(ids: [10, 20, 30]),
        interactions: Interactions(users: [0, 0, 1, 2], items: [0, 1, 0, 0], ratings: [1, 2, 3, 4]),
        scale: RatingScale(minimum: 1, maximum: 5))

    @Test("count every user once for an item, and users without a rating among all")
    func everybody() {
        let counts = KnownCounts(of: Self.dataset)
        #expect(counts.counts == [3, 1, 0])
        #expect(counts.userCount == 4)
        #expect((0..<3).map { counts.share(ofItem: $0) } == [0.75, 0.25, 0])
    }

    @Test("count an audience")
    func audience() {
        let counts = KnownCounts(of: Self.dataset, audience: [false, true, false, true])
        #expect(counts.counts == [1, 0, 0])
        #expect(counts.userCount == 2)
        #expect(
            KnownCounts(of: Self.dataset, audience: [true, true, true, true]) == KnownCounts(of: Self.dataset)
        )
        #expect(KnownCounts(of: Self.dataset, audience: [false, false, false, false]).share(ofItem: 0) == 0)
    }

    @Test(
        "give a floor for recommendations: the larger of 10 and 0.2% of the users, rounded up",
        arguments: [(610, 10), (5_000, 10), (5_001, 11), (6_040, 13), (1_000_000, 2_000)])
    func floor(users: Int, floor: Int) {
        let counts = KnownCounts(counts: Array(repeating: users, count: 100) + [1, 0], userCount: users)
        #expect(counts.recommendationFloor == floor)
    }

    /// Counts, and the floor that half of them, or a thousand, reach.
    static let few: [(counts: [Int], floor: Int)] = [
        ([], 0), ([0, 0], 0), ([1], 1), ([3, 0, 0], 3), ([9, 2, 1, 1], 2), ([12, 11, 1, 1], 10),
        ([12, 8, 7, 1, 1], 7),
        (repeated(999), 4), (repeated(1_000), 10),
    ]

    /// So many items that 50 users know, and 9,000 that 4 know.
    private static func repeated(_ count: Int) -> [Int] {
        [Int](repeating: 50, count: count) + [Int](repeating: 4, count: 9_000)
    }

    @Test("never ask for more than half of the known items reach, or a thousand of them", arguments: few)
    func small(counts: [Int], floor: Int) {
        let known = KnownCounts(counts: counts, userCount: 60)
        #expect(known.recommendationFloor == floor)
        let (left, all) = (counts.count { $0 >= floor }, counts.count { $0 > 0 })
        #expect(left >= min((all + 1) / 2, 1_000))
    }
}
