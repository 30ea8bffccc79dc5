import Datasets
import Preference
import Tasks

/// A stored model made ready to use on the workspace's dataset.
package struct TrainedModel: Sendable {
    /// What the workspace says of it.
    package let record: ModelRecord
    /// What it depends on.
    package let options: ModelOptions
    /// The estimator with its meta-learned parameters.
    package let estimator: Estimator<Float>
    /// The dataset's features, encoded for it.
    package let inputs: EstimatorInputs
    /// The users and items that training never saw.
    package let holdout: Holdout
    /// Whether it was made on an earlier version of the dataset.
    package let isOlder: Bool
    /// Whether its weights were put to the features of the dataset as it is now, which has others than they
    /// were made with.
    package let isCarried: Bool
    /// The numeric features that have values outside of what it was made on.
    package let clipped: [ClippedFeature]
    /// The features with values that were not there when it was made, where it is older.
    package let unlearned: [UnlearnedTokens]

    /// One sentence for each feature with such values: how many, of whom, and how they count.
    package var warnings: [String] { clipped.map { "model \(record.id), \($0.finding); \($0.treatment)" } }

    /// The estimator with its output moved to another map of the ratings, so that it estimates the same
    /// ratings.
    package func scaled(to scaling: RatingScaling) -> (id: Int64, estimator: Estimator<Float>) {
        let update = options.localUpdate
        return (
            record.id,
            update.loss == .squaredError ? estimator.rescaled(from: update.scaling, to: scaling) : estimator
        )
    }

    /// The tasks of a scenario under the model's own rule.
    package func tasks(_ scenario: Scenario, of dataset: Dataset) -> TaskSet {
        TaskSet(dataset, scenario: scenario, holdout: holdout, rule: options.rule)
    }
}

extension Workspace {
    /// Why a model that is not finished cannot be used, and what to do.
    private func unfinished(_ model: Int64) throws -> WorkspaceError {
        .unfinished(file: path, model: model, advice: try read { try UnfinishedModel.advice(model, in: $0) })
    }

    /// Makes a stored model ready to use.
    ///
    /// A model that was made on an earlier version of the dataset is carried over: embeddings go with their
    /// tokens, and numbers are standardised, and clipped, as that version had them.
    /// - Parameters:
    ///   - reference: which one; by default the latest finished one.
    ///   - dataset: the workspace's dataset.
    ///   - fresh: where the embeddings of tokens that the model never saw come from, for a training that
    ///     continues on the
    ///     dataset as it is now, with its numbers; by default they are zero.
    /// - Throws: `WorkspaceError`, `unfinished` among others, `WeightsError` where the stored parameters do
    ///   not fit, and `CarryingError`.
    package func trainedModel(
        _ reference: RecordReference = .latest, dataset: Dataset, onto fresh: Estimator<Float>? = nil
    ) throws -> TrainedModel {
        let stored = try model(reference)
        let file = "model \(stored.record.id) of \(path)"
        guard stored.record.status == .finished else {
            throw try unfinished(stored.record.id)
        }
        let (contents, grown) = (try Safetensors(stored.weights, file: file), InputEncoding(of: dataset))
        // Weights of an earlier program do not say what they are of: the version of the dataset does.
        let own = try EstimatorWeights.encoding(of: contents, file: file)
        let earlier = try (own ?? encoding(ofVersion: stored.record.details.datasetHash)).flatMap {
            $0 == grown ? nil : $0
        }
        let architecture = EstimatorArchitecture(earlier ?? grown)
        var estimator = try Estimator<Float>(contents.tensors, architecture: architecture, file: file)
        if let earlier {
            let kept = grown.standardising(as: earlier)
            estimator = try Estimator(
                carrying: estimator, of: earlier,
                onto: fresh ?? Estimator(zeros: EstimatorArchitecture(kept)),
                of: fresh == nil ? kept : grown)
        }
        guard let options = try? ModelOptions(json: stored.record.details.optionsJSON) else {
            throw WorkspaceError.invalid(
                file: path,
                problem:
                    "model \(stored.record.id) was stored with options that this version cannot read; train another one with "
                    + "`icebreaker train`")
        }
        return TrainedModel(
            record: stored.record, options: options, estimator: estimator,
            inputs: EstimatorInputs(dataset, architecture: estimator.architecture),
            holdout: options.holdout(of: dataset),
            isOlder: try stored.record.details.datasetHash != datasetRecord().contentHash,
            isCarried: earlier != nil,
            clipped: architecture.clippedFeatures(of: dataset),
            unlearned: earlier?.unlearnedTokens(of: dataset) ?? [])
    }
}
