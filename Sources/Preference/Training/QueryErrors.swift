import Tasks

extension Estimator {
    /// The errors of the query estimates after the local update.
    /// - Returns: the means over users of each user's mean loss, on the scale 1…5 or in nats, and of the mean
    ///   absolute error of the predictions: in rating units, or of probabilities where the loss is binary
    ///   cross-entropy.
    package func queryErrors(
        _ tasks: [UserTask], inputs: EstimatorInputs, update: LocalUpdate, threads: Int
    ) -> (loss: Double, mae: Double) {
        let estimates = innerEstimates(tasks, inputs: inputs, update: update, threads: threads)
        var (loss, mae) = (0.0, 0.0)
        for (task, steps) in zip(tasks, estimates) {
            let pairs = zip(steps[update.steps], task.queryRatings).map {
                (Double($0), update.scaling.inner($1))
            }
            loss += pairs.reduce(0) { $0 + update.loss.value($1.0, $1.1) } / Double(pairs.count)
            mae += pairs.reduce(0) { $0 + abs(update.loss.prediction(of: $1.0) - $1.1) } / Double(pairs.count)
        }
        return (loss / Double(tasks.count), mae / Double(tasks.count) * update.scaling.unit)
    }
}
