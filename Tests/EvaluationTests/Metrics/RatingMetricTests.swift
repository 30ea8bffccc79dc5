import Datasets
import Evaluation
import TestSupport
import Testing

@Suite("Rating metrics") struct RatingMetricTests {
    private let scale = RatingScale(minimum: 1, maximum: 5)

    @Test("equal scikit-learn's")
    func golden() throws {
        for known in try EvaluationGolden.load().ratings {
            expectClose(meanAbsoluteError(known.predicted, known.actual), known.mae)
            expectClose(rootMeanSquaredError(known.predicted, known.actual), known.rmse)
            for (k, value) in [(1, known.ndcg1), (3, known.ndcg3), (10, known.ndcg10)] {
                expectClose(
                    DiscountedGain(scale).normalized(at: k, predicted: known.predicted, actual: known.actual),
                    value)
            }
        }
    }

    @Test("of equal predictions are the mean over all their orders, by hand and by a count of every order")
    func ties() throws {
        let gain = DiscountedGain(scale)
        // The gains 31 and 1 share the first place; the ideal begins with 31.
        expectClose(gain.normalized(at: 1, predicted: [3, 3, 2], actual: [5, 1, 5]), 16.0 / 31)
        expectClose(gain.normalized(at: 1, predicted: [3, 3, 2], actual: [1, 5, 5]), 16.0 / 31)
        for known in try EvaluationGolden.load().ties {
            let scale = RatingScale(minimum: known.lowest, maximum: known.highest)
            // The map to 1...5 rounds to 2⁻³⁰, so that every unit has the same bits; on 1...5 it rounds
            // nothing.
            let tolerance = scale == self.scale ? 1e-12 : 1e-9
            for (k, value) in [(1, known.ndcg1), (3, known.ndcg3), (10, known.ndcg10)] {
                let found = DiscountedGain(scale).normalized(
                    at: k, predicted: known.predicted, actual: known.actual)
                expectClose(found, value, within: tolerance)
            }
        }
    }

    @Test("of predictions that rounding alone parts are those of equal ones")
    func noise() {
        let gain = DiscountedGain(scale)
        let equal = gain.normalized(at: 3, predicted: [3, 3, 3, 3], actual: [1, 2, 4, 5])
        let noisy = [3, 3 + 4e-16, 3 - 4e-16, 3 + 1e-12]
        #expect(gain.normalized(at: 3, predicted: noisy, actual: [1, 2, 4, 5]) == equal)
        #expect(gain.normalized(at: 3, predicted: [1, 1 + 1e-7, 2, 3], actual: [1, 2, 4, 5]) == 1)
    }

    @Test("of equal ratings are 1, whatever the order, the rating and the scale, one of no width too")
    func equalRatings() {
        for (low, high, rating) in [
            (1.0, 5.0, 1.0), (-50, -10, -50), (0, 1, 0.5), (3, 3, 3), (0, 1e300, 1e299),
        ] {
            let gain = DiscountedGain(RatingScale(minimum: low, maximum: high))
            #expect(
                gain.normalized(at: 3, predicted: [low, high, low], actual: [rating, rating, rating]) == 1)
            #expect(gain.normalized(at: 1, ofRanked: [rating, rating]) == 1)
        }
    }

    @Test("are not defined without ratings, and for an estimate that is no finite number, clipped or not")
    func undefined() {
        #expect(
            meanAbsoluteError([Double](), [Double]()).isNaN
                && rootMeanSquaredError([Double](), [Double]()).isNaN)
        #expect(DiscountedGain(scale).normalized(at: 1, predicted: [Double](), actual: [Double]()).isNaN)
        for failed in [Double.nan, .infinity, -.infinity] {
            for clips in [false, true] {
                let metrics = UserMetrics(
                    predicted: [[1, failed], [1, 2]], actual: [[1, 2], [1, 2]], scale: scale, clips: clips)
                #expect(metrics.undefinedUsers == 1)
                #expect(!metrics.mae[0].isFinite && metrics.ndcg1[0].isNaN && metrics.ndcg1[1] == 1)
            }
        }
    }

    @Test("are taken within each user, clipped on request, alike on any number of threads")
    func users() {
        let predicted = [[6.0, 2], [3, 3]]
        let actual = [[5.0, 2], [1, 4]]
        let metrics = UserMetrics(predicted: predicted, actual: actual, scale: scale)
        #expect(metrics.mae == [0.5, 1.5])
        #expect(metrics == UserMetrics(predicted: predicted, actual: actual, scale: scale, threads: 4))
        #expect(
            UserMetrics(predicted: predicted, actual: actual, scale: scale, clips: true)[.mae] == [0, 1.5])
    }
}
