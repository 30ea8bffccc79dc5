import Datasets
import Testing

@Suite("Places by popularity") struct KnownPlacesTests {
    @Test("rank an item after all that more users know", arguments: zip(0..<8, [1, 2, 2, 4, 5, 6, 7, 8]))
    func rank(item: Int, rank: Int) { #expect(Films.counts.rank(ofItem: item) == rank) }

    @Test("know which places are shared")
    func shared() { #expect((0..<8).filter { Films.counts.sharesRank(item: $0) } == [1, 2]) }

    @Test("have no share without users")
    func empty() { #expect(KnownCounts(counts: [0], userCount: 0).share(ofItem: 0) == 0) }
}
