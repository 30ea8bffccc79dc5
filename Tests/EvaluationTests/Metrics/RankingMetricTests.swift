import Datasets
import Evaluation
import Foundation
import Preference
import Tasks
import TestSupport
import Testing

/// What `Tests/Golden/ranking.py` wrote with scikit-learn; its version is in `origin`.
private struct RankingGolden: Decodable {
    struct Case: Decodable {
        let positives, negatives: [Double]
        let auc, hr10, ndcg10: Double
    }

    let origin: String
    let cases: [Case]

    static func load() throws -> RankingGolden {
        let url = ReferenceData.packageRoot.appending(path: "Tests/Golden/ranking.json")
        return try JSONDecoder().decode(RankingGolden.self, from: Data(contentsOf: url))
    }
}

@Suite("Ranking metrics")
struct RankingMetricTests {
    @Test("are those of scikit-learn, ties averaged over")
    func golden() throws {
        let cases = try RankingGolden.load().cases
        // In some other order than positives first.
        let scores = cases.map { one in
            [Array(one.negatives.prefix(3)), one.positives, Array(one.negatives.dropFirst(3))]
        }
        let targets = scores.map { parts in
            zip(parts, [0.0, 1, 0]).flatMap { part, target in [Double](repeating: target, count: part.count) }
        }
        let metrics = UserMetrics(scores: scores.map { $0.flatMap { $0 } }, targets: targets)
        #expect(
            metrics == UserMetrics(scores: scores.map { $0.flatMap { $0 } }, targets: targets, threads: 3))
        #expect(metrics.measures == UserMetrics.Measure.ofRankings)
        for (user, expected) in cases.enumerated() {
            expectClose(metrics[.auc][user], expected.auc)
            expectClose(metrics[.hitRatio10][user], expected.hr10)
            expectClose(metrics[.ndcg10][user], expected.ndcg10)
        }
    }

    @Test("take a score that is no number for the worst")
    func notANumber() {
        #expect(
            SampledRank(of: .nan, among: [1, .nan, -5]) == SampledRank(of: -.infinity, among: [1, 2, 3]))
        #expect(areaUnderCurve(positives: [.nan], negatives: [0, 1]) == 0)
        #expect(areaUnderCurve(positives: [0], negatives: [.nan, 1]) == 0)
        #expect(areaUnderCurve(positives: [], negatives: [1]) == 0.5)
    }

    @Test(
        "of a user with a score that is no finite number are not defined",
        arguments: [Double.nan, .infinity, -.infinity])
    func undefined(score: Double) {
        let metrics = UserMetrics(scores: [[1, score, 0], [2, 1, 0]], targets: [[1, 0, 0], [1, 0, 0]])
        #expect(metrics.undefinedUsers == 1)
        for measure in metrics.measures { #expect(metrics[measure][0].isNaN && metrics[measure][1] == 1) }
    }

    @Test("by hand: the fourth of a list gains 1 / log2(5)")
    func byHand() {
        let rank = SampledRank(of: 2, among: [5, 4, 3, 1, 0])
        #expect(rank == SampledRank(of: 7, among: [8, 9, 10]))
        #expect(rank.hitRatio(at: 3) == 0 && rank.hitRatio(at: 4) == 1)
        expectClose(rank.discountedGain(at: 4), 1 / log2(5))
        // Third or fourth alike.
        let tied = SampledRank(of: 2, among: [5, 4, 2])
        expectClose(tied.hitRatio(at: 3), 0.5)
        expectClose(tied.discountedGain(at: 10), (1 / log2(4) + 1 / log2(5)) / 2)
    }
}

@Suite("Ranking evaluation")
struct RankingEvaluationTests {
    /// Forty users, of whom the even ones take even items and the odd ones odd items, and thirty items known
    /// by their parity.
    private static let dataset: Dataset = {
        var rows: [(user: Int32, item: Int32)] = []
        for user in 0..<40 {
            for place in 0..<12 {
                rows.append((Int32(user), Int32(2 * ((place * 7 + user) % 15) + user % 2)))
            }
        }
        let parity = TokenColumn(rows: (0..<30).map { [$0 % 2 == 0 ? "even" : "odd"] })
        return Dataset(
            name: "parity", format: "test", users: EntityTable(ids: (0..<40).map { .integer($0) }),
            items: EntityTable(
                ids: (0..<30).map { .integer($0) },
                features: [Feature(name: "parity", values: .categorical(parity))]),
            interactions: Interactions(
                users: rows.map(\.user), items: rows.map(\.item), ratings: rows.map { _ in 1 }),
            scale: .implicit,
            feedback: .implicit)
    }()
    private static let holdout = Holdout(users: 0..<8, items: 26..<30, of: dataset)
    private static let rule = TaskRule(
        order: .hash, queryCount: 3, minimumRatings: 6, maximumRatings: .max, maximumHistory: 5)

    private func results(threads: Int) throws -> [EvaluatedMethod] {
        var options = TrainingOptions.standard(seed: 3).fitting(.implicit)
        options.epochs = 30
        options.localUpdate.localLearningRate = 0.1
        options.globalLearningRate = 0.01
        let tasks = TrainingTasks(Self.dataset, holdout: Self.holdout, rule: Self.rule, options: options)
        let trainer = try MetaTrainer<Float>(
            dataset: Self.dataset, tasks: tasks, options: options, threads: threads)
        while !trainer.isFinished { try trainer.runEpoch() }
        let sets = Scenario.allCases.map {
            TaskSet(Self.dataset, scenario: $0, holdout: Self.holdout, rule: Self.rule)
        }
        let evaluation = RankingEvaluation(
            dataset: Self.dataset, holdout: Self.holdout, warmTasks: sets[0].tasks,
            rules: .init(negatives: 9, supportNegatives: 1, seed: 4), threads: threads)
        return sets.flatMap {
            evaluation.evaluate(
                $0, networks: [.init(name: "melu", estimator: trainer.best, update: options.localUpdate)],
                inputs: EstimatorInputs(Self.dataset, architecture: trainer.best.architecture))
        }
    }

    @Test("shows what the local update learns of a new user, and the same on any number of threads")
    func planted() throws {
        let results = try results(threads: 1)
        let again = try self.results(threads: 3)
        #expect(results.map(\.metrics) == again.map(\.metrics))
        let cold = results.filter { $0.metrics.scenario == .userCold }
        #expect(cold.map(\.metrics.method) == ["popularity"] + Array(repeating: "melu", count: 6))
        // Nothing tells a new user's side but the support set.
        let auc = cold.map { $0.metrics[.auc].value }
        #expect(abs(auc[1] - 0.5) < 0.15, "before the update, \(auc[1])")
        #expect(auc[6] > 0.7, "after it, \(auc[6])")
        #expect(auc[6] > auc[0])
    }
}
