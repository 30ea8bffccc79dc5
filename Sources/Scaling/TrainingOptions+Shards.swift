import Preference

extension TrainingOptions {
    /// How one of several workers trains, so that the average of all does what one machine would have done.
    ///
    ///     b = B / S     β_worker = β √(B / b)
    ///
    /// With S shards a worker sees 1/S of the users. It takes batches of b users, where B is `batchSize`, and
    /// so as many global updates in an epoch as one machine: the S batches of a step are one batch of the
    /// machine, whose gradient is their mean. So the mean of the first moments is that of the machine. The
    /// gradient of b users has B / b times the variance, which is most of Adam's second moment, and for a
    /// token that few users have, all of it; the steps would be √(B / b) times shorter, and the rate makes up
    /// for it. This holds as long as few updates lie between two averages.
    package func shared(among shards: Int) -> TrainingOptions {
        var options = self
        let (quotient, rest) = batchSize.quotientAndRemainder(dividingBy: shards)
        options.batchSize = max(1, quotient + (rest >= shards - rest ? 1 : 0))
        options.globalLearningRate *= (Double(batchSize) / Double(options.batchSize)).squareRoot()
        return options
    }
}
