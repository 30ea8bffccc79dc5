import Foundation
import Preference

/// Brings the parts of a round together.
///
///     θ ← Σₛ nₛ θₛ / Σₛ nₛ   over the shards s in the order of their numbers, nₛ tasks in each
///
/// for the parameters, their running average and both of Adam's moments: federated averaging (McMahan et al.,
/// AISTATS 2017) with averaged moments. Summed in Double, so that the bytes depend on nothing but the parts.
package struct RoundAverage: Sendable {
    /// The state for the next round.
    package let state: RoundState
    /// What the round achieved; the validation error is that of the state before it.
    package let summary: Summary
    /// What the vocabulary knows of each user feature of all tasks.
    package let features: [FeatureCounts]

    /// What a round achieved.
    package struct Summary: Sendable, Equatable, Codable {
        /// The round, from 1; the one after the last only judges.
        package var round: Int
        /// The tasks that taught.
        package var tasks: Int
        /// Their mean query loss, in squared rating units; `nil` when there were none, as in the last round.
        package var queryLoss: Double?
        /// The epoch that the round is a part of, from 1.
        package var epoch: Int
        /// The mean absolute error of the judges after the epoch before this one, in rating units; `nil` in
        /// rounds that do not begin an epoch.
        package var validationMAE: Double?
        /// The epoch with the lowest validation error so far.
        package var bestEpoch: Int?
        /// Whether there is nothing left to do.
        package var finished: Bool
    }

    /// Averages all parts of a round.
    /// - Parameters:
    ///   - parts: the parts, one of each shard, in any order.
    ///   - state: where the round began.
    ///   - vocabulary: what all workers had.
    /// - Throws: ``ShardError`` when a part is missing or comes twice, or the tasks are not those of the
    ///   workspace; `TrainingError.diverged`.
    package init(_ parts: [RoundPart], from state: RoundState, vocabulary: Vocabulary) throws {
        let parts = parts.sorted { $0.header.shard < $1.header.shard }
        guard !parts.isEmpty, parts.map(\.header.shard) == Array(parts.indices),
            parts.allSatisfy({ $0.header.shards == parts.count })
        else {
            throw ShardError(
                file: "round \(state.rounds + 1)",
                problem: "there are parts of shards \(parts.map(\.header.shard))",
                fix: "give one part of each shard")
        }
        features = parts.features
        try parts.check(state, vocabulary: vocabulary)
        let (epoch, validation) = (state.training.history.count, Self.validation(parts))
        var next = state
        if let validation, epoch > 0 { try next.judge(epoch, validation) }
        let losses = parts.map { RoundLoss(tasks: $0.header.tasks, queryLoss: $0.header.queryLoss) }
        if !state.isTrained { try next.train(parts, losses) }
        let waited = next.training.bestEpoch.map { epoch - $0 } ?? 0
        let isFinished =
            state.judges.isEmpty
            ? next.isTrained
            : state.beginsEpoch && (state.isTrained || waited >= next.training.options.patience)
        let update = state.training.options.localUpdate
        summary = Summary(
            round: state.rounds + 1, tasks: losses.tasks,
            queryLoss: losses.tasks > 0 ? update.inRatingUnits(loss: losses.queryLoss) : nil,
            epoch: epoch + 1,
            validationMAE: validation?.mae, bestEpoch: next.training.bestEpoch, finished: isFinished)
        self.state = next
    }

    private static func validation(_ parts: [RoundPart]) -> (loss: Double, mae: Double)? {
        let judges = parts.reduce(0) { $0 + $1.header.judges }
        guard judges > 0 else { return nil }
        let squared = parts.reduce(0) { $0 + $1.header.squaredErrors }
        let absolute = parts.reduce(0) { $0 + $1.header.absoluteErrors }
        return (squared / Double(judges), absolute / Double(judges))
    }
}

extension [RoundPart] {
    /// What the vocabulary knows of each user feature of all tasks.
    fileprivate var features: [FeatureCounts] {
        var total = self[0].header.features
        for part in dropFirst() { total.add(part.header.features) }
        return total
    }

    /// Makes sure that the tasks are those that the training was begun for.
    fileprivate func check(_ state: RoundState, vocabulary: Vocabulary) throws(ShardError) {
        let file = "round \(state.rounds + 1)"
        try features.check(vocabulary, file: file)
        guard let expected = state.split else { return }
        var split = SplitHash()
        for part in self { if let one = SplitHash(part.header.split) { split.add(one) } }
        guard split != expected else { return }
        throw ShardError(
            file: file,
            problem:
                "the shards' tasks have the split \(split.hexadecimal.prefix(16)) where those of the workspace have "
                + "\(expected.hexadecimal.prefix(16))\(features.warnings(vocabulary).map { "; \($0)" }.joined())",
            fix:
                "prepare them from the same ratings and user features, or begin with `icebreaker worker begin --sample` where "
                + "the workspace holds a part of them")
    }
}

extension RoundState {
    /// Notes what the judges said of the last epoch.
    fileprivate mutating func judge(_ epoch: Int, _ validation: (loss: Double, mae: Double)) throws {
        let update = training.options.localUpdate
        guard !update.loss.hasExploded(validation.loss) else { throw TrainingError.diverged(epoch: epoch) }
        training.history[epoch - 1].validationLoss = update.inRatingUnits(loss: validation.loss)
        training.history[epoch - 1].validationMAE = validation.mae
        if training.bestEpoch == epoch { training.best = training.averaged }
    }

    /// Takes what the parts have learned over, and finishes the epoch with its last part.
    fileprivate mutating func train(_ parts: [RoundPart], _ losses: [RoundLoss]) throws {
        unfinished.append(RoundLoss(tasks: losses.tasks, queryLoss: losses.queryLoss))
        let epoch = training.history.count + 1
        if losses.tasks > 0 {
            let shares = losses.map { Double($0.tasks) / Double(losses.tasks) }
            for path in TrainingState<Float>.paths where path != \.best {
                training[keyPath: path] = parts.map { $0.state[keyPath: path] }.mean(shares)
            }
            training.steps = parts.map(\.state.steps).max() ?? training.steps
        }
        let update = training.options.localUpdate
        guard losses.tasks == 0 || !update.loss.hasExploded(losses.queryLoss),
            TrainingState<Float>.paths.allSatisfy({ training[keyPath: $0].allSatisfy(\.isFinite) })
        else { throw TrainingError.diverged(epoch: epoch) }
        guard unfinished.count == roundsPerEpoch else { return }
        guard unfinished.tasks > 0 else { throw TrainingError.noTasks }
        training.history.append(
            TrainingEpoch(epoch: epoch, queryLoss: update.inRatingUnits(loss: unfinished.queryLoss)))
        unfinished = []
        if training.bestEpoch == nil { training.best = training.averaged }
    }
}

extension [[Float]] {
    /// The weighted mean of numbers of the same count, summed in Double in the order of the shares.
    fileprivate func mean(_ shares: [Double]) -> [Float] {
        // Start from −0, the exact additive identity, so the mean of one state is bit-identical to it.
        var sums = Array<Double>(repeating: -0.0, count: first?.count ?? 0)
        for (share, values) in zip(shares, self) {
            for index in values.indices { sums[index] += share * Double(values[index]) }
        }
        return sums.map { Float($0) }
    }
}

extension RoundAverage.Summary {
    /// One line of JSON.
    package func line() throws -> String { try jsonLine() }
}
