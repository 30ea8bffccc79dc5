import ClosedForm
import Datasets
import Evaluation
import LatentFactors
import Statistics
import Tasks
import TestSupport
import Testing

@Suite("Baselines") struct BaselineTests {
    /// Every baseline on a few ratings.
    static let all: [any RatingBaseline] = [
        GlobalMeanBaseline(rows), SupportMeanBaseline(rows), ItemMeanBaseline(rows),
        UserItemBiasBaseline(rows),
        ItemNeighbourBaseline(rows, shrinkage: 0, pull: 0),
        LatentFactorBaseline(rows, options: LatentFactorOptions(factors: 1)),
        ClosedFormBaseline(rows, dataset: dataset, options: fewFactors, threads: 1),
    ]
    static var fewFactors: ClosedFormOptions {
        var options = ClosedFormOptions()
        (options.factors, options.minimumUpdates) = (2, 50)
        return options
    }
    /// Who the rows and tasks are of: seven users and four items without features.
    static let dataset = Dataset(
        name: "few", format: "test", users: EntityTable(ids: [1, 2, 3, 4, 5, 6, 7], features: []),
        items: EntityTable(ids: [1, 2, 3, 4], features: []),
        interactions: Interactions(users: rows.users, items: rows.items, ratings: rows.ratings),
        scale: RatingScale(minimum: 1, maximum: 5))
    static let rows = RatingRows(
        users: [0, 0, 0, 1, 1, 2, 2, 2], items: [0, 1, 2, 0, 1, 0, 1, 2], ratings: [5, 5, 1, 2, 1, 4, 5, 2],
        itemCount: 4)
    static let tasks = [
        UserTask(user: 5, items: [0, 2, 1, 3], ratings: [5, 1, 5, 3], supportCount: 2),
        UserTask(user: 6, items: [0, 1], ratings: [3, 2], supportCount: 0),
    ]

    @Test("predict every query item, the same on any number of threads", arguments: all.indices)
    func shape(index: Int) {
        let predictions = Self.all[index].predictions(for: Self.tasks, threads: 1)
        #expect(predictions.map(\.count) == [2, 2])
        #expect(predictions.joined().allSatisfy { $0.isFinite })
        #expect(predictions == Self.all[index].predictions(for: Self.tasks, threads: 3))
    }

    @Test("have names of their own")
    func names() {
        #expect(Set(Self.all.map(\.name)).count == Self.all.count)
    }

    @Test("follow their formulas by hand")
    func byHand() {
        let global = 25.0 / 8
        #expect(
            GlobalMeanBaseline(Self.rows).predictions(for: Self.tasks, threads: 1) == [
                [global, global], [global, global],
            ])
        #expect(SupportMeanBaseline(Self.rows).predictions(for: Self.tasks, threads: 1)[0] == [3, 3])
        let means = [11.0 / 3, 11.0 / 3, 1.5, global]
        #expect(
            ItemMeanBaseline(Self.rows).predictions(for: Self.tasks, threads: 1) == [
                [means[1], means[3]], [means[0], means[1]],
            ])
        let bias = (5 - means[0] + 1 - means[2]) / 2
        let biased = UserItemBiasBaseline(Self.rows).predictions(for: Self.tasks, threads: 1)[0]
        expectClose(biased[0], means[1] + bias)
        expectClose(biased[1], means[3] + bias)
        // Item 0 is the only item like item 1; it gives its whole residual.
        let neighbours = ItemNeighbourBaseline(Self.rows, shrinkage: 0, pull: 0).predictions(
            for: Self.tasks, threads: 1)[0]
        expectClose(neighbours[0], means[1] + 5 - means[0])
        expectClose(neighbours[1], means[3] + bias)
    }
}

@Suite("Baselines on MovieLens-1M", .enabled(if: ReferenceData.isPresent, "the reference data is not there"))
struct MovieLensBaselineTests {
    /// MAE and MAE of clipped predictions, first and last, from the reference's metrics.csv; nDCG@1 and
    /// nDCG@3 between them from `Tests/Golden/movielens_ndcg.py`, since the reference ranks ties in the order
    /// of the query set.
    static let known: [(Scenario, String, [Double])] = [
        (.warm, "global-mean", [0.85727490, 0.5699919, 0.60691421, 0.85727490]),
        (.warm, "user-support-mean", [0.81388337, 0.5699919, 0.60691421, 0.81388337]),
        (.warm, "item-mean support", [0.78334656, 0.72626913, 0.74804558, 0.78334656]),
        (.warm, "item-mean", [0.78108705, 0.73865346, 0.7543965, 0.78108705]),
        (.warm, "user-item-bias", [0.73585393, 0.73865346, 0.7543965, 0.73350030]),
        (.userCold, "global-mean", [0.85269255, 0.57453158, 0.60789832, 0.85269255]),
        (.userCold, "user-support-mean", [0.81492788, 0.57453158, 0.60789832, 0.81492788]),
        (.userCold, "item-mean support", [0.78630139, 0.73230957, 0.75076883, 0.78630139]),
        (.userCold, "item-mean", [0.78718150, 0.73702917, 0.75059118, 0.78718150]),
        (.userCold, "user-item-bias", [0.74286749, 0.73702917, 0.75059118, 0.74098052]),
        (.itemCold, "global-mean", [0.93177844, 0.51380683, 0.56501162, 0.93177844]),
        (.itemCold, "user-support-mean", [0.89922962, 0.51380683, 0.56501162, 0.89922962]),
        (.itemCold, "item-mean support", [0.93177844, 0.51380683, 0.56501162, 0.93177844]),
        (.itemCold, "item-mean", [0.96102355, 0.51380683, 0.56501162, 0.96102355]),
        (.itemCold, "user-item-bias", [0.89922962, 0.51380683, 0.56501162, 0.89922962]),
        (.userAndItemCold, "global-mean", [0.91210284, 0.51824498, 0.56904762, 0.91210284]),
        (.userAndItemCold, "user-support-mean", [0.89332503, 0.51824498, 0.56904762, 0.89332503]),
        (.userAndItemCold, "item-mean support", [0.91210284, 0.51824498, 0.56904762, 0.91210284]),
        (.userAndItemCold, "item-mean", [0.94970344, 0.51824498, 0.56904762, 0.94970344]),
        (.userAndItemCold, "user-item-bias", [0.89332503, 0.51824498, 0.56904762, 0.89332503]),
    ]

    static let supportRows = RatingRows(
        supportSetsOf: MovieLensTasks.warm.tasks, itemCount: MovieLensTasks.dataset.items.count)

    static func baseline(_ name: String) -> any RatingBaseline {
        switch name {
        case "global-mean": GlobalMeanBaseline(supportRows)
        case "user-support-mean": SupportMeanBaseline(supportRows)
        case "item-mean support": ItemMeanBaseline(supportRows)
        case "item-mean": ItemMeanBaseline(MovieLensTasks.allWarm)
        default: UserItemBiasBaseline(MovieLensTasks.allWarm)
        }
    }

    @Test("have the figures of the reference", arguments: known)
    func reference(scenario: Scenario, name: String, values: [Double]) {
        let tasks = MovieLensTasks.tasks(scenario)
        let predicted = Self.baseline(name).predictions(for: tasks.tasks, threads: 2)
        let resamples = BootstrapResamples(count: tasks.tasks.count, replicates: 10, seed: 0)
        let scale = MovieLensTasks.dataset.scale
        let metrics = ScenarioMetrics(
            method: name, tasks: tasks, predicted: predicted, resamples: resamples, scale: scale)
        let clipped = ScenarioMetrics(
            method: name, tasks: tasks, predicted: predicted, resamples: resamples, scale: scale, clips: true)
        let found = [metrics[.mae].value, metrics[.ndcg1].value, metrics[.ndcg3].value, clipped[.mae].value]
        for (found, expected) in zip(found, values) { expectClose(found, expected, within: 1e-6) }
    }

    @Test(
        "order as expected on new users: neighbours and factors below the biases, the closed form at factors")
    func strong() {
        let tasks = MovieLensTasks.tasks(.userCold)
        let resamples = BootstrapResamples(count: tasks.tasks.count, seed: 0)
        let scale = MovieLensTasks.dataset.scale
        let methods: [any RatingBaseline] = [
            UserItemBiasBaseline(MovieLensTasks.allWarm), ItemNeighbourBaseline(MovieLensTasks.allWarm),
            LatentFactorBaseline(MovieLensTasks.allWarm, threads: 2),
            ClosedFormBaseline(MovieLensTasks.allWarm, dataset: MovieLensTasks.dataset, threads: 2),
        ]
        let metrics = methods.map {
            ScenarioMetrics(
                method: $0.name, tasks: tasks, predicted: $0.predictions(for: tasks.tasks, threads: 2),
                resamples: resamples,
                scale: scale)
        }
        #expect(
            metrics[1].compared(with: metrics[0], on: .mae, scale: scale, resamples: resamples, seed: 1)
                .difference.upper < 0)
        #expect(
            metrics[2].compared(with: metrics[0], on: .mae, scale: scale, resamples: resamples, seed: 1)
                .difference.upper < 0)
        // Without features the closed form is a matrix factorisation of another loss, and hardly worse.
        let features = metrics[3].compared(
            with: metrics[2], on: .mae, scale: scale, resamples: resamples, seed: 1
        ).difference
        #expect(features.value < 0.005, "\(features)")
    }

    @Test("with features: the closed form is below factors on new users and new items, and orders new items")
    func features() throws {
        let folder = ReferenceData.movieLens1M
        let dataset = try DatasetReader.read(folder)
        let holdout = Holdout(
            users: try IDList.read(
                folder.appending(path: "melu_new_users.txt"), of: dataset.users, what: "user"),
            items: try IDList.read(
                folder.appending(path: "melu_new_items.txt"), of: dataset.items, what: "item"), of: dataset)
        func tasks(_ scenario: Scenario) -> TaskSet {
            TaskSet(dataset, scenario: scenario, holdout: holdout, rule: TaskRule(for: dataset))
        }
        let rows = RatingRows(
            warmRowsOf: dataset, holdout: holdout, withoutQueriesOf: tasks(.warm).tasks)
        let methods: [any RatingBaseline] = [
            ClosedFormBaseline(rows, dataset: dataset, threads: 2), LatentFactorBaseline(rows, threads: 2),
        ]
        for scenario in [Scenario.userCold, .itemCold, .userAndItemCold] {
            let tasks = tasks(scenario)
            let resamples = BootstrapResamples(count: tasks.tasks.count, seed: 0)
            let metrics = methods.map {
                ScenarioMetrics(
                    method: $0.name, tasks: tasks, predicted: $0.predictions(for: tasks.tasks, threads: 2),
                    resamples: resamples, scale: dataset.scale)
            }
            func difference(_ measure: UserMetrics.Measure) -> IntervalEstimate {
                metrics[0].compared(
                    with: metrics[1], on: measure, scale: dataset.scale, resamples: resamples, seed: 1
                ).difference
            }
            #expect(difference(.mae).upper < 0, "\(scenario): \(difference(.mae))")
            if scenario != .userCold { #expect(difference(.ndcg3).lower > 0.04) }
        }
    }
}
