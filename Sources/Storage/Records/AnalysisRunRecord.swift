import Foundation

/// What an offline analysis did.
package struct NewAnalysisRun: Equatable, Sendable, Codable {
    /// Which analysis, such as `evaluate` or `compare`.
    package var kind: String
    /// The model that was judged, if there was one.
    package var modelID: Int64?
    /// The seed of everything drawn at random.
    package var seed: UInt64
    /// All options as JSON.
    package var optionsJSON: String
    /// SHA-256 of the dataset.
    package var datasetHash: String
    /// The version of the software.
    package var softwareVersion: String

    /// Creates the description of an analysis.
    package init(
        kind: String, modelID: Int64? = nil, seed: UInt64, optionsJSON: String, datasetHash: String,
        softwareVersion: String
    ) {
        self.kind = kind
        self.modelID = modelID
        self.seed = seed
        self.optionsJSON = optionsJSON
        self.datasetHash = datasetHash
        self.softwareVersion = softwareVersion
    }
}

/// An offline analysis, as stored.
package struct AnalysisRunRecord: Equatable, Sendable, Codable, Identifiable {
    /// Its number.
    package var id: Int64
    /// What it did.
    package var details: NewAnalysisRun
    /// When, in whole seconds.
    package var createdAt: Date

    /// Creates a record.
    package init(id: Int64, details: NewAnalysisRun, createdAt: Date) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
    }
}
