import Preference
import Testing

/// The effects are linear in α: those at one rate, times a small number, against differences of estimates in
/// Double at the rate made smaller by that number.
@Suite("Rating effects")
struct RatingEffectTests {
    static let problem = RecommenderProblem()
    static let rate = 0.01
    static let shrink = 1e-5

    @Test("add up to how far a small step moves the estimate", arguments: [1, 3], [1, 2, 3])
    func sum(steps: Int, ratingCount: Int) throws {
        let ratings = Self.problem.ratings(ratingCount, of: 2)
        let moved = Self.moved(ratings, share: 1, steps: steps)
        for item in try Self.recommendations(ratings, steps: steps) {
            let sum = item.reasons.reduce(0) { $0 + $1.effect }
            #expect(
                abs(sum - moved[item.item]) <= 1e-4 * max(abs(moved[item.item]), 0.01), "item \(item.item)")
        }
    }

    @Test(
        "are each what the update on that rating alone would do, and the strongest of them",
        arguments: [0, 5, 9])
    func single(user: Int) throws {
        let ratings = Self.problem.ratings(6, of: user)
        let moved = ratings.map { Self.moved([$0], share: 1 / Double(ratings.count), steps: 1, user: user) }
        for item in try Self.recommendations(ratings, steps: 1, user: user) {
            let effects = zip(ratings, moved).map { RatingEffect(item: $0.item, effect: $1[item.item]) }
            let expected =
                effects.filter { $0.effect > 0 }.sorted { $0.effect > $1.effect }
                + effects.filter { $0.effect < 0 }.sorted { $0.effect < $1.effect }
            #expect(item.reasons.map(\.item) == expected.prefix(3).map(\.item))
            for (actual, expected) in zip(item.reasons, expected) {
                #expect(abs(actual.effect - expected.effect) <= 1e-4 * max(abs(expected.effect), 0.01))
            }
        }
    }

    @Test("are named of some ratings alone where so asked, the estimates the same")
    func among() throws {
        let ratings = Self.problem.ratings(6, of: 5)
        let user = try NewUser(typedFeatures(ofUser: 5, in: Self.problem.dataset), of: Self.problem.dataset)
        let recommender = Self.problem.recommender(LocalUpdate(steps: 1, localLearningRate: Self.rate))
        let all = recommender.recommendations(to: user, ratings: ratings, count: 50)
        let named = Set(ratings.prefix(2).map(\.item))
        let some = recommender.recommendations(
            to: user, ratings: ratings, count: 50, reasonsAmong: named)
        #expect(some.map(\.item) == all.map(\.item) && some.map(\.estimate) == all.map(\.estimate))
        for (some, all) in zip(some, all) {
            #expect(Set(some.reasons.map(\.item)) == named)
            for reason in all.reasons where named.contains(reason.item) {
                #expect(some.reasons.contains(reason))
            }
        }
        let unexplained = recommender.recommendations(to: user, ratings: ratings, count: 5, reasonsAmong: [])
        #expect(unexplained.count == 5 && unexplained.flatMap(\.reasons).isEmpty)
    }

    @Test("are none without ratings or steps")
    func none() throws {
        #expect(try Self.recommendations([], steps: 1).allSatisfy(\.reasons.isEmpty))
        #expect(
            try Self.recommendations(Self.problem.ratings(4, of: 2), steps: 0).allSatisfy(\.reasons.isEmpty))
    }

    private static func recommendations(_ ratings: [GivenRating], steps: Int, user: Int = 2) throws
        -> [Recommendation]
    {
        let typed = try NewUser(typedFeatures(ofUser: user, in: problem.dataset), of: problem.dataset)
        let list = problem.recommender(LocalUpdate(steps: steps, localLearningRate: rate))
            .recommendations(to: typed, ratings: ratings, count: RecommenderProblem.itemCount)
        #expect(list.count == RecommenderProblem.itemCount - ratings.count)
        return list
    }

    /// By how much a small update moves every estimate of the user, scaled up to `rate`.
    private static func moved(_ ratings: [GivenRating], share: Double, steps: Int, user: Int = 2) -> [Double]
    {
        let estimator = problem.estimator.converted(to: Double.self)
        func estimates(_ rate: Double) -> [Double] {
            problem.expected(
                estimator, user: user, ratings: ratings,
                update: LocalUpdate(steps: steps, localLearningRate: rate))
        }
        return zip(estimates(rate * share * shrink), estimates(0)).map { ($0 - $1) / shrink }
    }
}
