import ClosedForm
import Datasets
import Evaluation
import Foundation
import LatentFactors
import Support
import Tasks
import Testing

/// Another unit for the same ratings: y becomes factor · y + shift.
struct Unit: Sendable, CustomTestStringConvertible {
    var factor: Double
    var shift: Double

    var testDescription: String { "times \(factor) plus \(shift)" }

    static let all = [
        Unit(factor: 10, shift: 0), Unit(factor: 1, shift: -50), Unit(factor: 0.1, shift: 0),
        Unit(factor: 1e6, shift: 0),
        Unit(factor: 1e-6, shift: 3), Unit(factor: 25, shift: -25), Unit(factor: 1, shift: 1e6),
        Unit(factor: 1e100, shift: 0),
        Unit(factor: 600, shift: 1),
    ]

    func callAsFunction(_ rating: Double) -> Double { factor * rating + shift }
    func callAsFunction(_ scale: RatingScale) -> RatingScale {
        RatingScale(minimum: self(scale.minimum), maximum: self(scale.maximum))
    }
    func callAsFunction(_ rows: RatingRows, on scale: RatingScale) -> RatingRows {
        RatingRows(
            users: rows.users, items: rows.items, ratings: rows.ratings.map { self($0) },
            itemCount: rows.itemCount,
            scaling: RatingScaling(self(scale)))
    }
    func callAsFunction(_ task: UserTask) -> UserTask {
        UserTask(
            user: task.user, items: task.items, ratings: task.ratings.map { self($0) },
            supportCount: task.supportCount)
    }
}

@Suite("The unit of the ratings") struct UnitTests {
    private static let scale = RatingScale(minimum: 0.5, maximum: 5)

    /// Sixty users with tastes of two kinds, half-star ratings of twenty-four items, some items rated by few
    /// and some alike.
    private static let (rows, tasks): (RatingRows, [UserTask]) = {
        var generator = SeededGenerator(seed: 77)
        var (users, items, ratings): ([Int32], [Int32], [Double]) = ([], [], [])
        var tasks: [UserTask] = []
        for user in 0..<60 {
            let taste = generator.normal()
            var own: [(Int32, Double)] = []
            for item in 0..<24 where generator.unitInterval() < 0.6 {
                let liking =
                    3 + 0.05 * Double(item % 7) + (item % 2 == 0 ? taste : -taste) + 0.7 * generator.normal()
                own.append((Int32(item), item == 5 ? 4 : min(max((2 * liking).rounded() / 2, 0.5), 5)))
            }
            if user < 45 {
                for (item, rating) in own where item < 22 {
                    (users, items, ratings) = (users + [Int32(user)], items + [item], ratings + [rating])
                }
            } else {
                tasks.append(
                    UserTask(
                        user: Int32(user), items: own.map(\.0), ratings: own.map(\.1),
                        supportCount: own.count / 2))
            }
        }
        return (RatingRows(users: users, items: items, ratings: ratings, itemCount: 24), tasks)
    }()

    /// Who the rows and tasks are of; rows say how their ratings enter.
    static let people = Dataset(
        name: "units", format: "test",
        users: EntityTable(ids: (1...100).map { .integer(Int64($0)) }, features: []),
        items: EntityTable(ids: (1...24).map { .integer(Int64($0)) }, features: []),
        interactions: Interactions(users: [], items: [], ratings: []), scale: Self.scale)
    static var fewFactors: ClosedFormOptions {
        var options = ClosedFormOptions()
        (options.factors, options.minimumUpdates) = (3, 50)
        return options
    }

    /// The figures of a baseline: the mean errors in units of the scale, and nDCG.
    private func figures(_ name: String, in unit: Unit) -> [Double] {
        let (rows, tasks, scale) = (
            unit(Self.rows, on: Self.scale), Self.tasks.map { unit($0) }, unit(Self.scale)
        )
        let baseline: any RatingBaseline =
            switch name {
            case "global-mean": GlobalMeanBaseline(rows)
            case "user-support-mean": SupportMeanBaseline(rows)
            case "item-mean": ItemMeanBaseline(rows)
            case "user-item-bias": UserItemBiasBaseline(rows)
            case "item-knn": ItemNeighbourBaseline(rows, neighbours: 4, shrinkage: 3)
            case "closed-form":
                ClosedFormBaseline(rows, dataset: Self.people, options: Self.fewFactors, threads: 1)
            default: LatentFactorBaseline(rows, options: LatentFactorOptions(factors: 3, offset: .fitted))
            }
        let metrics = UserMetrics(
            predicted: baseline.predictions(for: tasks, threads: 1),
            actual: tasks.map { Array($0.queryRatings) },
            scale: scale)
        #expect(metrics.undefinedUsers == 0)
        return metrics.mae.map { $0 / unit.factor } + metrics.rmse.map { $0 / unit.factor } + metrics.ndcg1
            + metrics.ndcg3
    }

    @Test("changes no figure of a baseline", arguments: Unit.all)
    func baselines(unit: Unit) {
        let names = [
            "global-mean", "user-support-mean", "item-mean", "user-item-bias", "item-knn",
            "matrix-factorisation", "closed-form",
        ]
        for name in names {
            let (moved, plain) = (figures(name, in: unit), figures(name, in: Unit(factor: 1, shift: 0)))
            for (found, expected) in zip(moved, plain) {
                #expect(abs(found - expected) < 1e-8, "\(name): \(found) is not \(expected)")
            }
        }
    }

    @Test(
        "leaves the gain of 1 to 5 what it was, and that of other scales between 0 and 1", arguments: Unit.all
    )
    func gain(unit: Unit) {
        var generator = SeededGenerator(seed: 3)
        let scale = RatingScale(minimum: 1, maximum: 5)
        for _ in 0..<50 {
            let actual = (0..<8).map { _ in 1 + Double(generator.integer(below: 9)) / 2 }
            let predicted = (0..<8).map { _ in generator.unitInterval() * 6 }
            let order = predicted.indices.sorted { predicted[$0] > predicted[$1] }
            func total(_ ratings: [Double]) -> Double {
                zip(1..., ratings.prefix(3)).reduce(0) { $0 + (exp2($1.1) - 1) / log2(Double($1.0 + 1)) }
            }
            let plain = DiscountedGain(scale).normalized(at: 3, predicted: predicted, actual: actual)
            #expect(
                plain == total(order.map { actual[$0] }) / total(actual.sorted(by: >)),
                "2^y − 1 on 1...5, to the bit")
            let moved = DiscountedGain(unit(scale)).normalized(
                at: 3, predicted: predicted.map { unit($0) }, actual: actual.map { unit($0) })
            #expect((0...1).contains(moved) && abs(moved - plain) < 1e-8)
        }
    }

    @Test("of ratings that differ by 1024 and more neither overflows nor turns negative")
    func wide() {
        let metrics = UserMetrics(
            predicted: [[1, 2000, 5], [3, 2, 1]], actual: [[1, 3000, 1024], [-3, -2, -1]],
            scale: RatingScale(minimum: -3000, maximum: 3000))
        #expect(metrics.undefinedUsers == 0)
        for value in metrics.ndcg1 + metrics.ndcg3 { #expect((0...1).contains(value)) }
        let huge = UserMetrics(
            predicted: [[1e200, -1e200]], actual: [[-1e200, 1e200]],
            scale: RatingScale(minimum: -1e200, maximum: 1e200))
        #expect(huge.mae == [2e200] && huge.rmse == [2e200] && huge.undefinedUsers == 0)
    }

    @Test(
        "sets how many digits errors are shown with",
        arguments: [(1.0, 5.0, 4), (0.5, 5, 4), (0, 100, 3), (1, 3000, 2), (0, 1, 5)])
    func digits(low: Double, high: Double, expected: Int) {
        let scale = RatingScale(minimum: low, maximum: high)
        #expect(UserMetrics.Measure.mae.digits(on: scale) == expected)
        #expect(UserMetrics.Measure.ndcg3.digits(on: scale) == 4)
        #expect(UserMetrics.Measure.mae.digits(on: RatingScale(minimum: 2, maximum: 2)) == 4)
    }
}
