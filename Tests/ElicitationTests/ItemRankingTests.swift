import Elicitation
import Testing

@Suite("Item ranking") struct ItemRankingTests {
    @Test("orders by descending score, ties to the smaller item")
    func order() {
        let scored = [(3, 1.0), (1, 2), (2, 1), (0, 5)].map { RankedItem(item: $0.0, score: $0.1) }
        #expect(ItemRanking(strategy: "test", scored: scored).items.map(\.item) == [0, 1, 2, 3])
    }

    @Test("leaves out scores that are no number, and repeated items")
    func leaveOut() {
        let scored = [(0, Double.nan), (1, 2), (1, 3), (2, .infinity)].map {
            RankedItem(item: $0.0, score: $0.1)
        }
        let ranking = ItemRanking(strategy: "test", scored: scored)
        #expect(ranking.items.map(\.item) == [2, 1])
        #expect(ranking.items.map(\.score) == [.infinity, 3])
    }

    @Test("takes the items that anyone knows for popularity")
    func popularity() {
        let ranking = ItemRanking(popularity: Films.counts)
        #expect(ranking.top(100) == [0, 1, 2, 3, 4, 5, 6])
        #expect(ranking.top(-1) == [])
    }
}
