import Foundation

/// One thing that was computed in the workspace: a training, a scoring or an analysis.
package struct RunSummary: Equatable, Sendable, Codable {
    /// What was done.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// A model was trained or imported.
        case model
        /// The items were scored.
        case scoring
        /// An offline analysis was made.
        case analysis
    }

    /// What was done.
    package var kind: Kind
    /// Its number among its kind.
    package var id: Int64
    /// The strategy, the analysis, or where the model comes from and how far it is.
    package var what: String
    /// The model that it is or used.
    package var modelID: Int64?
    /// Its seed.
    package var seed: UInt64
    /// The version of the software.
    package var softwareVersion: String
    /// When, in whole seconds.
    package var createdAt: Date

    /// Creates a summary.
    package init(
        kind: Kind, id: Int64, what: String, modelID: Int64? = nil, seed: UInt64, softwareVersion: String,
        createdAt: Date
    ) {
        self.kind = kind
        self.id = id
        self.what = what
        self.modelID = modelID
        self.seed = seed
        self.softwareVersion = softwareVersion
        self.createdAt = createdAt
    }
}
