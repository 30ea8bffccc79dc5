/// How an estimator is meta-trained.
public struct TrainingOptions: Sendable, Equatable, Codable {
    /// The local update that the global update looks through.
    public var localUpdate: LocalUpdate
    /// β, the rate of Adam's global update.
    public var globalLearningRate: Double
    /// Whether the global update is exact (second order) or leaves out how the local update depends on θ (first order).
    public var secondOrder: Bool
    /// The number of users per global update.
    public var batchSize: Int
    /// The most epochs.
    public var epochs: Int
    /// Whether each epoch visits the tasks in a new order drawn from the seed, or by ascending user.
    public var shuffle: Bool
    /// Whether the tasks left over after the last full batch sit out the epoch, as in the authors' program.
    public var dropLast: Bool
    /// The share of the training users whose query sets are kept back to judge each epoch; 0 for none.
    public var validationShare: Double
    /// Training stops after this many epochs without a better validation error; the best epoch's weights are kept.
    public var patience: Int
    /// Whether the output's bias starts at the mean rating of the training tasks, rather than near 0.
    public var startsAtMeanRating: Bool
    /// The seed of the initial parameters, the orders and the validation users.
    public var seed: UInt64

    /// Creates options; the defaults are Icebreaker's (see docs/decisions).
    public init(
        localUpdate: LocalUpdate = LocalUpdate(steps: 5, localLearningRate: 5e-3), globalLearningRate: Double = 1e-3,
        secondOrder: Bool = false, batchSize: Int = 32, epochs: Int = 30, shuffle: Bool = true, dropLast: Bool = false,
        validationShare: Double = 0.1, patience: Int = 5, startsAtMeanRating: Bool = true, seed: UInt64 = 0
    ) {
        self.localUpdate = localUpdate
        self.globalLearningRate = globalLearningRate
        self.secondOrder = secondOrder
        self.batchSize = batchSize
        self.epochs = epochs
        self.shuffle = shuffle
        self.dropLast = dropLast
        self.validationShare = validationShare
        self.patience = patience
        self.startsAtMeanRating = startsAtMeanRating
        self.seed = seed
    }

    /// The published setting (MeLU, section 4.3): one local step at 5e-6, Adam at 5e-5, 20 epochs of full batches.
    public static func paper(seed: UInt64) -> TrainingOptions {
        TrainingOptions(
            localUpdate: LocalUpdate(), globalLearningRate: 5e-5, epochs: 20, dropLast: true, validationShare: 0,
            startsAtMeanRating: false, seed: seed)
    }
}
