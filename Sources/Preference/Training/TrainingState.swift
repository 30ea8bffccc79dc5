import Algebra
import Foundation

/// What a training needs to go on: the parameters, their average, the best ones, Adam's moments and the
/// finished epochs.
package struct TrainingState<Scalar: EstimatorScalar>: Sendable {
    /// The parameters after the last batch.
    package var parameters: [Scalar]
    /// Their running average.
    package var averaged: [Scalar]
    /// The averaged parameters of the epoch with the best validation error.
    package var best: [Scalar]
    /// Adam's moments and the number of steps taken.
    package var firstMoment: [Scalar]
    package var secondMoment: [Scalar]
    package var steps: Int
    /// The finished epochs.
    package var history: [TrainingEpoch]
    /// How it trains.
    package var options: TrainingOptions

    private static var blocks: [(name: String, path: WritableKeyPath<TrainingState, [Scalar]>)] {
        [
            ("parameters", \.parameters), ("averaged", \.averaged), ("best", \.best),
            ("adam.first_moment", \.firstMoment),
            ("adam.second_moment", \.secondMoment),
        ]
    }

    /// The blocks of one number per parameter.
    package static var paths: [WritableKeyPath<TrainingState, [Scalar]>] { blocks.map(\.path) }

    fileprivate init(_ trainer: MetaTrainer<Scalar>) {
        (parameters, averaged, best) = (
            trainer.estimator.parameters, trainer.averaged.parameters, trainer.best.parameters
        )
        (firstMoment, secondMoment, steps) = (
            trainer.adam.firstMoment, trainer.adam.secondMoment, trainer.adam.steps
        )
        (history, options) = (trainer.history, trainer.options)
    }

    /// Reads a state from a safetensors file.
    /// - Parameters:
    ///   - file: the file.
    ///   - parameterCount: how many parameters the estimator has.
    /// - Throws: ``TrainingError/foreignState(_:)`` when the file is no state of such an estimator.
    package init(_ file: Safetensors, parameterCount: Int) throws(TrainingError) {
        guard let options = Self.decode(TrainingOptions.self, file.metadata["options"]) else {
            throw .foreignState("it does not say with which options it was trained")
        }
        guard let steps = file.metadata["adam.steps"].flatMap({ Int($0) }), steps >= 0,
            let history = Self.decode([TrainingEpoch].self, file.metadata["history"])
        else { throw .foreignState("it does not say which epochs are done") }
        (self.steps, self.history, self.options) = (steps, history, options)
        (parameters, averaged, best, firstMoment, secondMoment) = ([], [], [], [], [])
        for (name, path) in Self.blocks {
            guard let tensor = file.tensors[name], tensor.type == TensorType(of: Scalar.self),
                tensor.count == parameterCount
            else { throw .foreignState("it has no \(name) of \(parameterCount) numbers") }
            self[keyPath: path] = tensor.values()
            guard self[keyPath: path].allSatisfy(\.isFinite) else {
                throw .foreignState(
                    "its \(name) holds a number that is not finite, as of a training that diverged")
            }
        }
    }

    /// The state as a safetensors file.
    package func file() throws -> Safetensors {
        var file = Safetensors()
        for (name, path) in Self.blocks {
            file.tensors[name] = Tensor(self[keyPath: path], shape: [self[keyPath: path].count])
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        file.metadata["adam.steps"] = String(steps)
        file.metadata["history"] = String(decoding: try encoder.encode(history), as: UTF8.self)
        file.metadata["options"] = String(decoding: try encoder.encode(options), as: UTF8.self)
        return file
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ text: String?) -> Value? {
        text.flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}

extension MetaTrainer {
    /// The state after the last finished epoch.
    package var state: TrainingState<Scalar> { TrainingState(self) }

    /// The state after the last finished epoch, as a safetensors file.
    package func savedState() throws -> Data { try state.file().encoded() }

    /// Goes on from a saved state.
    /// - Throws: ``TrainingError/foreignState(_:)`` when the state belongs to another training.
    package func restore(_ state: Data) throws {
        let file = try Safetensors(state, file: "saved training state")
        try restore(TrainingState(file, parameterCount: estimator.parameters.count))
    }

    /// Goes on from a state.
    package func restore(_ state: TrainingState<Scalar>) throws(TrainingError) {
        guard state.options == options else { throw .foreignState("it was saved with other options") }
        estimator.parameters = state.parameters
        averaged.parameters = state.averaged
        best.parameters = state.best
        history = state.history
        restore(Adam(firstMoment: state.firstMoment, secondMoment: state.secondMoment, steps: state.steps))
    }
}

extension TrainingState {
    /// The epoch with the lowest validation error, the earliest of equals; `nil` without validation.
    package var bestEpoch: Int? { history.bestEpoch(by: options.localUpdate.loss) }
}

extension [TrainingEpoch] {
    /// The epoch with the lowest validation error, the earliest of equals; `nil` without validation.
    func bestEpoch(by loss: PreferenceLoss) -> Int? {
        let judged = filter { $0.validationError(by: loss) != nil }
        return judged.min { ($0.validationError(by: loss) ?? 0) < ($1.validationError(by: loss) ?? 0) }?.epoch
    }
}
