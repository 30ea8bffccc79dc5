import Foundation

/// What is known of a grid's table when it is made.
package struct NewGrid: Sendable, Equatable {
    /// The list whose items are the tiles; its number is the grid's, too.
    package var listID: Int64
    /// The version of the dataset that was counted.
    package var datasetHash: String
    /// How many people were counted.
    package var people: Int
    /// The lowest rating that counted as taken; `nil` where every rating or interaction did.
    package var positiveFrom: Double?
    /// All options as JSON.
    package var optionsJSON: String
    /// The version of the software that made it.
    package var softwareVersion: String

    /// Describes a table.
    package init(
        listID: Int64, datasetHash: String, people: Int, positiveFrom: Double? = nil,
        optionsJSON: String = "{}",
        softwareVersion: String
    ) {
        (self.listID, self.datasetHash, self.people) = (listID, datasetHash, people)
        (self.positiveFrom, self.optionsJSON, self.softwareVersion) = (
            positiveFrom, optionsJSON, softwareVersion
        )
    }
}

/// A grid's table, as stored.
package struct GridRecord: Sendable, Equatable {
    /// What was known when it was made.
    package var details: NewGrid
    /// When it was made, in whole seconds.
    package var createdAt: Date

    /// Creates a record.
    package init(details: NewGrid, createdAt: Date) { (self.details, self.createdAt) = (details, createdAt) }
}
