import Foundation

/// What is known of an onboarding list when it is made.
public struct NewList: Equatable, Sendable, Codable {
    /// What it is called; lists of one name are its versions.
    public var name: String
    /// The scores that it was chosen by.
    public var scoringRunID: Int64
    /// Pins, exclusions, caps, conditions and the least share of users who know an item, as JSON.
    public var rulesJSON: String = "{}"
    /// How many of its items are also among as many most popular ones.
    public var overlapWithPopularity: Int
    /// The sum of the scores without rules less the sum with them, in the strategy's units.
    public var scoreCost: Double = 0
    /// What its reader must know before anything else, such as what its model held out; `nil` where there is nothing.
    public var note: String?
    /// The version of the software that chose.
    public var softwareVersion: String

    /// Creates the description of a list.
    public init(
        name: String, scoringRunID: Int64, rulesJSON: String = "{}", overlapWithPopularity: Int, scoreCost: Double = 0,
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
public struct ListRecord: Equatable, Sendable, Codable, Identifiable {
    /// Its number.
    public var id: Int64
    /// What was known when it was made.
    public var details: NewList
    /// Its version among the lists of its name, from 1.
    public var version: Int
    /// The number of its items.
    public var itemCount: Int
    /// The strategy that scored the items.
    public var strategy: String
    /// The model that scored the items, if there was one.
    public var modelID: Int64?
    /// When it was made, in whole seconds.
    public var createdAt: Date

    /// Creates a record.
    package init(
        id: Int64, details: NewList, version: Int, itemCount: Int, strategy: String, modelID: Int64? = nil, createdAt: Date
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
