import Datasets
import Elicitation
import Testing

@Suite("Explanation") struct ExplanationTests {
    @Test(
        "says who knows the item",
        arguments: [
            (0, 340, 1000, "Known by 34% of users (most popular)."),
            (1, 340, 1000, "Known by 34% of users (2nd most popular)."),
            (2, 340, 1000, "Known by 34% of users (3rd most popular)."),
            (10, 340, 1000, "Known by 34% of users (11th most popular)."),
            (21, 340, 1000, "Known by 34% of users (22nd most popular)."),
            (110, 340, 1000, "Known by 34% of users (111th most popular)."),
            (0, 4, 1000, "Known by fewer than 1% of users (most popular)."),
            (0, 999, 1000, "Known by over 99% of users (most popular)."),
            (0, 1000, 1000, "Known by 100% of users (most popular)."),
            (0, 300, 305, "Known by 300 of 305 users (most popular)."),
            (0, 3, 12, "Known by 3 of 12 users (most popular)."),
            (0, 1, 1, "Known by 1 of 1 user (most popular)."),
            (0, 0, 12, "No user has rated it yet."),
        ])
    func known(above: Int, count: Int, users: Int, text: String) {
        let counts = KnownCounts(
            counts: [count] + Array(repeating: users + 1, count: above), userCount: users)
        #expect(Explanation(nil, item: 0, counts: counts).description == text)
    }

    @Test("says where nobody has taken an item, where there are no ratings")
    func untaken() {
        let counts = KnownCounts(counts: [0, 2], userCount: 4)
        #expect(
            Explanation(nil, item: 0, counts: counts, feedback: .implicit).description
                == "No user has taken it yet.")
        #expect(
            Explanation(nil, item: 1, counts: counts, feedback: .implicit).description
                == "Known by 2 of 4 users (most popular).")
    }

    @Test("says where a place is shared")
    func joint() {
        #expect(
            Explanation(nil, item: 1, counts: Films.counts).description
                == "Known by 40 of 200 users (joint 2nd most popular).")
    }

    @Test(
        "says how far an answer moves the estimate beside the average item's",
        arguments: [
            (6.0, "one answer moves the estimate 1.2 times as much as the average item's"),
            (5, "one answer moves the estimate as much as the average item's"),
            (2, "one answer moves the estimate 0.4 times as much as the average item's"),
            (0, "one answer hardly moves the estimate"),
        ])
    func pull(norm: Double, clause: String) throws {
        let evidence = try EvidenceScores(
            gradientNorms: [norm, 10 - norm], supportCounts: [2, 1], normalization: .maximum)
        let ranking = ItemRanking(strategy: "melu", evidence: evidence)
        let ranked = try #require(ranking.items.first { $0.item == 0 })
        let counts = KnownCounts(counts: [2, 1], userCount: 4)
        #expect(
            Explanation(ranked, item: 0, counts: counts).description
                == "Known by 2 of 4 users (most popular); \(clause).")
    }

    @Test("marks pinned items")
    func pinned() {
        let ranked = RankedItem(item: 0, score: 1, reason: "opinions on it are divided")
        #expect(
            Explanation(ranked, item: 0, counts: Films.counts, isPinned: true).description
                == "Known by 50 of 200 users (most popular); opinions on it are divided. Pinned to the list.")
    }
}
