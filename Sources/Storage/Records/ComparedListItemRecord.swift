import Datasets

/// One item of the list that a comparison showed to everyone.
public struct ComparedListItemRecord: Equatable, Sendable, Codable {
    /// The strategy that chose it.
    public var strategy: String
    /// The place in the list, from 1.
    public var rank: Int
    /// The item.
    public var itemID: ExternalID
    /// The score that it was chosen by, in the strategy's units; `nil` where there is none.
    public var score: Double?

    /// Creates an item of a list.
    public init(strategy: String, rank: Int, itemID: ExternalID, score: Double? = nil) {
        self.strategy = strategy
        self.rank = rank
        self.itemID = itemID
        self.score = score
    }
}
