import Datasets
import Evaluation
import LatentFactors
import Support
import Tasks
import TestSupport
import Testing

@Suite("Elicitation simulation") struct ElicitationSimulationTests {
    /// Items 0...5; the query sets are {5} and {4}.
    static let tasks = [
        UserTask(user: 0, items: [0, 2, 3, 5], ratings: [5, 3, 4, 4], supportCount: 3),
        UserTask(user: 1, items: [1, 5, 4], ratings: [2, 1, 1], supportCount: 2),
    ]
    static let scale = RatingScale(minimum: 1, maximum: 5)
    /// Predicts the mean of the answers; 3 without any.
    static let mean = LocalUpdatePredictor(name: "mean") { _, _, ratings, query in
        let value = ratings.isEmpty ? 3 : ratings.reduce(0, +) / Double(ratings.count)
        return query.map { _ in value }
    }
    static let simulation = ElicitationSimulation(tasks: tasks, scale: scale, predictors: [mean], shown: 4)

    @Test("lets users answer what they rated, and never asks the query set")
    func answers() {
        let outcome = Self.simulation.run(SimulatedStrategy(name: "list", list: [5, 0, 1, 2, 3]))
        // User 0: 5 is a query item, 0 rated, 1 unknown, 2 rated. User 1: 5 rated, 0 unknown, 1 rated, 2
        // unknown.
        #expect(outcome.answered == [[0, 0, 1, 1, 2], [0, 1, 1, 2, 2]])
        #expect(outcome.values(of: .mae, predictor: 0, shown: 0) == [1, 2])
        #expect(outcome.values(of: .mae, predictor: 0, shown: 2) == [1, 0])
        #expect(outcome.values(of: .mae, predictor: 0, shown: 4) == [0, 0.5])
        #expect(outcome.values(of: .mae, predictor: 0, answers: 1) == [1, 0])
        #expect(outcome.values(of: .mae, predictor: 0, answers: 3) == [nil, nil])
        #expect(outcome.gains(of: .mae, predictor: 0, shown: 4) == [1, 1.5])
    }

    @Test("stops asking where a list ends")
    func shortList() {
        let outcome = Self.simulation.run(SimulatedStrategy(name: "short", list: [2]))
        #expect(outcome.answered == [[0, 1, 1, 1, 1], [0, 0, 0, 0, 0]])
        #expect(Self.simulation.run(SimulatedStrategy(name: "none", list: [])).answers(shown: 4) == [0, 0])
    }

    /// Shows item 0 first; whoever knows it is shown 3 and 2, whoever does not 1; repeats itself at the end.
    struct Branching: InterviewSession {
        var pending: [Int32] = [0]
        var log: [SimulatedAnswer] = []

        mutating func nextItem() -> Int32? { pending.isEmpty ? 0 : pending.removeFirst() }

        mutating func record(_ answer: SimulatedAnswer, toItem item: Int32) {
            if log.isEmpty { pending = answer == .unknown ? [1] : [3, 2] }
            log.append(answer)
        }
    }

    @Test("tells an adaptive strategy each answer, and counts a repeated item once")
    func adaptive() {
        let outcome = Self.simulation.run(SimulatedStrategy(name: "adaptive") { Branching() }, threads: 2)
        #expect(outcome.answered == [[0, 1, 2, 3, 3], [0, 0, 1, 1, 1]])
    }

    @Test("compares with a reference over items shown and over answers")
    func comparison() throws {
        let reference = Self.simulation.run(SimulatedStrategy(name: "popularity", list: [0, 1]))
        let other = Self.simulation.run(SimulatedStrategy(name: "other", list: [3, 5, 1]))
        let options = ElicitationComparison.Options(shown: 3, measures: [.mae], replicates: 200)
        let comparison = try #require(ElicitationComparison([reference, other], options: options))
        #expect(comparison.effects.map(\.strategy) == ["popularity", "other"])
        // Errors after three items: popularity 1 and 1, other 0 and 0.5; answers 1 and 1, 1 and 2.
        #expect(comparison.effects[0].comparison.difference.value == 0)
        #expect(comparison.effects[1].comparison.difference.value == -0.75)
        #expect(comparison.effects[1].gainPerAnswer?.value == 2.5 / 3)
        #expect(
            comparison.answerability[1].answers.value == 1.5
                && comparison.answerability[1].answeredShare.value == 0.5)
        let shown = try #require(comparison.curves.first { $0.strategy == "other" && $0.axis == .shown })
        #expect(shown.points.map(\.value.value) == [1.5, 1, 0.0, 0.25, 0.25])
        let answered = try #require(
            comparison.curves.first { $0.strategy == "other" && $0.axis == .answered })
        #expect(answered.points.map(\.users) == [2, 2])
        #expect(answered.points.map(\.difference.value) == [0, -1.5])
        #expect(ElicitationComparison([other], options: options) == nil)
        // Of answers that nobody gave there is no worth, and the comparison still equals itself.
        let silent = Self.simulation.run(SimulatedStrategy(name: "silent", list: []))
        let withSilent = try #require(ElicitationComparison([reference, silent], options: options))
        #expect(withSilent.effects[1].gainPerAnswer == nil && withSilent.isDefined)
        #expect(withSilent == ElicitationComparison([reference, silent], options: options))
    }

    @Test("averages each user's interviews where query sets are drawn anew, the first with the user's own")
    func draws() {
        let drawn = ElicitationSimulation(
            tasks: Self.tasks, scale: Self.scale, predictors: [Self.mean], shown: 4, draws: 3, seed: 1)
        #expect([0, 3].map { drawn.tasks[$0] } == Self.tasks)
        for (index, task) in drawn.tasks.enumerated() {
            let own = Self.tasks[index / 3]
            #expect(task.user == own.user && task.queryItems.count == 1 && Set(task.items) == Set(own.items))
        }
        let strategy = SimulatedStrategy(name: "list", list: [5, 0, 1, 2, 3])
        let single = ElicitationSimulation(
            tasks: drawn.tasks, scale: Self.scale, predictors: [Self.mean], shown: 4)
        let means = drawn.run(strategy)
        let values = single.run(strategy).values(of: .mae, predictor: 0, shown: 3)
        #expect(means.users == 2)
        for user in 0..<2 {
            expectClose(
                means.values(of: .mae, predictor: 0, shown: 3)[user],
                values[3 * user..<3 * user + 3].reduce(0, +) / 3)
        }
        let answers = single.run(strategy).values(of: .mae, predictor: 0, answers: 2)[0..<3].compactMap { $0 }
        expectClose(
            means.values(of: .mae, predictor: 0, answers: 2)[0] ?? -1,
            answers.reduce(0, +) / Double(answers.count))
    }

    @Test("folds in as from scratch after every answer")
    func foldIn() {
        let rows = RatingRows(
            users: [0, 0, 0, 1, 1, 2, 2, 2], items: [0, 1, 2, 0, 1, 0, 1, 2],
            ratings: [5, 5, 1, 2, 1, 4, 5, 2], itemCount: 4)
        let model = LatentFactorModel(fitting: rows, options: LatentFactorOptions(factors: 2))
        let (items, ratings): ([Int32], [Double]) = ([2, 0], [4, 1])
        let found = FoldInPredictor(model).predictions(
            user: 9, items: items, ratings: ratings, queryItems: [1, 3])
        for count in 0...2 {
            let belief = model.posterior(given: (0..<count).map { (item: items[$0], rating: ratings[$0]) })
            #expect(found[count] == [1, 3].map { model.predict(item: $0, userMean: belief.mean) })
        }
    }
}

@Suite("List stability") struct ListStabilityTests {
    @Test("is whole for equal lists and counts what differs")
    func overlap() {
        #expect(ListStability(ofAll: [[1, 2], [1, 2], [1, 2]]).overlap == 1)
        let stability = ListStability(ofAll: [[1, 2], [2, 3], [4, 5]])
        #expect(stability.pairs == 3 && stability.smallestOverlap == 0)
        expectClose(stability.overlap, 0.5 / 3)
        let empty = ListStability(pairs: [([Int](), [])])
        #expect(empty.overlap == 1 && empty.rankBiasedOverlap == 1)
        #expect(ListStability(pairs: [([1], [])]).overlap == 0)
    }

    @Test("splits the users into halves, alike on any number of threads")
    func halves() {
        let users = (0..<11).map(Int32.init)
        func measure(threads: Int) -> ListStability {
            var generator = SeededGenerator(seed: 3)
            return ListStability(overHalvesOf: users, splits: 4, threads: threads, using: &generator) {
                half in half
            }
        }
        #expect(measure(threads: 1).overlap == 0 && measure(threads: 1).pairs == 4)
        #expect(measure(threads: 3) == measure(threads: 1))
        var generator = SeededGenerator(seed: 3)
        let same = ListStability(overHalvesOf: users, splits: 2, using: &generator) { _ in ["a", "b"] }
        #expect(same.overlap == 1 && same.rankBiasedOverlap > 0.999_999)
    }
}
