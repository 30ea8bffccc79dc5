import Foundation

/// Where a model's parameters come from.
package enum ModelSource: String, Sendable, Codable, CaseIterable {
    /// Meta-trained in this workspace.
    case trained
    /// Read from a safetensors file.
    case imported
}

/// Whether a model may still change.
package enum ModelStatus: String, Sendable, Codable, CaseIterable {
    /// Being trained, or interrupted.
    case training
    /// Complete.
    case finished
}

/// What is known of a model when it is made.
package struct NewModel: Equatable, Sendable, Codable {
    /// A name to find it by, unique in the workspace.
    package var name: String?
    /// Where its parameters come from.
    package var source: ModelSource
    /// SHA-256 of the dataset that it belongs to.
    package var datasetHash: String
    /// The type of its parameters: `float` or `double`.
    package var scalar: String = "float"
    /// The seed of its training.
    package var seed: UInt64
    /// All training options as JSON.
    package var optionsJSON: String
    /// The version of the software that made it.
    package var softwareVersion: String

    /// Creates the description of a model.
    package init(
        name: String? = nil, source: ModelSource, datasetHash: String, scalar: String = "float", seed: UInt64,
        optionsJSON: String, softwareVersion: String
    ) {
        self.name = name
        self.source = source
        self.datasetHash = datasetHash
        self.scalar = scalar
        self.seed = seed
        self.optionsJSON = optionsJSON
        self.softwareVersion = softwareVersion
    }
}

/// A model without its parameters.
package struct ModelRecord: Equatable, Sendable, Codable, Identifiable {
    /// Its number.
    package var id: Int64
    /// What was known when it was made.
    package var details: NewModel
    /// Whether it may still change.
    package var status: ModelStatus
    /// How many epochs it was trained.
    package var epochsDone: Int
    /// The validation users' mean squared error, in squared rating units.
    package var validationLoss: Double?
    /// The validation users' mean absolute error, in rating units.
    package var validationMAE: Double?
    /// When it was made, in whole seconds.
    package var createdAt: Date
    /// When it was complete, in milliseconds; later for each model that was finished later. `nil` while it is
    /// trained.
    package var finishedAt: Date?

    /// Creates a record.
    package init(
        id: Int64, details: NewModel, status: ModelStatus, epochsDone: Int, validationLoss: Double? = nil,
        validationMAE: Double? = nil, createdAt: Date, finishedAt: Date? = nil
    ) {
        self.id = id
        self.details = details
        self.status = status
        self.epochsDone = epochsDone
        self.validationLoss = validationLoss
        self.validationMAE = validationMAE
        self.createdAt = createdAt
        self.finishedAt = finishedAt
    }
}

/// A model with its parameters.
package struct StoredModel: Equatable, Sendable {
    /// The model.
    package var record: ModelRecord
    /// The parameters: the bytes of a safetensors file.
    package var weights: Data
    /// What an unfinished training needs to go on.
    package var optimizerState: Data?

    /// Creates a model.
    package init(record: ModelRecord, weights: Data, optimizerState: Data? = nil) {
        self.record = record
        self.weights = weights
        self.optimizerState = optimizerState
    }
}
