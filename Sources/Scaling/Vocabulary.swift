import Datasets
import Foundation
import Preference
import Support
import Tasks

/// What a worker needs to know beside the weights: the estimator's shape, the tokens behind its embedding
/// rows, and the items with their features. A JSON file, sent to every worker once.
package struct Vocabulary: Sendable, Equatable {
    /// SHA-256 of the dataset that it was made from.
    package let datasetHash: String
    /// SHA-256 of the file of weights that it belongs to; `nil` for a training.
    package let weightsHash: String?
    /// The estimator's shape.
    package let architecture: EstimatorArchitecture
    /// Which users have a task, and where their support set ends.
    package let rule: TaskRule
    /// The interval of the ratings.
    package let scale: RatingScale
    /// How ratings enter the estimator.
    package let scaling: RatingScaling
    /// The items with their input features.
    package let items: EntityTable
    /// The users whom training never saw.
    package let newUsers: [ExternalID]
    /// The items that training never saw.
    package let newItems: [ExternalID]
    let userFeatures: [VocabularyFeature]
    private let itemFeatures: [VocabularyFeature]

    /// Takes over what a worker needs of a dataset.
    /// - Parameters:
    ///   - dataset: the dataset.
    ///   - datasetHash: its SHA-256.
    ///   - weightsHash: the SHA-256 of the file of weights that shall be used with it.
    ///   - architecture: the estimator's shape.
    ///   - rule: which users have a task.
    ///   - holdout: the users and items that training never saw.
    ///   - scaling: how ratings enter the estimator.
    package init(
        _ dataset: Dataset, datasetHash: String, weightsHash: String?, architecture: EstimatorArchitecture,
        rule: TaskRule,
        holdout: Holdout, scaling: RatingScaling
    ) {
        (self.datasetHash, self.weightsHash, self.architecture) = (datasetHash, weightsHash, architecture)
        (self.rule, scale, self.scaling) = (rule, dataset.scale, scaling)
        newUsers = holdout.newUserIDs(of: dataset)
        newItems = holdout.newItemIDs(of: dataset)
        userFeatures = dataset.users.features.compactMap { VocabularyFeature($0, withCells: false) }
        itemFeatures = dataset.items.features.compactMap { VocabularyFeature($0, withCells: true) }
        items = EntityTable(ids: dataset.items.ids, features: dataset.items.features.filter(\.isInput))
    }

    /// Reads a file's contents.
    /// - Parameters:
    ///   - data: the bytes.
    ///   - file: what to call the file in an error.
    /// - Throws: ``ShardError`` when it is not a well-formed vocabulary.
    package init(_ data: Data, file: String) throws(ShardError) {
        func fail(_ problem: String) -> ShardError {
            ShardError(
                file: file, problem: problem, fix: "write it again with `icebreaker export vocabulary`")
        }
        guard let form = try? JSONDecoder().decode(Form.self, from: data), form.format == Form.current else {
            throw fail("it is no vocabulary of format `\(Form.current)`")
        }
        let ids = form.items.map { ExternalID($0) }
        guard zip(ids, ids.dropFirst()).allSatisfy(<) else { throw fail("the items do not ascend") }
        guard (form.userFeatures + form.itemFeatures).allSatisfy(\.isOrdered) else {
            throw fail("the tokens do not ascend")
        }
        let cells = form.itemFeatures.compactMap { $0.itemFeature(count: ids.count) }
        guard cells.count == form.itemFeatures.count else {
            throw fail("an item feature has not one cell for each item")
        }
        let shape = form.architecture
        guard Self.fits(shape.itemInputs, form.itemFeatures), Self.fits(shape.userInputs, form.userFeatures),
            (1...4096).contains(shape.embeddingWidth), (1...4096).contains(shape.hiddenWidth),
            form.rule.queryCount >= 1, form.rule.minimumRatings > form.rule.queryCount,
            form.scale.minimum <= form.scale.maximum
        else { throw fail("its parts do not fit each other") }
        (datasetHash, weightsHash, architecture) = (form.dataset, form.weights, shape)
        (rule, scale, scaling) = (form.rule, form.scale, form.scaling ?? .identity)
        (userFeatures, itemFeatures) = (form.userFeatures, form.itemFeatures)
        (newUsers, newItems) = (form.newUsers.map { ExternalID($0) }, form.newItems.map { ExternalID($0) })
        items = EntityTable(ids: ids, features: cells)
    }

    /// The tokens of a user feature.
    func tokens(of feature: String) -> [String] { userFeatures.first { $0.name == feature }?.tokens ?? [] }

    private static func fits(_ inputs: [InputFeature], _ features: [VocabularyFeature]) -> Bool {
        inputs.count == features.count && Set(features.map(\.name)).count == features.count
            && zip(inputs, features).allSatisfy { input, feature in
                input.name == feature.name && input.kind == feature.kind
                    && input.rows >= (feature.tokens?.count ?? 0)
                    && input.rows <= 1 << 32 && input.mean.isFinite && input.deviation.isFinite
                    && input.deviation > 0
                    && input.range?.isPossible ?? true
            }
    }

    /// The file's bytes; equal vocabularies are equal bytes.
    package func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(
            Form(
                format: Form.current, dataset: datasetHash, weights: weightsHash, architecture: architecture,
                rule: rule,
                scale: scale, scaling: scaling.isIdentity ? nil : scaling,
                newUsers: newUsers.map(\.description),
                newItems: newItems.map(\.description),
                userFeatures: userFeatures, itemFeatures: itemFeatures, items: items.ids.map(\.description)))
    }

    /// Reads the weights that belong to this vocabulary.
    /// - Throws: ``ShardError`` when the file is another than the vocabulary names, `WeightsError` when it is
    ///   damaged.
    package func estimator(_ weights: Data, file: String) throws -> Estimator<Float> {
        guard ContentDigest.sha256(weights) == weightsHash else {
            throw ShardError(
                file: file, problem: "these are not the weights that the vocabulary was written for",
                fix:
                    "export both from the same model, with `icebreaker export model` and `icebreaker export vocabulary`"
            )
        }
        return try Estimator<Float>(
            Safetensors(weights, file: file).tensors, architecture: architecture, file: file)
    }

    private struct Form: Codable {
        static let current = "icebreaker vocabulary 2"
        var format: String
        var dataset: String
        var weights: String?
        var architecture: EstimatorArchitecture
        var rule: TaskRule
        var scale: RatingScale
        var scaling: RatingScaling?
        var newUsers: [String]
        var newItems: [String]
        var userFeatures: [VocabularyFeature]
        var itemFeatures: [VocabularyFeature]
        var items: [String]
    }
}

extension Vocabulary {
    /// What the parameters of the estimator stand for.
    package var encoding: InputEncoding {
        func columns(_ inputs: [InputFeature], _ features: [VocabularyFeature]) -> [InputEncoding.Column] {
            zip(inputs, features).map { InputEncoding.Column(feature: $0, tokens: $1.tokens ?? []) }
        }
        return InputEncoding(
            items: columns(architecture.itemInputs, itemFeatures),
            users: columns(architecture.userInputs, userFeatures))
    }
}
