import Evaluation
import TestSupport
import Testing

@Suite("Recommendation quality") struct RecommendationQualityTests {
    @Test("is the mean over all orders of tied titles, as scikit-learn and a list of the orders have it")
    func ties() throws {
        for golden in try GridGolden.load().ties {
            let relevant = golden.labels.indices.filter { golden.labels[$0] == 1 }.map { Int32($0) }
            let quality = try #require(
                RecommendationQuality(
                    scores: golden.scores, candidates: golden.scores.map { _ in true }, relevant: relevant,
                    at: golden.k))
            for (found, expected) in zip([quality.ndcg, quality.recall, quality.hitRate], golden.measures) {
                expectClose(found, expected)
            }
        }
    }

    @Test("has the best of min(10, relevant) titles as its ideal")
    func ideal() throws {
        let scores = (0..<30).map { Double(-$0) }
        let all = scores.map { _ in true }
        for count in [1, 4, 10, 17] {
            let best = try #require(
                RecommendationQuality(scores: scores, candidates: all, relevant: (0..<Int32(count))))
            #expect(best.ndcg == 1 && best.hitRate == 1)
            expectClose(best.recall, Double(min(count, 10)) / Double(count))
        }
    }

    @Test("counts candidates alone, and is not defined where none of them is relevant")
    func candidates() throws {
        let scores = [3.0, 2, 1, 0]
        #expect(
            RecommendationQuality(
                scores: scores, candidates: [true, true, false, true], relevant: [2] as [Int32]) == nil)
        let quality = RecommendationQuality(
            scores: scores, candidates: [false, true, true, true], relevant: [0, 1] as [Int32], at: 1)
        #expect(try #require(quality).recall == 1)
        let failed = RecommendationQuality(
            scores: [.nan, 1], candidates: [true, true], relevant: [1] as [Int32])
        #expect(try #require(failed).ndcg.isNaN)
        let aside = RecommendationQuality(
            scores: [.nan, 1], candidates: [false, true], relevant: [1] as [Int32])
        #expect(try #require(aside).ndcg == 1)
    }

    @Test("takes scores that differ by rounding for tied, wherever they stand")
    func rounding() throws {
        let noisy = [0.3, 0.1 + 0.2, 0.3 - 1e-13, 0.1]
        for relevant in [0, 1, 2] as [Int32] {
            let quality = try #require(
                RecommendationQuality(
                    scores: noisy, candidates: noisy.map { _ in true }, relevant: [relevant], at: 1))
            expectClose(quality.recall, 1 / 3)
        }
    }
}
