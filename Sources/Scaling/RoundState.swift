import Datasets
import Foundation
import Preference

/// What all workers of a round begin with: a training's state, bound to the vocabulary by its hash.
public struct RoundState: Sendable {
    var training: TrainingState<Float>
    /// SHA-256 of the vocabulary's file.
    let vocabularyHash: String
    /// The estimator's shape.
    let architecture: EstimatorArchitecture
    /// The users who judge each round; none of their ratings is learned from.
    let judges: [ExternalID]

    /// The state before the first round.
    /// - Parameters:
    ///   - trainer: a training that has not begun.
    ///   - vocabulary: the bytes of the vocabulary's file.
    ///   - judges: the users who judge each round; those of one machine, so that the same rounds are found good.
    public init(_ trainer: MetaTrainer<Float>, vocabulary: Data, judges: [ExternalID]) {
        (training, vocabularyHash, self.judges) = (trainer.state, ContentDigest.sha256(vocabulary), judges)
        architecture = trainer.estimator.architecture
    }

    init(_ training: TrainingState<Float>, after state: RoundState) {
        (self.training, vocabularyHash, judges) = (training, state.vocabularyHash, state.judges)
        architecture = state.architecture
    }

    /// Reads a file's contents.
    /// - Parameters:
    ///   - data: the bytes, a safetensors file.
    ///   - file: what to call it in an error.
    ///   - vocabulary: the bytes of the vocabulary's file.
    ///   - architecture: the shape that the vocabulary gives the estimator.
    /// - Throws: ``ShardError`` when it belongs to another vocabulary, `WeightsError` or `TrainingError` when it is damaged.
    public init(_ data: Data, file: String, vocabulary: Data, architecture: EstimatorArchitecture) throws {
        let contents = try Safetensors(data, file: file)
        vocabularyHash = ContentDigest.sha256(vocabulary)
        guard contents.metadata["vocabulary"] == vocabularyHash else {
            throw ShardError(
                file: file, problem: "this state does not belong to the vocabulary",
                mend: "begin with `icebreaker worker begin`, which writes both")
        }
        guard let judges = contents.metadata["judges"].flatMap({ try? JSONDecoder().decode([String].self, from: Data($0.utf8)) })
        else {
            throw ShardError(
                file: file, problem: "this state does not say who judges the rounds",
                mend: "begin anew with `icebreaker worker begin`")
        }
        (self.judges, self.architecture) = (judges.map { ExternalID($0) }, architecture)
        training = try TrainingState(contents, parameterCount: architecture.parameterCount)
    }

    /// The file's bytes.
    public func encoded() throws -> Data {
        var file = try training.file()
        file.metadata["vocabulary"] = vocabularyHash
        file.metadata["judges"] = String(decoding: try JSONEncoder().encode(judges.map(\.description)), as: UTF8.self)
        return try file.encoded()
    }

    /// How many rounds are done.
    public var rounds: Int { training.history.count }

    /// The parameters, for checking them.
    package var parameters: [Float] { training.parameters }

    /// Whether all rounds are done, so that only the last has yet to be judged.
    var isTrained: Bool { rounds >= training.options.epochs }

    /// The weights of the best round so far, as a safetensors file.
    public func weights() throws -> Data {
        var estimator = Estimator<Float>(zeros: architecture)
        estimator.parameters = training.best
        return try Safetensors(tensors: estimator.tensors).encoded()
    }
}
