import Algebra
import Datasets
import Support
import Tasks

/// Meta-training (MeLU, algorithm 1): epochs of global updates over batches of users.
///
/// The state after each epoch can be saved and restored (see `savedState()`); a training that was interrupted
/// and resumed ends in the same bytes as one that was not.
package final class MetaTrainer<Scalar: EstimatorScalar> {
    /// How it trains.
    package let options: TrainingOptions
    /// The parameters after the last batch.
    package internal(set) var estimator: Estimator<Scalar>
    /// The running average of the parameters, or the parameters themselves without averaging.
    package internal(set) var averaged: Estimator<Scalar>
    /// The averaged parameters of the epoch with the best validation error; of the last epoch without
    /// validation.
    package internal(set) var best: Estimator<Scalar>
    /// The finished epochs.
    package internal(set) var history: [TrainingEpoch] = []
    /// The query loss of each batch of the last epoch before its global update, on the scale 1…5 or in nats.
    package private(set) var batchLosses: [Double] = []
    /// Their mean, on the scale 1…5 or in nats; 0 of none.
    package var queryLoss: Double { batchLosses.reduce(0, +) / Double(max(batchLosses.count, 1)) }

    var adam: Adam<Scalar>
    private let inputs: EstimatorInputs
    private let tasks: TrainingTasks
    private let threads: Int
    private let globalUpdate: GlobalUpdate<Scalar>

    /// Prepares a training.
    /// - Parameters:
    ///   - estimator: where to start; `nil` draws it from the seed.
    ///   - dataset: the features.
    ///   - tasks: who teaches and who judges.
    ///   - options: how to train.
    ///   - threads: how many threads to use; the result does not depend on it.
    /// - Throws: ``TrainingError`` when there is nothing to learn from.
    package init(
        from estimator: Estimator<Scalar>? = nil, dataset: Dataset, tasks: TrainingTasks,
        options: TrainingOptions, threads: Int
    ) throws {
        let architecture = estimator?.architecture ?? EstimatorArchitecture(for: dataset)
        try tasks.check(options, inputWidth: architecture.itemWidth + architecture.userWidth)
        self.options = options
        self.tasks = tasks
        self.threads = threads
        inputs = EstimatorInputs(dataset, architecture: architecture)
        self.estimator = estimator ?? Estimator(initialFor: dataset, tasks: tasks, options: options)
        averaged = self.estimator
        best = self.estimator
        adam = Adam(parameterCount: architecture.parameterCount)
        globalUpdate = GlobalUpdate(
            architecture, inputs: inputs, update: options.localUpdate, secondOrder: options.secondOrder,
            batchSize: min(options.batchSize, tasks.training.count), capacity: tasks.capacity(options),
            threads: threads)
    }

    /// Whether there is nothing left to do: all epochs done, or no better validation error for `patience`
    /// epochs.
    package var isFinished: Bool {
        guard history.count < options.epochCount else { return true }
        guard let bestEpoch else { return false }
        return history.count - bestEpoch >= options.patience
    }

    /// The epoch with the lowest validation error, the earliest of equals; `nil` without validation.
    package var bestEpoch: Int? { history.bestEpoch(by: options.localUpdate.loss) }

    /// The number of batches in an epoch.
    package var batchCount: Int {
        let (full, rest) = tasks.training.count.quotientAndRemainder(dividingBy: options.batchSize)
        return options.dropLast || rest == 0 ? full : full + 1
    }

    // A caller in another target reaches code made for its type, not the generic code, which is many times
    // slower.
    /// Runs one epoch.
    /// - Parameter progress: told the number of finished batches after each.
    /// - Throws: ``TrainingError/diverged(epoch:)`` when a loss has exploded.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    @discardableResult
    package func runEpoch(progress: (Int) -> Void = { _ in }) throws -> TrainingEpoch {
        let epoch = history.count + 1
        try runPart(EpochPart(), progress: progress)
        history.append(try record(ofEpoch: epoch))
        if bestEpoch == nil || bestEpoch == epoch { best = averaged }
        return history[epoch - 1]
    }

    /// Runs some of the next epoch's batches, without finishing the epoch.
    /// - Parameters:
    ///   - part: which of them.
    ///   - progress: told the number of finished batches after each.
    /// - Returns: how many tasks taught.
    /// - Throws: ``TrainingError/diverged(epoch:)`` when a loss has exploded.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    @discardableResult
    package func runPart(_ part: EpochPart, progress: (Int) -> Void = { _ in }) throws -> Int {
        let epoch = history.count + 1
        let batches = part.batches(of: batchCount)
        let tasks = tasks(ofEpoch: epoch)
        let rate = options.globalLearningRate(ofEpoch: epoch)
        let end = { (batch: Int) in min(batch * self.options.batchSize, tasks.count) }
        batchLosses.removeAll(keepingCapacity: true)
        for batch in batches {
            let loss = step(tasks[end(batch)..<end(batch + 1)], rate: rate)
            guard !options.localUpdate.loss.hasExploded(Double(loss)) else {
                throw TrainingError.diverged(epoch: epoch)
            }
            batchLosses.append(Double(loss))
            progress(batchLosses.count)
        }
        withTarget { globalUpdate.applyPending($0) }
        if options.averagingDecay == 0 { averaged = estimator }
        return end(batches.upperBound) - end(batches.lowerBound)
    }

    /// The tasks of an epoch, with their sets and in their order.
    private func tasks(ofEpoch epoch: Int) -> [UserTask] {
        var epochTasks = tasks.sets(ofEpoch: epoch, options: options)
        if options.shuffle {
            var generator = SeededGenerator(seed: options.seed, stream: .taskOrder(epoch: epoch))
            generator.shuffle(&epochTasks)
        }
        return epochTasks
    }

    /// One global update.
    private func step(_ batch: ArraySlice<UserTask>, rate: Double) -> Scalar {
        adam.steps += 1
        let constants = Adam<Scalar>.constants(step: adam.steps, globalLearningRate: rate)
        return withTarget { target in
            globalUpdate.applyPending(batch, target)
            let loss = globalUpdate.computeGradient(batch, parameters: target.parameters)
            globalUpdate.apply(constants, to: target)
            return loss
        } ?? .nan
    }

    /// Lends what a step moves.
    private func withTarget<Result>(_ body: (DeferredAdam<Scalar>.Target) -> Result) -> Result? {
        let average = options.averagingDecay > 0 ? Scalar(1 - options.averagingDecay) : nil
        return estimator.parameters.withUnsafeMutableBufferPointer { parameters in
            averaged.parameters.withUnsafeMutableBufferPointer { averaged in
                adam.withMoments { first, second in
                    guard let parameters = parameters.baseAddress, let averaged = averaged.baseAddress else {
                        return nil
                    }
                    return body(
                        DeferredAdam.Target(
                            parameters: parameters, firstMoment: first, secondMoment: second,
                            average: average.map { (averaged, $0) }))
                }
            }
        }
    }

    private func record(ofEpoch epoch: Int) throws -> TrainingEpoch {
        let update = options.localUpdate
        var record = TrainingEpoch(epoch: epoch, queryLoss: update.inRatingUnits(loss: queryLoss))
        guard !tasks.validation.isEmpty else { return record }
        let errors = averaged.queryErrors(tasks.validation, inputs: inputs, update: update, threads: threads)
        guard !update.loss.hasExploded(errors.loss) else { throw TrainingError.diverged(epoch: epoch) }
        record.validationLoss = update.inRatingUnits(loss: errors.loss)
        record.validationMAE = errors.mae
        return record
    }

    /// The gradient of a batch's query loss at the current parameters, as named tensors; for checking it.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    package func gradient(ofBatch tasks: [UserTask]) -> (loss: Double, tensors: [String: Tensor]) {
        let loss = estimator.parameters.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { globalUpdate.computeGradient(tasks[...], parameters: $0) } ?? .nan
        }
        let values = Array(
            UnsafeBufferPointer(start: globalUpdate.gradient.start, count: globalUpdate.gradient.count))
        return (Double(loss), estimator.tensors(of: values))
    }

    /// Goes on from saved moments.
    func restore(_ adam: Adam<Scalar>) {
        self.adam = adam
        globalUpdate.restore(adam)
    }
}

extension Dataset {
    private var inputs: [Feature] { (users.features + items.features).filter(\.isInput) }

    /// Stops before a training on features of which no user and no item has a value.
    /// - Throws: ``TrainingError/noInputs`` and ``TrainingError/noValues(_:)``.
    package func requireInputValues() throws(TrainingError) {
        guard !inputs.isEmpty else { throw .noInputs }
        let hasValues = inputs.contains { feature in
            switch feature.values {
            case .categorical(let column), .multivalued(let column): !column.indices.isEmpty
            case .numeric(let values): values.contains { $0 != nil }
            case .text: false
            }
        }
        guard hasValues else { throw .noValues(inputs.map(\.name)) }
    }
}

extension TrainingTasks {
    /// Stops before a training that could not do anything.
    func check(_ options: TrainingOptions, inputWidth: Int) throws {
        guard inputWidth > 0 else { throw TrainingError.noInputs }
        guard !training.isEmpty else { throw TrainingError.noTasks }
        guard !options.dropLast || training.count >= options.batchSize else {
            throw TrainingError.fewerTasksThanABatch(tasks: training.count, batchSize: options.batchSize)
        }
    }

    /// The largest support and query set of an epoch.
    func capacity(_ options: TrainingOptions) -> (support: Int, query: Int) {
        let support = training.map {
            options.resamplesSets ? min($0.supportCount, options.maximumSupport) : $0.supportCount
        }
        let query = training.map(\.queryItems.count)
        return (samplesPerRating * (support.max() ?? 0), samplesPerRating * (query.max() ?? 0))
    }
}
