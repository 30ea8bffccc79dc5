import Foundation

/// What is known of an onboarding list when it is made.
package struct NewList: Equatable, Sendable, Codable {
    /// What it is called; lists of one name are its versions.
    package var name: String
    /// The scores that it was chosen by.
    package var scoringRunID: Int64
    /// Pins, exclusions, caps, conditions and the least share of users who know an item, as JSON.
    package var rulesJSON: String = "{}"
    /// How many of its items are also among as many most popular ones.
    package var overlapWithPopularity: Int
    /// The sum of the scores without rules less the sum with them, in the strategy's units.
    package var scoreCost: Double = 0
    /// What its reader must know before anything else, such as what its model held out; `nil` where there is
    /// nothing.
    package var note: String?
    /// The version of the software that chose.
    package var softwareVersion: String

    /// Creates the description of a list.
    package init(
        name: String, scoringRunID: Int64, rulesJSON: String = "{}", overlapWithPopularity: Int,
        scoreCost: Double = 0,
        note: String? = nil, softwareVersion: String
    ) {
        self.name = name
        self.scoringRunID = scoringRunID
        self.rulesJSON = rulesJSON
        self.overlapWithPopularity = overlapWithPopularity
        self.scoreCost = scoreCost
        self.note = note
        self.softwareVersion = softwareVersion
    }
}

/// An onboarding list without its items, as stored.
package struct ListRecord: Equatable, Sendable, Codable, Identifiable {
    /// Its number.
    package var id: Int64
    /// What was known when it was made.
    package var details: NewList
    /// Its version among the lists of its name, from 1.
    package var version: Int
    /// The number of its items.
    package var itemCount: Int
    /// The strategy that scored the items.
    package var strategy: String
    /// The model that scored the items, if there was one.
    package var modelID: Int64?
    /// When it was made, in whole seconds.
    package var createdAt: Date

    /// Creates a record.
    package init(
        id: Int64, details: NewList, version: Int, itemCount: Int, strategy: String, modelID: Int64? = nil,
        createdAt: Date
    ) {
        self.id = id
        self.details = details
        self.version = version
        self.itemCount = itemCount
        self.strategy = strategy
        self.modelID = modelID
        self.createdAt = createdAt
    }
}
