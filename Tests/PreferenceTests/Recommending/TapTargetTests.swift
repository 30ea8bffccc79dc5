import Datasets
import Preference
import Testing

@Suite("What the estimator is told of a tap")
struct TapTargetTests {
    private static let scale = RatingScale(minimum: -10, maximum: 40)

    @Test("is taken or not taken, and of an estimator of ratings the highest or the lowest one")
    func targets() {
        let binary = TapTargets(LocalUpdate(loss: .binaryCrossEntropy), scale: .implicit)
        #expect(binary.tapped == 1 && binary.untapped == 0 && !binary.areRatings)
        let rated = TapTargets(LocalUpdate(loss: .squaredError), scale: Self.scale)
        #expect(rated.tapped == 40 && rated.untapped == -10 && rated.areRatings)
    }

    @Test("is said of each tile in order, and then of what was tapped elsewhere")
    func ratings() {
        let targets = TapTargets(LocalUpdate(), scale: Self.scale)
        #expect(
            targets.ratings(shown: [7, 2, 5], taps: [9, 2]) == [
                GivenRating(item: 7, rating: -10), GivenRating(item: 2, rating: 40),
                GivenRating(item: 5, rating: -10), GivenRating(item: 9, rating: 40),
            ])
        #expect(targets.ratings(shown: [], taps: []).isEmpty)
    }
}
