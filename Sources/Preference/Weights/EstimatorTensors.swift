import Algebra
import Foundation

/// Where one named tensor lies among the parameters.
///
/// Names and shapes are those of the authors' PyTorch program: an embedding table of a categorical feature is
/// [rows, 32], that of a multivalued feature, a linear layer there, [32, rows]; a layer's weight is [units,
/// inputs].
struct TensorPlace {
    let name: String
    /// The shape in the file.
    let shape: [Int]
    /// The first parameter.
    let start: Int
    /// Whether the parameters hold the file's matrix transposed.
    let transposed: Bool

    var count: Int { shape.reduce(1, *) }
}

extension EstimatorArchitecture {
    /// The places of all tensors, in the order of the parameters.
    var tensorPlaces: [TensorPlace] {
        var places: [TensorPlace] = []
        var next = 0
        func add(_ name: String, _ shape: [Int], transposed: Bool = false) {
            places.append(
                TensorPlace(name: "model.\(name)", shape: shape, start: next, transposed: transposed))
            next += shape.reduce(1, *)
        }
        for (side, inputs) in [("item_emb", itemInputs), ("user_emb", userInputs)] {
            for input in inputs where input.kind != .numeric {
                let wide = input.kind == .multivalued
                add(
                    "\(side).embedding_\(input.name).weight",
                    wide ? [embeddingWidth, input.rows] : [input.rows, embeddingWidth], transposed: wide)
            }
        }
        let (inputs, units) = (itemWidth + userWidth, hiddenWidth)
        add("fc1.weight", [units, inputs], transposed: true)
        add("fc1.bias", [units])
        add("fc2.weight", [units, units], transposed: true)
        add("fc2.bias", [units])
        add("linear_out.weight", [1, units])
        add("linear_out.bias", [1])
        return places
    }
}

extension Estimator {
    /// The parameters as named tensors.
    package var tensors: [String: Tensor] { tensors(of: parameters) }

    /// Anything with one number per parameter, such as a gradient, as named tensors.
    func tensors(of values: [Scalar]) -> [String: Tensor] {
        Dictionary(
            uniqueKeysWithValues: architecture.tensorPlaces.map { place in
                let block = Array(values[place.start..<place.start + place.count])
                let rows = place.transposed ? transpose(block, rows: place.shape[1]) : block
                return (place.name, Tensor(rows, shape: place.shape))
            })
    }

    /// Reads the parameters from named tensors.
    ///
    /// An embedding table may have more rows than the dataset has tokens: the architecture grows to fit.
    /// - Parameters:
    ///   - tensors: the tensors by name; others than the estimator's are ignored.
    ///   - architecture: the shape that the dataset needs.
    ///   - file: what to call the file in an error.
    /// - Throws: ``WeightsError`` when a tensor is missing, has another shape or holds a number that is not
    ///   finite.
    package init(_ tensors: [String: Tensor], architecture: EstimatorArchitecture, file: String) throws {
        let architecture = architecture.grown(toFit: tensors)
        self.init(zeros: architecture)
        for place in architecture.tensorPlaces {
            guard let tensor = tensors[place.name] else {
                throw WeightsError(
                    file: file, problem: "tensor \(place.name) is missing",
                    fix: "import the dataset with the same features as the weights were trained on")
            }
            guard tensor.shape == place.shape else {
                throw WeightsError(
                    file: file,
                    problem:
                        "tensor \(place.name) has shape \(tensor.shape) where \(place.shape) is expected",
                    fix: "import the dataset with the same features as the weights were trained on")
            }
            let values: [Scalar] = tensor.values()
            guard values.allSatisfy(\.isFinite) else {
                throw WeightsError(
                    file: file, problem: "tensor \(place.name) holds a number that is not finite",
                    fix: "export the weights again from a model that did not diverge")
            }
            let block = place.transposed ? transpose(values, rows: place.shape[0]) : values
            parameters.replaceSubrange(place.start..<place.start + place.count, with: block)
        }
    }
}

extension EstimatorArchitecture {
    /// This architecture with embedding tables as long as those among the tensors, where these are longer.
    func grown(toFit tensors: [String: Tensor]) -> EstimatorArchitecture {
        func grow(_ inputs: [InputFeature], side: String) -> [InputFeature] {
            inputs.map { input in
                var input = input
                guard input.kind != .numeric,
                    let shape = tensors["model.\(side).embedding_\(input.name).weight"]?.shape,
                    shape.count == 2
                else { return input }
                input.rows = max(input.rows, input.kind == .multivalued ? shape[1] : shape[0])
                return input
            }
        }
        var grown = self
        grown.itemInputs = grow(itemInputs, side: "item_emb")
        grown.userInputs = grow(userInputs, side: "user_emb")
        return grown
    }
}

/// The transpose of a row-major matrix with the given number of rows.
func transpose<Scalar: EstimatorScalar>(_ values: [Scalar], rows: Int) -> [Scalar] {
    guard rows > 0 else { return values }
    return [Scalar](unsafeUninitializedCapacity: values.count) { buffer, count in
        count = values.count
        guard let target = buffer.baseAddress else { return }
        values.withUnsafeBufferPointer { source in
            guard let source = source.baseAddress else { return }
            Scalar.transpose(rows, values.count / rows, source, target)
        }
    }
}
