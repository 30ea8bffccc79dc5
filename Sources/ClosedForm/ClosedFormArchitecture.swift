import Datasets
import Preference

/// The shape of an estimator whose local update is a ridge regression.
///
/// Item i has θᵢ = (φᵢ, bᵢ, ln σᵢ²) = G(features of i) + mᵢ Eᵢ with φᵢ ∈ R^K, where E holds one row per item
/// and mᵢ is 0 where the item is unknown. G and the users' network, which gives the prior mean m_u ∈ R^K, are
/// each a mean embedding per feature, one hidden layer (ReLU) and a linear output.
package struct ClosedFormArchitecture: Sendable, Equatable, Codable {
    /// The item features, in the order of concatenation.
    package var itemInputs: [InputFeature]
    /// The user features, in the order of concatenation.
    package var userInputs: [InputFeature]
    /// The rows of E.
    package var itemCount: Int
    /// K, the length of φᵢ and of a user's vector.
    package var vectorWidth: Int
    /// The columns of an embedding table of an item feature, and of a user feature.
    package var itemEmbeddingWidth = 16
    package var userEmbeddingWidth = 8
    /// The units of the items' hidden layer, and of the users'.
    package var itemHiddenWidth = 64
    package var userHiddenWidth = 32

    /// The architecture that fits a dataset.
    /// - Parameters:
    ///   - dataset: whose features enter.
    ///   - factors: d = K − 1.
    package init(for dataset: Dataset, factors: Int) {
        self.init(InputEncoding(of: dataset), itemCount: dataset.items.count, factors: factors)
    }

    /// The architecture that fits an encoding.
    package init(_ encoding: InputEncoding, itemCount: Int, factors: Int) {
        itemInputs = encoding.items.map(\.feature)
        userInputs = encoding.users.map(\.feature)
        self.itemCount = itemCount
        vectorWidth = factors + 1
    }

    /// K + 2, the length of θᵢ.
    package var rowWidth: Int { vectorWidth + 2 }
    /// The number of parameters in E, which come first.
    package var idCount: Int { itemCount * rowWidth }
    /// Where G lies.
    package var itemNetwork: FeatureNetworkLayout {
        FeatureNetworkLayout(
            inputs: itemInputs, embeddingWidth: itemEmbeddingWidth, hiddenWidth: itemHiddenWidth,
            outputWidth: rowWidth, first: idCount)
    }
    /// Where the users' network lies.
    package var userNetwork: FeatureNetworkLayout {
        FeatureNetworkLayout(
            inputs: userInputs, embeddingWidth: userEmbeddingWidth, hiddenWidth: userHiddenWidth,
            outputWidth: vectorWidth, first: itemNetwork.end)
    }
    /// Where ε lies, by which ln σ² grows without an id.
    package var doubt: Int { userNetwork.end }
    /// The number of all parameters.
    package var parameterCount: Int { doubt + 1 }
}

/// Where each tensor of a feature network lies among the parameters. Weights are [inputs, units].
package struct FeatureNetworkLayout: Sendable, Equatable {
    package let inputs: [InputFeature]
    package let embeddingWidth: Int
    package let hiddenWidth: Int
    package let outputWidth: Int
    /// The first parameter; the embedding tables begin there.
    package let first: Int

    /// The columns of the concatenated inputs.
    package var inputWidth: Int { inputs.reduce(0) { $0 + ($1.kind == .numeric ? 1 : embeddingWidth) } }
    package var hiddenWeight: Int { first + inputs.reduce(0) { $0 + $1.rows } * embeddingWidth }
    package var hiddenBias: Int { hiddenWeight + inputWidth * hiddenWidth }
    package var outputWeight: Int { hiddenBias + hiddenWidth }
    package var outputBias: Int { outputWeight + hiddenWidth * outputWidth }
    package var end: Int { outputBias + outputWidth }
    /// The number of parameters behind the tables.
    var denseCount: Int { end - hiddenWeight }

    /// The table of each token feature, in the order of the inputs.
    package var tables: [(input: InputFeature, first: Int)] {
        var next = first
        return inputs.compactMap { input in
            guard input.kind != .numeric else { return nil }
            defer { next += input.rows * embeddingWidth }
            return (input, next)
        }
    }
}
