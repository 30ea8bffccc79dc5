import Foundation

/// How the items were scored.
package struct NewScoringRun: Equatable, Sendable, Codable {
    /// The model whose gradients were taken; `nil` for strategies that need none.
    package var modelID: Int64?
    /// The elicitation strategy, such as `melu` or `popularity`.
    package var strategy: String
    /// Which gradient: `loss`, `unit-error` or `unit-loss`.
    package var gradient: String?
    /// Of which parameters: `decision` or `all`.
    package var parameters: String?
    /// How the norm is taken: `global` or `sum`.
    package var norm: String?
    /// How norms and popularities are scaled to 0…1.
    package var normalization: String?
    /// What popularity counted in the score of gradient norms: `users` or `support`.
    package var popularity: String?
    /// The seed of strategies that draw at random.
    package var seed: UInt64
    /// All options as JSON.
    package var optionsJSON: String
    /// SHA-256 of the dataset.
    package var datasetHash: String
    /// The version of the software that scored.
    package var softwareVersion: String

    /// Creates the description of a scoring run.
    package init(
        modelID: Int64? = nil, strategy: String, gradient: String? = nil, parameters: String? = nil,
        norm: String? = nil,
        normalization: String? = nil, popularity: String? = nil, seed: UInt64, optionsJSON: String,
        datasetHash: String,
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
package struct ScoringRunRecord: Equatable, Sendable, Codable, Identifiable {
    /// Its number.
    package var id: Int64
    /// How the items were scored.
    package var details: NewScoringRun
    /// When, in whole seconds.
    package var createdAt: Date

    /// Creates a record.
    package init(id: Int64, details: NewScoringRun, createdAt: Date) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
    }
}
