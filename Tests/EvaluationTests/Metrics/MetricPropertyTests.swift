import Datasets
import Evaluation
import Support
import Testing

@Suite("Every metric of random ratings")
struct MetricPropertyTests {
    private let scale = RatingScale(minimum: 0.5, maximum: 5)

    /// Ratings of 0.5 to 5 and predictions without ties.
    private static func sample(_ seed: UInt64) -> (predicted: [Double], actual: [Double]) {
        var generator = SeededGenerator(seed: seed, stream: RandomStream(number: 9))
        let count = 1 + generator.integer(below: 30)
        return (
            (0..<count).map { Double($0) * 1e-9 + generator.unitInterval() * 5 },
            (0..<count).map { _ in 0.5 * Double(1 + generator.integer(below: 10)) }
        )
    }

    @Test("is within its bounds", arguments: 0..<100 as Range<UInt64>)
    func bounds(seed: UInt64) {
        let (predicted, actual) = Self.sample(seed)
        let (mae, rmse) = (meanAbsoluteError(predicted, actual), rootMeanSquaredError(predicted, actual))
        #expect(mae >= 0 && mae <= rmse * (1 + 1e-12))
        #expect(rmse <= (zip(predicted, actual).map { abs($0 - $1) }.max() ?? 0) * (1 + 1e-12))
        for k in [1, 3, 10, 100] {
            let gain = DiscountedGain(scale).normalized(at: k, predicted: predicted, actual: actual)
            #expect((0...1 + 1e-12).contains(gain))
        }
    }

    @Test(
        "is best for the ratings themselves and for any growing function of them",
        arguments: 0..<100 as Range<UInt64>)
    func ideal(seed: UInt64) {
        let (_, actual) = Self.sample(seed)
        #expect(meanAbsoluteError(actual, actual) == 0 && rootMeanSquaredError(actual, actual) == 0)
        for k in [1, 3, 10] {
            #expect(DiscountedGain(scale).normalized(at: k, predicted: actual, actual: actual) == 1)
            #expect(
                DiscountedGain(scale).normalized(at: k, predicted: actual.map { 3 * $0 - 7 }, actual: actual)
                    == 1)
        }
    }

    @Test("does not depend on the order of the items", arguments: 0..<100 as Range<UInt64>)
    func order(seed: UInt64) {
        let (predicted, actual) = Self.sample(seed)
        var generator = SeededGenerator(seed: seed, stream: RandomStream(number: 10))
        var places = Array(predicted.indices)
        generator.shuffle(&places)
        let (otherPredicted, otherActual) = (places.map { predicted[$0] }, places.map { actual[$0] })
        func isSame(_ metric: ([Double], [Double]) -> Double) -> Bool {
            abs(metric(predicted, actual) - metric(otherPredicted, otherActual)) < 1e-12
        }
        #expect(isSame { meanAbsoluteError($0, $1) })
        #expect(isSame { rootMeanSquaredError($0, $1) })
        for k in [1, 3, 10] {
            #expect(isSame { DiscountedGain(scale).normalized(at: k, predicted: $0, actual: $1) })
        }
    }

    @Test("grows with a swap that puts the better item first", arguments: 0..<100 as Range<UInt64>)
    func swap(seed: UInt64) {
        let (predicted, actual) = Self.sample(seed)
        var better = predicted
        let pairs = predicted.indices.flatMap { first in predicted.indices.map { (first, $0) } }
        guard
            let (low, high) = pairs.first(where: { actual[$0] < actual[$1] && predicted[$0] > predicted[$1] })
        else { return }
        better.swapAt(low, high)
        let before = DiscountedGain(scale).normalized(at: 100, predicted: predicted, actual: actual)
        #expect(DiscountedGain(scale).normalized(at: 100, predicted: better, actual: actual) > before)
    }
}
