import Datasets

/// One item of the list that a comparison showed to everyone.
package struct ComparedListItemRecord: Equatable, Sendable, Codable {
    /// The strategy that chose it.
    package var strategy: String
    /// The place in the list, from 1.
    package var rank: Int
    /// The item.
    package var itemID: ExternalID
    /// The score that it was chosen by, in the strategy's units; `nil` where there is none.
    package var score: Double?

    /// Creates an item of a list.
    package init(strategy: String, rank: Int, itemID: ExternalID, score: Double? = nil) {
        self.strategy = strategy
        self.rank = rank
        self.itemID = itemID
        self.score = score
    }
}
