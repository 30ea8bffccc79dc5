import Datasets
import Support
import Tasks
import Testing

@Suite("Task set")
struct TaskSetTests {
    /// Two users and five items; user 1 rated all, user 2 two of them; times run against the item order.
    static let dataset = Dataset(
        name: "small", format: "test", users: EntityTable(ids: [1, 2]),
        items: EntityTable(ids: [10, 11, 12, 13, 14]),
        interactions: Interactions(
            users: [0, 0, 0, 0, 0, 1, 1], items: [0, 1, 2, 3, 4, 0, 1], ratings: [1, 2, 3, 4, 5, 3, 3],
            timestamps: [50, 40, 30, 20, 10, 1, 2]), scale: RatingScale(minimum: 1, maximum: 5))
    static let rule = TaskRule(order: .time, queryCount: 2, minimumRatings: 3, maximumRatings: 5)

    @Test("takes the last ratings by time as the query set")
    func timeOrder() {
        let set = TaskSet(
            Self.dataset, scenario: .warm, holdout: Holdout(nothingOf: Self.dataset), rule: Self.rule)
        #expect(
            set.tasks == [
                UserTask(user: 0, items: [4, 3, 2, 1, 0], ratings: [5, 4, 3, 2, 1], supportCount: 3)
            ])
        #expect(set.usersInScenario == 2 && set.ratingsInScenario == 7)
    }

    @Test("leaves out users with too many ratings")
    func maximum() {
        var rule = Self.rule
        rule.maximumRatings = 4
        let set = TaskSet(
            Self.dataset, scenario: .warm, holdout: Holdout(nothingOf: Self.dataset), rule: rule)
        #expect(set.tasks.isEmpty)
    }

    @Test(
        "bounds the support set to the latest ratings before the query set",
        arguments: [0, 1, 2, 3, 50, .max])
    func boundedHistory(bound: Int) {
        var rule = Self.rule
        (rule.maximumRatings, rule.maximumHistory) = (.max, bound)
        let set = TaskSet(
            Self.dataset, scenario: .warm, holdout: Holdout(nothingOf: Self.dataset), rule: rule)
        let support = [Int32]([4, 3, 2].suffix(bound))
        #expect(set.tasks.map(\.items) == [support + [1, 0]])
        #expect(set.tasks.map(\.supportCount) == [support.count])
        #expect(set.ratingsInScenario == 7)
    }

    @Test("usually leaves out who rated too much, but bounds who took much")
    func usualRule() {
        #expect(TaskRule(for: Self.dataset) == TaskRule(order: .time))
        var taken = Self.dataset
        taken.feedback = .implicit
        #expect(TaskRule(for: taken) == TaskRule(order: .time, maximumRatings: .max, maximumHistory: 100))
    }

    @Test("splits every rating into exactly one scenario", arguments: [0.0, 0.2, 0.5, 1.0])
    func scenarios(share: Double) {
        var generator = SeededGenerator(seed: 7)
        let holdout = Holdout(share: share, of: Self.dataset, using: &generator)
        let ratings = Scenario.allCases.map {
            TaskSet(Self.dataset, scenario: $0, holdout: holdout, rule: Self.rule).ratingsInScenario
        }
        #expect(ratings.reduce(0, +) == Self.dataset.interactions.count)
    }

    @Test("draws the same holdout from the same seed")
    func reproducible() {
        var (first, second) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
        let holdout = Holdout(share: 0.4, of: Self.dataset, using: &first)
        #expect(holdout == Holdout(share: 0.4, of: Self.dataset, using: &second))
        #expect(holdout.newItems.count { $0 } == 2)
    }

    @Test("orders by the SHA-256 of user:item without times")
    func hashOrder() {
        // The order of `printf 1:10 | sha256sum` and so on, sorted.
        let set = TaskSet(
            Self.dataset, scenario: .warm, holdout: Holdout(nothingOf: Self.dataset),
            rule: TaskRule(order: .hash, queryCount: 2, minimumRatings: 3, maximumRatings: 5))
        #expect(
            set.tasks.map { $0.items.map { Self.dataset.items.ids[Int($0)].description } } == [
                ["11", "10", "12", "14", "13"]
            ])
    }
}
