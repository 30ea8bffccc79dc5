import Datasets
import Tasks

/// Meta-training (MeLU, algorithm 1): epochs of global updates over batches of users.
public final class MetaTrainer<Scalar: EstimatorScalar> {
    /// How it trains.
    public let options: TrainingOptions
    /// The parameters after the last batch.
    public internal(set) var estimator: Estimator<Scalar>
    /// The parameters of the epoch with the best validation error; of the last epoch without validation.
    public internal(set) var best: Estimator<Scalar>
    /// The finished epochs.
    public internal(set) var history: [TrainingEpoch] = []
    /// The query loss of each batch of the last epoch before its global update.
    public private(set) var batchLosses: [Double] = []

    var adam: Adam<Scalar>
    private let inputs: EstimatorInputs
    private let trainingTasks: [UserTask]
    private let validationTasks: [UserTask]
    private let threads: Int
    private let globalUpdate: GlobalUpdate<Scalar>

    /// Prepares a training.
    /// - Parameters:
    ///   - estimator: where to start; `nil` draws it from the seed.
    ///   - dataset: the features.
    ///   - tasks: the warm tasks; the validation users are drawn from these.
    ///   - options: how to train.
    ///   - threads: how many threads to use; the result does not depend on it.
    /// - Throws: ``TrainingError`` when there is nothing to learn from.
    public init(
        from estimator: Estimator<Scalar>? = nil, dataset: Dataset, tasks: TaskSet, options: TrainingOptions, threads: Int
    ) throws {
        let architecture = estimator?.architecture ?? EstimatorArchitecture(for: dataset)
        guard architecture.itemWidth + architecture.userWidth > 0 else { throw TrainingError.noInputs }
        (trainingTasks, validationTasks) = tasks.splitForValidation(share: options.validationShare, seed: options.seed)
        guard !trainingTasks.isEmpty else { throw TrainingError.noTasks(minimum: 13, maximum: 100) }
        guard !options.dropLast || trainingTasks.count >= options.batchSize else {
            throw TrainingError.fewerTasksThanABatch(tasks: trainingTasks.count, batchSize: options.batchSize)
        }
        self.options = options
        self.threads = threads
        inputs = EstimatorInputs(dataset, architecture: architecture)
        var generator = SeededGenerator(seed: options.seed, stream: RandomStream.parameters.rawValue)
        self.estimator =
            estimator
            ?? Estimator(
                architecture, outputBias: options.startsAtMeanRating ? trainingTasks.meanRating : nil, using: &generator)
        best = self.estimator
        adam = Adam(parameterCount: architecture.parameterCount)
        globalUpdate = GlobalUpdate(
            architecture, inputs: inputs, update: options.localUpdate, secondOrder: options.secondOrder,
            batchSize: min(options.batchSize, trainingTasks.count), tasks: trainingTasks, threads: threads)
    }

    /// Whether there is nothing left to do: all epochs done, or no better validation error for `patience` epochs.
    public var isFinished: Bool {
        guard history.count < options.epochs else { return true }
        guard let bestEpoch else { return false }
        return history.count - bestEpoch >= options.patience
    }

    /// The epoch with the lowest validation error, the earliest of equals; `nil` without validation.
    public var bestEpoch: Int? {
        history.filter { $0.validationMAE != nil }.min { ($0.validationMAE ?? 0) < ($1.validationMAE ?? 0) }?.epoch
    }

    /// The number of batches in an epoch.
    public var batchCount: Int {
        let full = trainingTasks.count / options.batchSize
        return options.dropLast || trainingTasks.count % options.batchSize == 0 ? full : full + 1
    }

    /// Runs one epoch.
    /// - Parameter progress: told the number of finished batches after each.
    /// - Throws: ``TrainingError/diverged(epoch:)`` when a loss is no finite number any more.
    @discardableResult
    public func runEpoch(progress: (Int) -> Void = { _ in }) throws -> TrainingEpoch {
        let epoch = history.count + 1
        let tasks = order(ofEpoch: epoch)
        batchLosses.removeAll(keepingCapacity: true)
        for batch in 0..<batchCount {
            let start = batch * options.batchSize
            let loss = step(tasks[start..<min(start + options.batchSize, tasks.count)])
            guard loss.isFinite else { throw TrainingError.diverged(epoch: epoch) }
            batchLosses.append(Double(loss))
            progress(batch + 1)
        }
        var record = TrainingEpoch(epoch: epoch, queryLoss: batchLosses.reduce(0, +) / Double(batchLosses.count))
        try validate(&record)
        history.append(record)
        if bestEpoch == nil || bestEpoch == epoch { best = estimator }
        return record
    }

    private func order(ofEpoch epoch: Int) -> [UserTask] {
        guard options.shuffle else { return trainingTasks }
        var tasks = trainingTasks
        var generator = SeededGenerator(seed: options.seed, stream: RandomStream.order.rawValue + UInt64(epoch))
        generator.shuffle(&tasks)
        return tasks
    }

    private func step(_ batch: ArraySlice<UserTask>) -> Scalar {
        estimator.parameters.withUnsafeMutableBufferPointer { buffer in
            guard let parameters = buffer.baseAddress else { return .nan }
            let loss = globalUpdate.computeGradient(batch, parameters: parameters)
            globalUpdate.apply(&adam, globalLearningRate: options.globalLearningRate, to: parameters)
            return loss
        }
    }

    private func validate(_ record: inout TrainingEpoch) throws {
        guard !validationTasks.isEmpty else { return }
        let errors = estimator.queryErrors(validationTasks, inputs: inputs, update: options.localUpdate, threads: threads)
        guard errors.loss.isFinite else { throw TrainingError.diverged(epoch: record.epoch) }
        record.validationLoss = errors.loss
        record.validationMAE = errors.mae
    }

    /// The gradient of a batch's query loss at the current parameters, as named tensors; for checking it.
    package func gradient(ofBatch tasks: [UserTask]) -> (loss: Double, tensors: [String: Tensor]) {
        let loss = estimator.parameters.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { globalUpdate.computeGradient(tasks[...], parameters: $0) } ?? .nan
        }
        let values = Array(UnsafeBufferPointer(start: globalUpdate.gradient.start, count: globalUpdate.gradient.count))
        return (Double(loss), estimator.tensors(of: values))
    }

    /// Goes on from saved moments.
    func restore(_ adam: Adam<Scalar>) {
        self.adam = adam
        globalUpdate.restore(adam)
    }
}

/// Independent streams drawn from one seed.
enum RandomStream: UInt64 {
    case parameters = 1
    case validation = 2
    /// Plus the epoch.
    case order = 1000
}

extension [UserTask] {
    /// The mean of all ratings in the tasks' support and query sets.
    var meanRating: Double {
        let sum = reduce(0) { $0 + $1.ratings.reduce(0, +) }
        return sum / Double(reduce(0) { $0 + $1.ratings.count })
    }
}
