import Datasets
import Preference
import Support
import Tasks
import Testing

@Suite("Recommender")
struct RecommenderTests {
    static let problem = RecommenderProblem()

    /// Few ratings go through the products of the inputs, more than half of the 65 item inputs through `fc1`.
    @Test(
        "estimates every item for every user as the estimator does after the local update",
        arguments: [0, 1, 5],
        [0, 1, 20, 32, 33, 90])
    func parity(steps: Int, ratingCount: Int) throws {
        let update = LocalUpdate(steps: steps, localLearningRate: 0.01)
        let recommender = Self.problem.recommender(update)
        for user in 0..<RecommenderProblem.userCount {
            let ratings = Self.problem.ratings(ratingCount, of: user)
            let typed = try NewUser(
                typedFeatures(ofUser: user, in: Self.problem.dataset), of: Self.problem.dataset)
            let expected = Self.problem.expected(
                Self.problem.estimator, user: user, ratings: ratings, update: update)
            let actual = recommender.estimates(to: typed, ratings: ratings)
            #expect(actual.count == expected.count)
            let worst = zip(actual, expected).map { abs($0 - $1) }.max() ?? .infinity
            #expect(worst <= 1e-5, "user \(user) differs by \(worst)")
        }
    }

    @Test(
        "estimates as the estimator does where the trust region bounds steps", arguments: [1, 5], [1, 12, 40])
    func boundedParity(steps: Int, ratingCount: Int) throws {
        let bounded = LocalUpdate(steps: steps, localLearningRate: 0.05, maximumStep: 0.02)
        var free = bounded
        free.maximumStep = nil
        var isBounded = false
        for user in 0..<RecommenderProblem.userCount {
            let ratings = Self.problem.ratings(ratingCount, of: user)
            let typed = try Self.user(user)
            let expected = Self.problem.expected(
                Self.problem.estimator, user: user, ratings: ratings, update: bounded)
            let actual = Self.problem.recommender(bounded).estimates(to: typed, ratings: ratings)
            let worst = zip(actual, expected).map { abs($0 - $1) }.max() ?? .infinity
            #expect(worst <= 1e-5, "user \(user) differs by \(worst)")
            let unbounded = Self.problem.recommender(free).estimates(to: typed, ratings: ratings)
            isBounded = isBounded || zip(actual, unbounded).contains { abs($0 - $1) > 1e-2 }
        }
        #expect(isBounded, "no user's steps were bounded")
    }

    @Test(
        "gives the same list for the same ratings in another unit, estimates in that unit",
        arguments: [(10, 0), (1, -50), (0.1, 3)])
    func unit(factor: Double, shift: Double) throws {
        let update = LocalUpdate(steps: 3, localLearningRate: 0.02)
        let (user, ratings) = (try Self.user(3), Self.problem.ratings(12, of: 3))
        let base = Self.problem.recommender(update).recommendations(to: user, ratings: ratings, count: 20)
        var other = update
        other.scaling = RatingScaling(RatingScale(minimum: factor + shift, maximum: 5 * factor + shift))
        let moved = Self.problem.recommender(other).recommendations(
            to: user, ratings: ratings.map { GivenRating(item: $0.item, rating: $0.rating * factor + shift) },
            count: 20)
        #expect(
            moved.map(\.item) == base.map(\.item)
                && moved.map { $0.reasons.map(\.item) } == base.map { $0.reasons.map(\.item) })
        for (moved, base) in zip(moved, base) {
            #expect(
                abs(moved.estimate - (base.estimate * factor + shift)) <= 1e-9 * max(1, abs(moved.estimate)))
            #expect(
                abs(moved.estimateBefore - (base.estimateBefore * factor + shift)) <= 1e-9
                    * max(1, abs(moved.estimate)))
            for (moved, base) in zip(moved.reasons, base.reasons) {
                #expect(abs(moved.effect - base.effect * factor) <= 1e-9 * factor)
            }
        }
    }

    @Test(
        "returns the best items but for the rated and the excluded ones, best first",
        arguments: [0, 1, 7, 200])
    func order(count: Int) throws {
        let recommender = Self.problem.recommender(LocalUpdate(localLearningRate: 0.01))
        let (user, ratings) = (try Self.user(3), Self.problem.ratings(12, of: 3))
        let excluded: Set = [0, 17, 149, 4711]
        let estimates = recommender.estimates(to: user, ratings: ratings)
        let gone = excluded.union(ratings.map(\.item))
        let expected = estimates.indices.filter { !gone.contains($0) }.sorted {
            (estimates[$1], $0) < (estimates[$0], $1)
        }
        let actual = recommender.recommendations(
            to: user, ratings: ratings, count: count, excluding: excluded)
        #expect(actual.map(\.item) == Array(expected.prefix(count)))
        #expect(actual.map(\.estimate) == actual.map { Double(estimates[$0.item]) })
        let before = recommender.estimates(to: user, ratings: [])
        for item in actual { #expect(abs(item.estimateBefore - Double(before[item.item])) <= 1e-5) }
    }

    /// Large weights that cancel leave much rounding in the estimates and in their bounds.
    @Test(
        "finds what ranking all estimates finds, whatever the size of the parameters",
        arguments: [1, 8, 1e3, 1e9, 1e-20],
        [1, 20])
    func bounds(factor: Float, count: Int) throws {
        var estimator = Self.problem.estimator
        let layout = estimator.architecture
        for index in layout.embeddingCount..<layout.parameterCount { estimator.parameters[index] *= factor }
        let recommender = Recommender(
            estimator, dataset: Self.problem.dataset, inputs: Self.problem.inputs,
            update: LocalUpdate(localLearningRate: Double(1e-3 / max(1, factor * factor * factor * factor))))
        for user in 0..<RecommenderProblem.userCount {
            let (typed, ratings) = (try Self.user(user), Self.problem.ratings(user, of: user))
            let rated = Set(ratings.map(\.item))
            let estimates = recommender.estimates(to: typed, ratings: ratings)
            let expected = estimates.indices.filter { !rated.contains($0) && estimates[$0].isFinite }.sorted {
                (estimates[$1], $0) < (estimates[$0], $1)
            }
            let actual = recommender.recommendations(to: typed, ratings: ratings, count: count)
            #expect(actual.map(\.item) == Array(expected.prefix(count)))
            #expect(actual.map(\.estimate) == actual.map { Double(estimates[$0.item]) })
        }
    }

    @Test("breaks ties by the smaller position and passes over what is no number")
    func ties() throws {
        let problem = Self.problem
        let zero = Estimator<Float>(zeros: problem.estimator.architecture)
        let recommender = Recommender(
            zero, dataset: problem.dataset, inputs: problem.inputs, update: LocalUpdate())
        let list = recommender.recommendations(to: try Self.user(0), ratings: [], count: 5, excluding: [1])
        #expect(list.map(\.item) == [0, 2, 3, 4, 5])
        let diverging = problem.recommender(LocalUpdate(steps: 5, localLearningRate: 1e30))
        #expect(
            diverging.recommendations(to: try Self.user(0), ratings: problem.ratings(5, of: 0), count: 5)
                .isEmpty)
    }

    @Test("recommends from a given catalogue only and learns from ratings outside it")
    func catalogue() throws {
        let update = LocalUpdate(localLearningRate: 0.01)
        let (all, some) = (
            Self.problem.recommender(update), Self.problem.recommender(update, catalogue: [90, 7, 30, 7])
        )
        #expect(some.catalogueItems == [7, 30, 90])
        let (user, ratings) = (
            try Self.user(1), [GivenRating(item: 1, rating: 5), GivenRating(item: 30, rating: 1)]
        )
        let (expected, actual) = (
            all.estimates(to: user, ratings: ratings), some.estimates(to: user, ratings: ratings)
        )
        for (item, estimate) in zip(some.catalogueItems, actual) {
            #expect(abs(estimate - expected[item]) <= 1e-5)
        }
        let list = some.recommendations(to: user, ratings: ratings, count: 5)
        #expect(Set(list.map(\.item)) == [7, 90])
    }

    @Test("works without features of one side", arguments: [true, false])
    func oneSide(hasItemFeatures: Bool) throws {
        var dataset = Self.problem.dataset
        if hasItemFeatures { dataset.users.features = [] } else { dataset.items.features = [] }
        var generator = SeededGenerator(seed: 1)
        let estimator = Estimator<Float>(
            EstimatorArchitecture(for: dataset), outputBias: 3, using: &generator)
        let inputs = EstimatorInputs(dataset, architecture: estimator.architecture)
        let update = LocalUpdate(steps: 2, localLearningRate: 0.01)
        let ratings = Self.problem.ratings(7, of: 4)
        let actual = Recommender(estimator, dataset: dataset, inputs: inputs, update: update)
            .estimates(to: try NewUser(typedFeatures(ofUser: 4, in: dataset), of: dataset), ratings: ratings)
        let items = ratings.map { Int32($0.item) } + (0..<Int32(RecommenderProblem.itemCount))
        let task = UserTask(
            user: 4, items: items, ratings: ratings.map(\.rating) + actual, supportCount: ratings.count)
        let expected = estimator.estimates([task], inputs: inputs, update: update, threads: 1)[0][2]
        #expect(zip(actual, expected).allSatisfy { abs($0 - $1) <= 1e-5 } && actual.count == expected.count)
    }

    @Test("answers the same request with the same bytes, whatever was asked before and at the same time")
    func determinism() async throws {
        let recommender = Self.problem.recommender(LocalUpdate(steps: 2, localLearningRate: 0.01))
        let requests = try (0..<24).map { (try Self.user($0), Self.problem.ratings(3 * $0, of: $0)) }
        let fresh = requests.map { user, ratings in
            Self.problem.recommender(LocalUpdate(steps: 2, localLearningRate: 0.01))
                .recommendations(to: user, ratings: ratings, count: 9)
        }
        let shared = await withTaskGroup { group in
            for (number, (user, ratings)) in requests.enumerated().reversed() {
                group.addTask { (number, recommender.recommendations(to: user, ratings: ratings, count: 9)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for number in requests.indices { #expect(shared[number] == fresh[number]) }
    }

    static func user(_ user: Int) throws -> NewUser {
        try NewUser(typedFeatures(ofUser: user, in: problem.dataset), of: problem.dataset)
    }
}
