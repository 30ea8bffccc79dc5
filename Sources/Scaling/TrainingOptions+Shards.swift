import Preference

extension TrainingOptions {
    /// How one of several workers trains, so that the average of all does what one machine would have done.
    ///
    /// With S shards a worker sees 1/S of the users. It takes batches of b = B / S users, where B is `batchSize`, and so as many
    /// global updates in a round as one machine in an epoch: the S batches of a step are one batch of the machine. The gradient
    /// of b users has B / b times the variance, which is most of Adam's second moment, so that its steps would be √(B / b) times
    /// shorter along what the users have in common; the rate is that much larger. The noise it adds is averaged away.
    package func shared(among shards: Int) -> TrainingOptions {
        var options = self
        options.batchSize = max(1, (batchSize + shards / 2) / shards)
        options.globalLearningRate *= (Double(batchSize) / Double(options.batchSize)).squareRoot()
        return options
    }
}
