import Datasets
import Evaluation
import TestSupport
import Testing

@Suite("A comparison of lists")
struct ListComparisonTests {
    /// Five items without genres or years.
    private static let dataset = Dataset(
        name: "five", format: "none", users: EntityTable(ids: []), items: EntityTable(ids: [1, 2, 3, 4, 5]),
        interactions: Interactions(users: [], items: [], ratings: []),
        scale: RatingScale(minimum: 1, maximum: 5))
    private static let comparison = ListComparison(
        [
            ScoredList(strategy: "a", items: [0, 1, 2, 3], scores: [4, 3, 2, 1]),
            ScoredList(strategy: "b", items: [3, 1, 2], scores: [3, 2, 1]),
            ScoredList(strategy: "c", items: [4], scores: [1]),
        ], shown: 2, of: dataset)

    @Test("takes the first items")
    func lists() { #expect(Self.comparison.lists == [[0, 1], [3, 1], [4]]) }

    @Test("sets every two beside each other")
    func pairs() throws {
        let pairs = Self.comparison.pairs
        #expect(pairs.map { $0.strategy + $0.otherStrategy } == ["ab", "ac", "bc"])
        #expect(pairs.map(\.overlap) == [1, 0, 0])
        #expect(pairs.map(\.rankBiasedOverlap) == [rankBiasedOverlap([0, 1], [3, 1]), 0, 0])
        // Both score 1, 2 and 3: (3, 2, 1) beside (2, 1, 3) has one pair alike and two unlike.
        expectClose(try #require(pairs[0].kendallTau), -1.0 / 3)
        #expect(pairs[1].kendallTau == nil)
    }

    @Test("counts what the lists have of the dataset")
    func coverage() {
        #expect(Self.comparison.coverage == [0.4, 0.4, 0.2])
        #expect(Self.comparison.joinedCoverage == 0.8)
    }
}
