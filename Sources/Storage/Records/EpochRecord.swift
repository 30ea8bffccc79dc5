/// One epoch of a training, as stored.
package struct EpochRecord: Equatable, Sendable, Codable {
    /// The epoch, counted from 1.
    package var epoch: Int
    /// The mean query loss before each global update, in squared rating units.
    package var queryLoss: Double
    /// The validation users' mean squared error, in squared rating units.
    package var validationLoss: Double?
    /// The validation users' mean absolute error, in rating units.
    package var validationMAE: Double?
    /// β, the rate of the global update in this epoch.
    package var globalLearningRate: Double

    /// Creates a record.
    package init(
        epoch: Int, queryLoss: Double, validationLoss: Double? = nil, validationMAE: Double? = nil,
        globalLearningRate: Double
    ) {
        self.epoch = epoch
        self.queryLoss = queryLoss
        self.validationLoss = validationLoss
        self.validationMAE = validationMAE
        self.globalLearningRate = globalLearningRate
    }
}
