import Foundation
import Preference
import Support

/// What one worker's round over its shard gives.
package struct RoundPart: Sendable {
    /// What is said of it beside the numbers.
    struct Header: Codable {
        var format = Header.current
        var vocabulary: String
        var round: Int
        var shard: Int
        var shards: Int
        /// The tasks that taught.
        var tasks: Int
        /// Their mean query loss, on the scale 1…5 or in nats.
        var queryLoss: Double
        /// The tasks that judged the state before this round, and the sums of their errors.
        var judges: Int
        var squaredErrors: Double
        var absoluteErrors: Double
        /// The digest of all tasks of the shard.
        var split: String
        /// What the vocabulary knows of each user feature.
        var features: [FeatureCounts]

        static let current = "icebreaker round 4"
    }

    let header: Header
    let state: TrainingState<Float>

    /// The parameters after the round, for checking them.
    package var parameters: [Float] { state.parameters }

    /// Trains for one round: a part of one pass of global updates over the shard's tasks, which begins at the
    /// state that all share. In the whole pass all shards together take as many as one machine in an epoch.
    ///
    /// The users whom the state names only judge, whatever shard they are in: the round that begins an epoch
    /// estimates them with the average that it began with. The round after the last only judges.
    /// - Parameters:
    ///   - shard: the tasks; those with more ratings than the vocabulary's rule allows teach if the options
    ///     say so.
    ///   - vocabulary: the items, and the shape of the estimator.
    ///   - state: where all workers begin.
    ///   - threads: how many threads to use; the result does not depend on it.
    /// - Throws: `TrainingError`.
    package init(_ shard: TaskShard, vocabulary: Vocabulary, state: RoundState, threads: Int) throws {
        let tasks = RoundTasks(shard, rule: vocabulary.rule, state: state)
        var header = Header(
            vocabulary: state.vocabularyHash, round: state.rounds + 1, shard: shard.header.shard,
            shards: shard.header.shards,
            tasks: 0, queryLoss: 0, judges: tasks.judges.count, squaredErrors: 0, absoluteErrors: 0,
            split: shard.split.hexadecimal, features: shard.features)
        var estimator = Estimator<Float>(zeros: vocabulary.architecture)
        if !tasks.judges.isEmpty {
            estimator.parameters = state.training.averaged
            let inputs = EstimatorInputs(shard.dataset, architecture: vocabulary.architecture)
            let errors = estimator.queryErrors(
                tasks.judges, inputs: inputs, update: state.training.options.localUpdate, threads: threads)
            header.squaredErrors = errors.loss * Double(tasks.judges.count)
            header.absoluteErrors = errors.mae * Double(tasks.judges.count)
        }
        guard !tasks.teachers.isEmpty else {
            (self.header, self.state) = (header, state.training)
            return
        }
        var begin = state.training
        begin.options = begin.options.shared(among: shard.header.shards)
        let trainer = try MetaTrainer<Float>(
            from: estimator, dataset: shard.dataset,
            tasks: TrainingTasks(training: tasks.teachers, validation: []),
            options: begin.options, threads: threads)
        try trainer.restore(begin)
        header.tasks = try trainer.runPart(state.part)
        header.queryLoss = trainer.queryLoss
        (self.header, self.state) = (header, trainer.state)
    }

    /// The block that no worker changes, so that it stays where the round began.
    private static let best = "best"

    /// Two lines: a header in JSON, and the state as a safetensors file in base 64.
    package func lines() throws -> [String] {
        var file = try state.file()
        file.tensors[Self.best] = nil
        return [try header.jsonLine(), try file.encoded().base64EncodedString()]
    }

    /// Reads the two lines.
    /// - Parameters:
    ///   - data: the bytes.
    ///   - file: what to call them in an error.
    ///   - state: where the round began.
    /// - Throws: ``ShardError``, and `WeightsError` or `TrainingError` when the state is damaged.
    package init(_ data: Data, file: String, state: RoundState) throws {
        let lines = data.withUnsafeBytes { $0.split(separator: UInt8(ascii: "\n")).map { Data($0) } }
        func fail(_ problem: String) -> ShardError {
            ShardError(file: file, problem: problem, fix: "run `icebreaker worker train` on this shard again")
        }
        guard lines.count == 2, let header = try? JSONDecoder().decode(Header.self, from: lines[0]),
            header.format == Header.current, let bytes = Data(base64Encoded: lines[1])
        else { throw fail("it is not the two lines of format `\(Header.current)`") }
        guard header.vocabulary == state.vocabularyHash, header.round == state.rounds + 1 else {
            throw fail(
                "it is of round \(header.round) of a training where round \(state.rounds + 1) of this one is expected"
            )
        }
        guard (0...1 << 40).contains(header.tasks), (0...1 << 40).contains(header.judges), header.shards > 0,
            (0..<header.shards).contains(header.shard), header.queryLoss.isFinite,
            SplitHash(header.split) != nil, header.features.allSatisfy(\.isPossible)
        else { throw fail("its header holds an impossible number") }
        var contents = try Safetensors(bytes, file: file)
        contents.tensors[Self.best] = Tensor(state.training.best, shape: [state.training.best.count])
        self.header = header
        self.state = try TrainingState(contents, parameterCount: state.training.parameters.count)
    }
}
