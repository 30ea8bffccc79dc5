import Datasets

/// The shape of a preference estimator (MeLU, section 3.1 and figure 2).
///
/// Each token feature has an embedding table of `embeddingWidth` columns; a multivalued one enters as the
/// mean of its tokens' rows, a missing one as zeros. The item's inputs and then the user's are concatenated
/// to x and pass `fc1` (ReLU), `fc2` (ReLU) and a linear output: the decision-making layers.
package struct EstimatorArchitecture: Sendable, Equatable, Codable {
    /// The item features, in the order of concatenation.
    package var itemInputs: [InputFeature]
    /// The user features, in the order of concatenation.
    package var userInputs: [InputFeature]
    /// The columns of an embedding table.
    package var embeddingWidth: Int
    /// The units of `fc1` and of `fc2`.
    package var hiddenWidth: Int

    /// The architecture that fits a dataset; the default widths are the paper's.
    package init(for dataset: Dataset, embeddingWidth: Int = 32, hiddenWidth: Int = 64) {
        itemInputs = dataset.items.features.compactMap(InputFeature.init)
        userInputs = dataset.users.features.compactMap(InputFeature.init)
        self.embeddingWidth = embeddingWidth
        self.hiddenWidth = hiddenWidth
    }

    /// The columns that a feature takes in x.
    func width(of input: InputFeature) -> Int { input.kind == .numeric ? 1 : embeddingWidth }

    /// The columns of x that come from the item.
    package var itemWidth: Int { itemInputs.reduce(0) { $0 + width(of: $1) } }
    /// The columns of x that come from the user.
    package var userWidth: Int { userInputs.reduce(0) { $0 + width(of: $1) } }

    /// The number of parameters in the items' embedding tables, after which those of the users begin.
    var itemEmbeddingCount: Int { itemInputs.reduce(0) { $0 + $1.rows } * embeddingWidth }
    /// The number of parameters in the embedding tables, θ₁.
    package var embeddingCount: Int {
        itemEmbeddingCount + userInputs.reduce(0) { $0 + $1.rows } * embeddingWidth
    }
    /// Where the decision-making layers, θ₂, lie.
    var decision: DecisionLayout {
        DecisionLayout(itemWidth: itemWidth, userWidth: userWidth, hiddenWidth: hiddenWidth)
    }
    /// The number of all parameters.
    package var parameterCount: Int { embeddingCount + decision.count }
}

/// Where each tensor of the decision-making layers lies in one flat block.
///
/// Weights are stored input-major, [inputs, units], so that a row of the product runs over contiguous units.
struct DecisionLayout: Sendable, Equatable {
    let itemWidth: Int
    let userWidth: Int
    let hiddenWidth: Int

    var inputWidth: Int { itemWidth + userWidth }
    var fc1Weight: Int { 0 }
    var fc1UserWeight: Int { itemWidth * hiddenWidth }
    var fc1Bias: Int { inputWidth * hiddenWidth }
    var fc2Weight: Int { fc1Bias + hiddenWidth }
    var fc2Bias: Int { fc2Weight + hiddenWidth * hiddenWidth }
    var outputWeight: Int { fc2Bias + hiddenWidth }
    var outputBias: Int { outputWeight + hiddenWidth }
    var count: Int { outputBias + 1 }
}
