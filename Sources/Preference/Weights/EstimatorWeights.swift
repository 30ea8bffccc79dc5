import Datasets
import Foundation

/// A file of weights: an estimator, what its parameters are of, and how ratings enter it.
///
/// A file that this program wrote says in its metadata which token each embedding row is of, how numbers were
/// standardised and what ratings were mapped to. On any dataset with the same features, embeddings then go
/// with their tokens, and numbers enter as they did. A file without that, such as the authors' program
/// writes, is taken to be of the dataset as it is.
package struct EstimatorWeights: Sendable {
    /// The estimator as the file has it.
    package let estimator: Estimator<Float>
    /// What its parameters stand for.
    package let encoding: InputEncoding
    /// How ratings enter it.
    package let scaling: RatingScaling
    /// Whether the file said what its parameters are of.
    package let saysWhatItIsOf: Bool

    /// Keys of the metadata.
    fileprivate enum Key {
        static let encoding = "icebreaker.encoding"
        static let scaling = "icebreaker.scaling"
    }

    /// Reads weights.
    /// - Parameters:
    ///   - contents: a safetensors file.
    ///   - dataset: what they shall be used on.
    ///   - file: what to call the file in an error.
    /// - Throws: ``WeightsError`` where a tensor is missing, of another shape or not finite, where the
    ///   metadata is damaged, and where the features are not the dataset's.
    package init(_ contents: Safetensors, for dataset: Dataset, file: String) throws {
        guard let encoding = try Self.encoding(of: contents, file: file) else {
            estimator = try Estimator(
                contents.tensors, architecture: EstimatorArchitecture(for: dataset), file: file)
            (self.encoding, scaling, saysWhatItIsOf) = (InputEncoding(of: dataset), .identity, false)
            return
        }
        guard let scaling = contents.metadata[Key.scaling].flatMap({ Self.decode(RatingScaling.self, $0) })
        else {
            throw Self.damaged(file)
        }
        (self.encoding, self.scaling, saysWhatItIsOf) = (encoding, scaling, true)
        estimator = try Estimator(contents.tensors, architecture: EstimatorArchitecture(encoding), file: file)
        do {
            _ = try carried(to: dataset)
        } catch {
            throw WeightsError(
                file: file, problem: error.problem,
                fix: "import the dataset with the same features as the weights were trained on")
        }
    }

    /// The estimator carried over to a dataset: embeddings go with their tokens, numbers enter as they did.
    /// - Throws: ``CarryingError`` where the features are not the same.
    package func carried(to dataset: Dataset) throws(CarryingError) -> Estimator<Float> {
        let kept = InputEncoding(of: dataset).standardising(as: encoding)
        return try Estimator(
            carrying: estimator, of: encoding, onto: Estimator(zeros: EstimatorArchitecture(kept)), of: kept)
    }

    /// What the parameters in a file stand for; `nil` where it does not say.
    /// - Throws: ``WeightsError`` where what it says cannot be read.
    package static func encoding(of contents: Safetensors, file: String) throws(WeightsError)
        -> InputEncoding?
    {
        guard let text = contents.metadata[Key.encoding] else { return nil }
        guard let encoding = decode(InputEncoding.self, text) else { throw damaged(file) }
        return encoding
    }

    private static func damaged(_ file: String) -> WeightsError {
        WeightsError(
            file: file, problem: "its metadata does not say which tokens and ratings the weights are of",
            fix: "export the model again with `icebreaker export model`")
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(text.utf8))
    }
}

extension Estimator {
    /// The parameters as a safetensors file that says what they are of; see ``EstimatorWeights``.
    package func weights(of dataset: Dataset, scaling: RatingScaling) throws -> Safetensors {
        try weights(of: InputEncoding(of: dataset), scaling: scaling)
    }

    /// The same for an encoding.
    package func weights(of encoding: InputEncoding, scaling: RatingScaling) throws -> Safetensors {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Safetensors(
            tensors: tensors,
            metadata: [
                EstimatorWeights.Key.encoding: String(decoding: try encoder.encode(encoding), as: UTF8.self),
                EstimatorWeights.Key.scaling: String(decoding: try encoder.encode(scaling), as: UTF8.self),
            ])
    }
}
