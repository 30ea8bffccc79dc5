import Datasets

/// A dataset's features encoded for one architecture: what an estimator reads beside its parameters.
package struct EstimatorInputs: Sendable {
    let items: EncodedEntities
    let users: EncodedEntities

    /// Encodes the features of a dataset.
    /// - Precondition: the dataset has every input feature of the architecture, with a vocabulary that fits
    ///   its table.
    package init(_ dataset: Dataset, architecture: EstimatorArchitecture) {
        let width = architecture.embeddingWidth
        items = EncodedEntities(
            dataset.items, inputs: architecture.itemInputs, embeddingWidth: width, firstParameter: 0)
        users = EncodedEntities(
            dataset.users, inputs: architecture.userInputs, embeddingWidth: width,
            firstParameter: architecture.itemEmbeddingCount)
    }
}
