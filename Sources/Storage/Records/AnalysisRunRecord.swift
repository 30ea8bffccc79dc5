import Foundation

/// What an offline analysis did.
public struct NewAnalysisRun: Equatable, Sendable, Codable {
    /// Which analysis, such as `evaluate` or `compare`.
    public var kind: String
    /// The model that was judged, if there was one.
    public var modelID: Int64?
    /// The seed of everything drawn at random.
    public var seed: UInt64
    /// All options as JSON.
    public var optionsJSON: String
    /// SHA-256 of the dataset.
    public var datasetHash: String
    /// The version of the software.
    public var softwareVersion: String

    /// Creates the description of an analysis.
    public init(
        kind: String, modelID: Int64? = nil, seed: UInt64, optionsJSON: String, datasetHash: String, softwareVersion: String
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
public struct AnalysisRunRecord: Equatable, Sendable, Codable, Identifiable {
    /// Its number.
    public var id: Int64
    /// What it did.
    public var details: NewAnalysisRun
    /// When, in whole seconds.
    public var createdAt: Date

    /// Creates a record.
    package init(id: Int64, details: NewAnalysisRun, createdAt: Date) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
    }
}
