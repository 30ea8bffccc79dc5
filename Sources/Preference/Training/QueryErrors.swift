import Tasks

extension Estimator {
    /// The errors of the query estimates after the local update.
    /// - Returns: the means over users of each user's mean squared error and mean absolute error.
    package func queryErrors(
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
