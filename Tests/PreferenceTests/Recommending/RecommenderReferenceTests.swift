import Preference
import TestSupport
import Testing

/// Against the PyTorch reference's estimates of MovieLens-1M; where they come from stands in the README
/// beside them.
@Suite(
    "Recommender against the PyTorch reference",
    .enabled(if: ReferenceData.isPresent, "needs the reference outputs of MovieLens-1M"))
struct RecommenderReferenceTests {
    @Test(
        "estimates the query items of each user after 0, 1 and 5 local steps on their support set to 1e-5",
        arguments: ["warm_state", "user_cold_state"], [(2, 0), (3, 1), (4, 5)])
    func estimates(state: String, step: (column: Int, count: Int)) throws {
        let reference = try ReferenceTasks.movieLens1M.get()
        let dataset = reference.dataset
        let tasks = try ReferenceTasks.tasks("split_\(state).csv", users: dataset.users, items: dataset.items)
            .tasks
        let estimator = try reference.estimator("weights_epoch20_fo_f32", as: Float.self)
        let recommender = Recommender(
            estimator, dataset: dataset,
            inputs: EstimatorInputs(dataset, architecture: estimator.architecture),
            update: LocalUpdate(steps: step.count, localLearningRate: 5e-6))
        let expected = try ReferenceTasks.rows("query_pred_\(state).csv").dropFirst().compactMap {
            Double($0[step.column])
        }
        var actual: [Double] = []
        for task in tasks {
            let user = try NewUser(typedFeatures(ofUser: Int(task.user), in: dataset), of: dataset)
            let ratings = zip(task.supportItems, task.supportRatings).map {
                GivenRating(item: Int($0), rating: $1)
            }
            let estimates = recommender.estimates(to: user, ratings: ratings)
            actual += task.queryItems.map { Double(estimates[Int($0)]) }
        }
        #expect(actual.count == expected.count)
        let worst = zip(actual, expected).map { abs($0 - $1) }.max() ?? .infinity
        #expect(worst <= 1e-5, "differs by \(worst)")
    }
}
