import Foundation

/// Where a model's parameters come from.
public enum ModelSource: String, Sendable, Codable, CaseIterable {
    /// Meta-trained in this workspace.
    case trained
    /// Read from a safetensors file.
    case imported
}

/// Whether a model may still change.
public enum ModelStatus: String, Sendable, Codable, CaseIterable {
    /// Being trained, or interrupted.
    case training
    /// Complete.
    case finished
}

/// What is known of a model when it is made.
public struct NewModel: Equatable, Sendable, Codable {
    /// A name to find it by, unique in the workspace.
    public var name: String?
    /// Where its parameters come from.
    public var source: ModelSource
    /// SHA-256 of the dataset that it belongs to.
    public var datasetHash: String
    /// The type of its parameters: `float` or `double`.
    public var scalar: String = "float"
    /// The seed of its training.
    public var seed: UInt64
    /// All training options as JSON.
    public var optionsJSON: String
    /// The version of the software that made it.
    public var softwareVersion: String

    /// Creates the description of a model.
    public init(
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
public struct ModelRecord: Equatable, Sendable, Codable, Identifiable {
    /// Its number.
    public var id: Int64
    /// What was known when it was made.
    public var details: NewModel
    /// Whether it may still change.
    public var status: ModelStatus
    /// How many epochs it was trained.
    public var epochsDone: Int
    /// The validation users' mean squared error, in squared rating units.
    public var validationLoss: Double?
    /// The validation users' mean absolute error, in rating units.
    public var validationMAE: Double?
    /// When it was made, in whole seconds.
    public var createdAt: Date
    /// When it was complete, in milliseconds; later for each model that was finished later. `nil` while it is trained.
    public var finishedAt: Date?

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
public struct StoredModel: Equatable, Sendable {
    /// The model.
    public var record: ModelRecord
    /// The parameters: the bytes of a safetensors file.
    public var weights: Data
    /// What an unfinished training needs to go on.
    public var optimizerState: Data?

    /// Creates a model.
    package init(record: ModelRecord, weights: Data, optimizerState: Data? = nil) {
        self.record = record
        self.weights = weights
        self.optimizerState = optimizerState
    }
}
