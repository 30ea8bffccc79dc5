import Datasets
import Foundation
import Preference

/// Brings the parts of a round together.
///
///     θ ← Σₛ nₛ θₛ / Σₛ nₛ   over the shards s in the order of their numbers, nₛ tasks in each
///
/// for the parameters, their running average and both of Adam's moments: federated averaging (McMahan et al., AISTATS 2017)
/// with averaged moments. In an embedding row nₛ is the number of tasks that read the row; see ``RoundWeights``. Summed in
/// Double, so that the bytes depend on nothing but the parts.
public struct RoundAverage: Sendable {
    /// The state for the next round.
    public let state: RoundState
    /// What the round achieved; the validation error is that of the state before it.
    public let summary: Summary

    /// What a round achieved.
    public struct Summary: Sendable, Equatable, Codable {
        /// The round, from 1; the one after the last only judges.
        public var round: Int
        /// The tasks that taught.
        public var tasks: Int
        /// Their mean query loss, in squared rating units; `nil` when the round only judged.
        public var queryLoss: Double?
        /// The mean absolute error of the judges at the state before this round, in rating units.
        public var validationMAE: Double?
        /// The round with the lowest validation error so far.
        public var bestRound: Int?
        /// Whether there is nothing left to do.
        public var finished: Bool
    }

    /// Averages all parts of a round.
    /// - Parameters:
    ///   - parts: the parts, one of each shard, in any order.
    ///   - state: where the round began.
    /// - Throws: ``ShardError`` when a part is missing or comes twice, `TrainingError.diverged`.
    public init(_ parts: [RoundPart], from state: RoundState) throws {
        let parts = parts.sorted { $0.header.shard < $1.header.shard }
        guard !parts.isEmpty, parts.map(\.header.shard) == Array(parts.indices),
            parts.allSatisfy({ $0.header.shards == parts.count })
        else {
            throw ShardError(
                file: "round \(state.rounds + 1)", problem: "there are parts of shards \(parts.map(\.header.shard))",
                mend: "give one part of each shard")
        }
        let (judged, validation) = (state.rounds, Self.validation(parts))
        var next = state.training
        if judged > 0, let validation {
            next.history[judged - 1].validationLoss = validation.loss
            next.history[judged - 1].validationMAE = validation.mae
            if next.bestEpoch == judged { next.best = next.averaged }
        }
        let tasks = parts.reduce(0) { $0 + $1.header.tasks }
        var loss: Double?
        if !state.isTrained {
            let mean = parts.reduce(0) { $0 + $1.header.queryLoss * Double($1.header.tasks) } / Double(max(tasks, 1))
            try Self.train(&next, parts, queryLoss: mean, width: state.architecture.embeddingWidth)
            loss = mean
        }
        let waited = next.bestEpoch.map { judged - $0 } ?? 0
        let isFinished =
            validation == nil
            ? next.history.count >= next.options.epochs : state.isTrained || waited >= next.options.patience
        summary = Summary(
            round: judged + 1, tasks: tasks, queryLoss: loss, validationMAE: validation?.mae, bestRound: next.bestEpoch,
            finished: isFinished)
        self.state = RoundState(next, after: state)
    }

    /// Takes what the parts have learned over into the state.
    private static func train(
        _ next: inout TrainingState<Float>, _ parts: [RoundPart], queryLoss: Double, width: Int
    ) throws {
        guard parts.contains(where: { $0.header.tasks > 0 }) else { throw TrainingError.noTasks }
        let weights = RoundWeights(tasks: parts.map(\.header.tasks), readers: parts.map(\.readers), width: width)
        for path in TrainingState<Float>.paths where path != \.best {
            next[keyPath: path] = weights.mean(parts.map { $0.state[keyPath: path] })
        }
        let round = next.history.count + 1
        guard next.parameters.allSatisfy(\.isFinite) else { throw TrainingError.diverged(epoch: round) }
        next.steps = parts.map(\.state.steps).max() ?? next.steps
        next.history.append(TrainingEpoch(epoch: round, queryLoss: queryLoss))
        if next.bestEpoch == nil { next.best = next.averaged }
    }

    private static func validation(_ parts: [RoundPart]) -> (loss: Double, mae: Double)? {
        let judges = parts.reduce(0) { $0 + $1.header.judges }
        guard judges > 0 else { return nil }
        let squared = parts.reduce(0) { $0 + $1.header.squaredErrors }
        let absolute = parts.reduce(0) { $0 + $1.header.absoluteErrors }
        return (squared / Double(judges), absolute / Double(judges))
    }
}

extension RoundAverage.Summary {
    /// One line of JSON.
    public func line() throws -> String { try jsonLine() }
}
