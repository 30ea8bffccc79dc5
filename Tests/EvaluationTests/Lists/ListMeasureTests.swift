import Datasets
import Evaluation
import Statistics
import TestSupport
import Testing

@Suite("List measures") struct ListMeasureTests {
    @Test("equal scipy's tau and the rbo package's overlap")
    func golden() throws {
        for known in try EvaluationGolden.load().agreement {
            let tau = kendallTauB(known.first, known.second)
            #expect((tau == nil) == (known.tau == nil))
            if let tau, let expected = known.tau { expectClose(tau, expected) }
            expectClose(rankBiasedOverlap(known.lists[0], known.lists[1]), known.rbo)
            expectClose(rankBiasedOverlap(known.shorter, known.lists[1]), known.rboUneven)
            expectClose(rankBiasedOverlap(known.lists[1], known.shorter), known.rboUneven)
        }
    }

    @Test("are 1 for the same list and 0 for lists with nothing in common")
    func ends() {
        expectClose(rankBiasedOverlap([3, 1, 2], [3, 1, 2]), 1)
        #expect(rankBiasedOverlap([1, 2], [3, 4]) == 0)
        #expect(rankBiasedOverlap([Int](), []) == 1 && rankBiasedOverlap([], [1]) == 0)
        #expect(overlapMatrix([[1, 2, 3], [3, 4]]) == [[3, 1], [1, 2]])
    }

    @Test("take scores that rounding alone parts as tied")
    func noise() {
        let (first, second) = ([1, 2, 3, 4.0], [0.3, 0.1 + 0.2, 0.5, 0.4])
        #expect(kendallTauB(first, second) == kendallTauB(first, [0.3, 0.3, 0.5, 0.4]))
    }

    @Test("of one item alone say nothing of its variety")
    func single() {
        let diversity = ListDiversity(labels: [
            ItemLabel(title: "A", year: 1990, genres: ["Drama"]), ItemLabel(title: "B"),
        ])
        #expect(diversity.genreDistance == nil && diversity.yearDeviation == nil)
        #expect(diversity.genres == 1 && diversity.firstYear == 1990)
    }

    @Test("see genres and years")
    func diversity() throws {
        let labels = [
            ItemLabel(title: "A", year: 1990, genres: ["Comedy", "Drama"]),
            ItemLabel(title: "B", year: 2000, genres: ["Drama"]),
            ItemLabel(title: "C", genres: ["Horror", "Crime"]), ItemLabel(title: "D", year: 1995),
        ]
        let diversity = ListDiversity(labels: labels)
        // Pairs AB 1/2, AC 1, BC 1; labels: Drama 2 of 5 and three of 1 each.
        expectClose(try #require(diversity.genreDistance), 2.5 / 3)
        expectClose(diversity.genreEntropy, 1.921928094887362)
        #expect(diversity.genres == 4 && diversity.firstYear == 1990 && diversity.lastYear == 2000)
        expectClose(try #require(diversity.yearDeviation), 5)
        #expect(ListDiversity(labels: []).genreEntropy == 0)
        #expect(catalogueCoverage([[0, 1], [1, 2]], itemCount: 6) == 0.5)
    }
}
