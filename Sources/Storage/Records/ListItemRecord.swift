import Datasets

/// One item of an onboarding list.
public struct ListItemRecord: Equatable, Sendable, Codable {
    /// The place in the list, from 1.
    public var rank: Int
    /// The item.
    public var itemID: ExternalID
    /// The score that it was chosen by.
    public var score: Double
    /// Whether a rule put it there.
    public var pinned: Bool = false
    /// Why it was chosen, in words.
    public var why: String
    /// The share of users who rated it, 0…1.
    public var knownShare: Double

    /// Creates an item of a list.
    public init(rank: Int, itemID: ExternalID, score: Double, pinned: Bool = false, why: String, knownShare: Double) {
        self.rank = rank
        self.itemID = itemID
        self.score = score
        self.pinned = pinned
        self.why = why
        self.knownShare = knownShare
    }
}

/// An item that would be in the list but for a rule.
public struct DisplacedItemRecord: Equatable, Sendable, Codable {
    /// The item.
    public var itemID: ExternalID
    /// The rule, as it was given.
    public var rule: String
    /// The score of the item.
    public var score: Double
    /// By how much its score is above that of the item in its place; its whole score where there is none.
    public var cost: Double
    /// The item that stands in its place, where there is one.
    public var replacedBy: ExternalID?

    /// Creates a displaced item.
    public init(itemID: ExternalID, rule: String, score: Double, cost: Double, replacedBy: ExternalID? = nil) {
        self.itemID = itemID
        self.rule = rule
        self.score = score
        self.cost = cost
        self.replacedBy = replacedBy
    }
}
