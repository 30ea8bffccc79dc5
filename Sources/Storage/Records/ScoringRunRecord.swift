import Foundation

/// How the items were scored.
public struct NewScoringRun: Equatable, Sendable, Codable {
    /// The model whose gradients were taken; `nil` for strategies that need none.
    public var modelID: Int64?
    /// The elicitation strategy, such as `melu` or `popularity`.
    public var strategy: String
    /// Which gradient: `loss`, `unit-error` or `unit-loss`.
    public var gradient: String?
    /// Of which parameters: `decision` or `all`.
    public var parameters: String?
    /// How the norm is taken: `global` or `sum`.
    public var norm: String?
    /// How norms and popularities are brought to 0…1.
    public var normalization: String?
    /// What popularity counted in the score of gradient norms: `users` or `support`.
    public var popularity: String?
    /// The seed of strategies that draw at random.
    public var seed: UInt64
    /// All options as JSON.
    public var optionsJSON: String
    /// SHA-256 of the dataset.
    public var datasetHash: String
    /// The version of the software that scored.
    public var softwareVersion: String

    /// Creates the description of a scoring run.
    public init(
        modelID: Int64? = nil, strategy: String, gradient: String? = nil, parameters: String? = nil, norm: String? = nil,
        normalization: String? = nil, popularity: String? = nil, seed: UInt64, optionsJSON: String, datasetHash: String,
        softwareVersion: String
    ) {
        self.modelID = modelID
        self.strategy = strategy
        self.gradient = gradient
        self.parameters = parameters
        self.norm = norm
        self.normalization = normalization
        self.popularity = popularity
        self.seed = seed
        self.optionsJSON = optionsJSON
        self.datasetHash = datasetHash
        self.softwareVersion = softwareVersion
    }
}

/// A scoring run, as stored.
public struct ScoringRunRecord: Equatable, Sendable, Codable, Identifiable {
    /// Its number.
    public var id: Int64
    /// How the items were scored.
    public var details: NewScoringRun
    /// When, in whole seconds.
    public var createdAt: Date

    /// Creates a record.
    package init(id: Int64, details: NewScoringRun, createdAt: Date) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
    }
}
