import Foundation
import Preference
import Scaling
import Synchronization
import Tasks

/// Trains by rounds in one process, as many epochs as are asked for and without judges, and prints how well; see
/// `Benchmarks/rounds`.
struct RoundsMeasurement {
    private let split: SplitDataset
    private let vocabulary: Vocabulary
    private let shards: [TaskShard]
    private let options: TrainingOptions
    private let inputs: EstimatorInputs
    private var state: RoundState

    /// - Parameters:
    ///   - shards: how many; one is the training of one machine.
    ///   - roundsPerEpoch: how often the shards' states are averaged in an epoch.
    ///   - seed: of everything drawn at random.
    init(_ split: SplitDataset, shards: Int, roundsPerEpoch: Int, epochs: Int, seed: UInt64) throws {
        var options = TrainingOptions.standard(seed: seed).fitting(split.dataset)
        (options.validationShare, options.epochs) = (0, epochs)
        let (dataset, holdout, rule) = (split.dataset, split.holdout, TaskRule(for: split.dataset))
        let tasks = TrainingTasks(dataset, holdout: holdout, rule: rule, options: options)
        let trainer = try MetaTrainer<Float>(dataset: dataset, tasks: tasks, options: options, threads: 1)
        let vocabulary = Vocabulary(
            dataset, datasetHash: dataset.contentHash, weightsHash: nil, architecture: trainer.estimator.architecture,
            rule: rule, holdout: holdout, scaling: options.localUpdate.scaling)
        let all = try vocabulary.trainingTasks(of: dataset, datasetHash: dataset.contentHash)
        self.shards = try (0..<shards).map { shard in
            let lines = try TaskLines(dataset).lines(all, shard: shard, of: shards).joined(separator: "\n")
            return try TaskShard(Data(lines.utf8), file: "shard \(shard)", vocabulary: vocabulary)
        }
        state = RoundState(
            trainer, vocabulary: try vocabulary.encoded(), judges: [], roundsPerEpoch: roundsPerEpoch,
            split: SplitHash(all, of: dataset))
        inputs = EstimatorInputs(dataset, architecture: trainer.estimator.architecture)
        (self.split, self.vocabulary, self.options) = (split, vocabulary, options)
    }

    /// Trains, and prints after every `step` epochs the epoch and the mean absolute error of each scenario.
    mutating func run(every step: Int, threads: Int) throws {
        while state.epochs < options.epochs {
            let before = state.epochs
            state = try RoundAverage(round(threads: threads), from: state, vocabulary: vocabulary).state
            let epoch = state.epochs
            guard epoch > before, epoch % step == 0 || epoch == options.epochs else { continue }
            print(epoch, try errors(threads: threads).map { String($0) }.joined(separator: " "))
            fflush(nil)
        }
    }

    /// The parts of a round, several at a time.
    private func round(threads: Int) throws -> [RoundPart] {
        let (shards, vocabulary, state) = (shards, vocabulary, state)
        let threadsOfEach = max(1, threads / shards.count)
        let parts = Mutex<[Result<RoundPart, any Error>]>([])
        DispatchQueue.concurrentPerform(iterations: shards.count) { shard in
            let part = Result {
                try RoundPart(shards[shard], vocabulary: vocabulary, state: state, threads: threadsOfEach)
            }
            parts.withLock { $0.append(part) }
        }
        return try parts.withLock { $0 }.map { try $0.get() }
    }

    /// The mean absolute errors after the local update, as `evaluate` measures them.
    private func errors(threads: Int) throws -> [Double] {
        let weights = try Safetensors(state.weights(of: vocabulary.encoding), file: "weights")
        let estimator = try Estimator<Float>(weights.tensors, architecture: vocabulary.architecture, file: "weights")
        return Scenario.allCases.map { scenario in
            let tasks = TaskSet(split.dataset, scenario: scenario, holdout: split.holdout, rule: vocabulary.rule).tasks
            return estimator.queryErrors(tasks, inputs: inputs, update: options.localUpdate, threads: threads).mae
        }
    }
}
