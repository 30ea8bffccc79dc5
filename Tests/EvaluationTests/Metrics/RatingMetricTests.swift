import Datasets
import Evaluation
import Testing

@Suite("Rating metrics") struct RatingMetricTests {
    @Test("equal scikit-learn's")
    func golden() throws {
        for known in try EvaluationGolden.load().ratings {
            expectClose(meanAbsoluteError(known.predicted, known.actual), known.mae)
            expectClose(rootMeanSquaredError(known.predicted, known.actual), known.rmse)
            for (k, value) in [(1, known.ndcg1), (3, known.ndcg3), (10, known.ndcg10)] {
                expectClose(
                    normalizedDiscountedCumulativeGain(at: k, predicted: known.predicted, actual: known.actual), value)
            }
        }
    }

    @Test("rank equal predictions in the order of the query set")
    func ties() {
        let first = normalizedDiscountedCumulativeGain(at: 1, predicted: [3, 3, 2], actual: [5, 1, 5])
        let second = normalizedDiscountedCumulativeGain(at: 1, predicted: [3, 3, 2], actual: [1, 5, 5])
        #expect(first == 1)
        expectClose(second, 1.0 / 31)
    }

    @Test("give no gain where no rating has any")
    func noGain() {
        #expect(normalizedDiscountedCumulativeGain(at: 3, predicted: [1, 2], actual: [0, 0]) == 0)
        #expect(meanAbsoluteError([Double](), [Double]()) == 0)
    }

    @Test("are taken within each user, clipped on request, alike on any number of threads")
    func users() {
        let predicted = [[6.0, 2], [3, 3]]
        let actual = [[5.0, 2], [1, 4]]
        let metrics = UserMetrics(predicted: predicted, actual: actual)
        #expect(metrics.mae == [0.5, 1.5])
        #expect(metrics == UserMetrics(predicted: predicted, actual: actual, threads: 4))
        let scale = RatingScale(minimum: 1, maximum: 5)
        #expect(UserMetrics(predicted: predicted, actual: actual, clippedTo: scale)[.mae] == [0, 1.5])
    }
}
