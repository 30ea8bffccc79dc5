import Datasets
import Foundation
import Preference
import Support

/// What all workers of a round begin with: a training's state, bound to the vocabulary by its hash.
package struct RoundState: Sendable {
    /// How many rounds an epoch may have.
    package static let possibleRoundsPerEpoch = 1...100_000

    var training: TrainingState<Float>
    /// P, how many rounds make an epoch.
    let roundsPerEpoch: Int
    /// What the finished rounds of an unfinished epoch achieved, fewer than P.
    var unfinished: [RoundLoss] = []
    /// SHA-256 of the vocabulary's file.
    let vocabularyHash: String
    /// The estimator's shape.
    let architecture: EstimatorArchitecture
    /// The users who judge each epoch; none of their ratings is learned from.
    let judges: [ExternalID]
    /// The digest of all tasks that are to be trained on; `nil` where any may be.
    let split: SplitHash?

    /// The state before the first round.
    /// - Parameters:
    ///   - trainer: a training that has not begun.
    ///   - vocabulary: the bytes of the vocabulary's file.
    ///   - judges: the users who judge each epoch; those of one machine, so that the same epochs are found
    ///     good.
    ///   - roundsPerEpoch: P, how often in an epoch the workers' states are averaged, in
    ///     `possibleRoundsPerEpoch`; at most as
    ///     often as one machine takes a global update.
    ///   - split: the digest of all tasks that are to be trained on; `nil` where the workers have others than
    ///     the workspace.
    package init(
        _ trainer: MetaTrainer<Float>, vocabulary: Data, judges: [ExternalID], roundsPerEpoch: Int,
        split: SplitHash?
    ) {
        (training, vocabularyHash, self.judges) = (trainer.state, ContentDigest.sha256(vocabulary), judges)
        self.split = split
        (architecture, self.roundsPerEpoch) = (
            trainer.estimator.architecture, min(roundsPerEpoch, max(trainer.batchCount, 1))
        )
    }

    /// Reads a file's contents.
    /// - Parameters:
    ///   - data: the bytes, a safetensors file.
    ///   - file: what to call it in an error.
    ///   - vocabulary: the bytes of the vocabulary's file.
    ///   - architecture: the shape that the vocabulary gives the estimator.
    /// - Throws: ``ShardError`` when it belongs to another vocabulary, `WeightsError` or `TrainingError` when
    ///   it is damaged.
    package init(_ data: Data, file: String, vocabulary: Data, architecture: EstimatorArchitecture) throws {
        let contents = try Safetensors(data, file: file)
        vocabularyHash = ContentDigest.sha256(vocabulary)
        guard contents.metadata["vocabulary"] == vocabularyHash else {
            throw ShardError(
                file: file, problem: "this state does not belong to the vocabulary",
                fix: "begin with `icebreaker worker begin`, which writes both")
        }
        guard let judges = contents.metadata["judges"].flatMap({ [String](jsonLine: $0) }) else {
            throw ShardError(
                file: file, problem: "this state does not say who judges the rounds",
                fix: "begin anew with `icebreaker worker begin`")
        }
        guard let roundsPerEpoch = contents.metadata["rounds_per_epoch"].flatMap({ Int($0) }),
            Self.possibleRoundsPerEpoch.contains(roundsPerEpoch),
            let unfinished = contents.metadata["unfinished"].flatMap({ [RoundLoss](jsonLine: $0) }),
            unfinished.isPossible,
            unfinished.count < roundsPerEpoch
        else {
            throw ShardError(
                file: file, problem: "this state does not say which round of an epoch is next",
                fix: "begin anew with `icebreaker worker begin`")
        }
        let text = contents.metadata["split"] ?? ""
        split = SplitHash(text)
        guard split != nil || text == Self.anySplit else {
            throw ShardError(
                file: file, problem: "this state does not say which tasks are to be trained on",
                fix: "begin again with `icebreaker worker begin`")
        }
        (self.roundsPerEpoch, self.unfinished) = (roundsPerEpoch, unfinished)
        (self.judges, self.architecture) = (judges.map { ExternalID($0) }, architecture)
        training = try TrainingState(contents, parameterCount: architecture.parameterCount)
    }

    /// Stands for the digest where any tasks may be trained on.
    private static let anySplit = "any"

    /// The file's bytes.
    package func encoded() throws -> Data {
        var file = try training.file()
        file.metadata["vocabulary"] = vocabularyHash
        file.metadata["judges"] = try judges.map(\.description).jsonLine()
        file.metadata["rounds_per_epoch"] = String(roundsPerEpoch)
        file.metadata["split"] = split?.hexadecimal ?? Self.anySplit
        file.metadata["unfinished"] = try unfinished.jsonLine()
        return try file.encoded()
    }

    /// How many rounds are done.
    package var rounds: Int { training.history.count * roundsPerEpoch + unfinished.count }

    /// How many epochs are done.
    package var epochs: Int { training.history.count }

    /// Which part of an epoch the next round is.
    var part: EpochPart { EpochPart(unfinished.count, of: roundsPerEpoch) }

    /// Whether the next round begins an epoch, so that it judges the one before.
    var beginsEpoch: Bool { unfinished.isEmpty }

    /// The parameters, for checking them.
    package var parameters: [Float] { training.parameters }

    /// Adam's first moment, for checking it.
    package var firstMoment: [Float] { training.firstMoment }

    /// Whether all epochs are done, so that only the last has yet to be judged.
    var isTrained: Bool { training.history.count >= training.options.epochCount }

    /// The weights of the best epoch so far, as a safetensors file that says what they are of.
    package func weights(of encoding: InputEncoding) throws -> Data {
        var estimator = Estimator<Float>(zeros: architecture)
        estimator.parameters = training.best
        return try estimator.weights(of: encoding, scaling: training.options.localUpdate.scaling).encoded()
    }
}
