import Foundation

/// What a training needs to go on: the parameters, their average, the best ones, Adam's moments and the finished epochs.
extension MetaTrainer {
    private static var scalars: [WritableKeyPath<Blocks, [Scalar]>: String] {
        [
            \.parameters: "parameters", \.averaged: "averaged", \.best: "best", \.firstMoment: "adam.first_moment",
            \.secondMoment: "adam.second_moment",
        ]
    }

    private struct Blocks {
        var parameters: [Scalar] = []
        var averaged: [Scalar] = []
        var best: [Scalar] = []
        var firstMoment: [Scalar] = []
        var secondMoment: [Scalar] = []
    }

    /// The state after the last finished epoch, as a safetensors file.
    public func savedState() throws -> Data {
        let blocks = Blocks(
            parameters: estimator.parameters, averaged: averaged.parameters, best: best.parameters,
            firstMoment: adam.firstMoment, secondMoment: adam.secondMoment)
        var file = Safetensors()
        for (path, name) in Self.scalars {
            file.tensors[name] = Tensor(blocks[keyPath: path], shape: [blocks[keyPath: path].count])
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        file.metadata["adam.steps"] = String(adam.steps)
        file.metadata["history"] = String(decoding: try encoder.encode(history), as: UTF8.self)
        file.metadata["options"] = String(decoding: try encoder.encode(options), as: UTF8.self)
        return try file.encoded()
    }

    /// Goes on from a saved state.
    /// - Throws: ``TrainingError/foreignState(_:)`` when the state belongs to another training.
    public func restore(_ state: Data) throws {
        let file = try Safetensors(state, file: "saved training state")
        var blocks = Blocks()
        for (path, name) in Self.scalars {
            guard let tensor = file.tensors[name], tensor.type == Scalar.tensorType, tensor.count == estimator.parameters.count
            else { throw TrainingError.foreignState("it has no \(name) of \(estimator.parameters.count) numbers") }
            blocks[keyPath: path] = tensor.values()
        }
        guard let options = decode(TrainingOptions.self, file.metadata["options"]), options == self.options else {
            throw TrainingError.foreignState("it was saved with other options")
        }
        guard let steps = file.metadata["adam.steps"].flatMap({ Int($0) }), steps >= 0,
            let history = decode([TrainingEpoch].self, file.metadata["history"])
        else { throw TrainingError.foreignState("it does not say which epochs are done") }
        estimator.parameters = blocks.parameters
        averaged.parameters = blocks.averaged
        best.parameters = blocks.best
        self.history = history
        restore(Adam(firstMoment: blocks.firstMoment, secondMoment: blocks.secondMoment, steps: steps))
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ text: String?) -> Value? {
        text.flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}
