import Algebra
import Datasets
import Preference
import Tasks

/// Ranks the held-out positives of implicit feedback among every item that their user has not taken: no item
/// is sampled, so the figures order methods as recommending from the whole catalogue would (Krichene and
/// Rendle, KDD 2020).
struct CatalogueRanking {
    /// The items that may be recommended: the new ones, or the others.
    private let items: [Int32]
    private let dataset: Dataset
    private let starts: [Int]
    private let threads: Int
    /// How many users' estimates of the whole catalogue are held at a time.
    private static let block = 64

    init(of dataset: Dataset, holdout: Holdout, newItems: Bool, threads: Int) {
        items = holdout.newItems.indices.filter { holdout.newItems[$0] == newItems }.map { Int32($0) }
        var starts = [Int](repeating: 0, count: dataset.users.count + 1)
        for user in dataset.interactions.users { starts[Int(user) + 1] += 1 }
        for user in dataset.users.ids.indices { starts[user + 1] += starts[user] }
        (self.dataset, self.starts, self.threads) = (dataset, starts, threads)
    }

    /// Measures scores that do not depend on the user.
    /// - Parameters:
    ///   - tasks: the users, with their negatives.
    ///   - scores: shape [items of the dataset].
    /// - Returns: shape [tasks].
    func qualities(of tasks: [UserTask], scores: [Double]) -> [RecommendationQuality] {
        concurrentMap(tasks.count, threads: threads) { index in
            let candidates = candidates(for: tasks[index])
            return quality(
                of: tasks[index], candidates: candidates, scores: candidates.map { scores[Int($0)] })
        }
    }

    /// Measures a network before and after each local step.
    /// - Returns: shape [steps + 1][tasks].
    func qualities(
        of tasks: [UserTask], network: EvaluatedNetwork, inputs: EstimatorInputs
    ) -> [[RecommendationQuality]] {
        var qualities = [[RecommendationQuality]](repeating: [], count: network.update.steps + 1)
        for start in stride(from: 0, to: tasks.count, by: Self.block) {
            let part = Array(tasks[start..<min(start + Self.block, tasks.count)])
            let candidates = part.map(candidates)
            let whole = zip(part, candidates).map { task, items in
                UserTask(
                    user: task.user, items: Array(task.supportItems) + items,
                    ratings: Array(task.supportRatings) + items.map { _ in 0 },
                    supportCount: task.supportCount)
            }
            let estimates = network.estimator.estimates(
                whole, inputs: inputs, update: network.update, threads: threads)
            for step in qualities.indices {
                qualities[step] += concurrentMap(part.count, threads: threads) { index in
                    quality(of: part[index], candidates: candidates[index], scores: estimates[index][step])
                }
            }
        }
        return qualities
    }

    /// The items that a user's positives are ranked among, themselves among them, ascending.
    private func candidates(for task: UserTask) -> [Int32] {
        let taken = dataset.interactions.items[starts[Int(task.user)]..<starts[Int(task.user) + 1]]
        let positives = Set(positives(of: task))
        return items.filter { positives.contains($0) || !taken.holds($0) }
    }

    private func positives(of task: UserTask) -> [Int32] {
        zip(task.queryItems, task.queryRatings).filter { $0.1 > 0 }.map(\.0)
    }

    private func quality(of task: UserTask, candidates: [Int32], scores: [Double]) -> RecommendationQuality {
        let positives = Set(positives(of: task))
        let relevant = candidates.indices.filter { positives.contains(candidates[$0]) }.map { Int32($0) }
        let quality = RecommendationQuality(
            scores: scores, candidates: candidates.map { _ in true }, relevant: relevant)
        return quality ?? .undefined
    }
}
