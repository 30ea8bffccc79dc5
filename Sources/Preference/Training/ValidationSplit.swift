import Datasets
import Tasks

extension TaskSet {
    /// Keeps a share of the users back for validation; no rating of a held-out user or item is ever among them.
    /// - Parameters:
    ///   - share: the share of the tasks, rounded down.
    ///   - seed: the seed of the draw.
    /// - Returns: both parts by ascending user.
    func splitForValidation(share: Double, seed: UInt64) -> (training: [UserTask], validation: [UserTask]) {
        var positions = Array(tasks.indices)
        var generator = SeededGenerator(seed: seed, stream: RandomStream.validation.rawValue)
        generator.shuffle(&positions)
        let chosen = Set(positions.prefix(Int(Double(tasks.count) * share)))
        return (
            tasks.indices.filter { !chosen.contains($0) }.map { tasks[$0] }, chosen.sorted().map { tasks[$0] }
        )
    }
}

extension Estimator {
    /// The errors of the query estimates after the local update.
    /// - Returns: the means over users of each user's mean squared error and mean absolute error.
    func queryErrors(
        _ tasks: [UserTask], inputs: EstimatorInputs, update: LocalUpdate, threads: Int
    ) -> (loss: Double, mae: Double) {
        let estimates = estimates(tasks, inputs: inputs, update: update, threads: threads)
        var (loss, mae) = (0.0, 0.0)
        for (task, steps) in zip(tasks, estimates) {
            let errors = zip(steps[update.steps], task.queryRatings).map { Double($0) - $1 }
            loss += errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
            mae += errors.reduce(0) { $0 + abs($1) } / Double(errors.count)
        }
        return (loss / Double(tasks.count), mae / Double(tasks.count))
    }
}
