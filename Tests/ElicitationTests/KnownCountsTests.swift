import Elicitation
import Tasks
import Testing

@Suite("Known counts") struct KnownCountsTests {
    @Test("count support pairs, never query pairs")
    func supportPairs() {
        let tasks = [
            UserTask(user: 0, items: [2, 0, 1], ratings: [1, 2, 3], supportCount: 2),
            UserTask(user: 4, items: [2, 1, 3], ratings: [1, 2, 3], supportCount: 1),
        ]
        let counts = KnownCounts(supportSetsOf: tasks, itemCount: 5)
        #expect(counts.counts == [1, 0, 2, 0, 0])
        #expect(counts.share(ofItem: 0) == 0.5)
    }

    @Test("rank an item after all that more users know", arguments: zip(0..<8, [1, 2, 2, 4, 5, 6, 7, 8]))
    func rank(item: Int, rank: Int) { #expect(Films.counts.rank(ofItem: item) == rank) }

    @Test("know which places are shared")
    func shared() { #expect((0..<8).filter { Films.counts.sharesRank(item: $0) } == [1, 2]) }

    @Test("have no share without users")
    func empty() { #expect(KnownCounts(counts: [0], userCount: 0).share(ofItem: 0) == 0) }
}
