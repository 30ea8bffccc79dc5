import Datasets

/// One item of an onboarding list.
package struct ListItemRecord: Equatable, Sendable, Codable {
    /// The place in the list, from 1.
    package var rank: Int
    /// The item.
    package var itemID: ExternalID
    /// The score that it was chosen by.
    package var score: Double
    /// Whether a rule put it there.
    package var pinned: Bool = false
    /// Why it was chosen, in words.
    package var why: String
    /// The share of users who rated it, 0…1.
    package var knownShare: Double

    /// Creates an item of a list.
    package init(
        rank: Int, itemID: ExternalID, score: Double, pinned: Bool = false, why: String, knownShare: Double
    ) {
        self.rank = rank
        self.itemID = itemID
        self.score = score
        self.pinned = pinned
        self.why = why
        self.knownShare = knownShare
    }
}

/// An item that would be in the list but for a rule.
package struct DisplacedItemRecord: Equatable, Sendable, Codable {
    /// The item.
    package var itemID: ExternalID
    /// The rule, as it was given.
    package var rule: String
    /// The score of the item.
    package var score: Double
    /// By how much its score is above that of the item in its place; its whole score where there is none.
    package var cost: Double
    /// The item that stands in its place, where there is one.
    package var replacedBy: ExternalID?

    /// Creates a displaced item.
    package init(itemID: ExternalID, rule: String, score: Double, cost: Double, replacedBy: ExternalID? = nil)
    {
        self.itemID = itemID
        self.rule = rule
        self.score = score
        self.cost = cost
        self.replacedBy = replacedBy
    }
}
