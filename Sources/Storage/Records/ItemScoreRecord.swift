import Datasets

/// The score of one item in one scoring run.
package struct ItemScoreRecord: Equatable, Sendable, Codable {
    /// The item.
    package var itemID: ExternalID
    /// G, the mean gradient norm over the users with the item in their support set; `nil` for strategies
    /// without one.
    package var gradientNorm: Double?
    /// P, the number of support pairs of the item.
    package var popularity: Int
    /// G scaled to 0…1.
    package var gradientNormNormalized: Double?
    /// P scaled to 0…1.
    package var popularityNormalized: Double
    /// What the strategy ranks by; higher is asked first.
    package var score: Double

    /// Creates a score.
    package init(
        itemID: ExternalID, gradientNorm: Double? = nil, popularity: Int,
        gradientNormNormalized: Double? = nil,
        popularityNormalized: Double, score: Double
    ) {
        self.itemID = itemID
        self.gradientNorm = gradientNorm
        self.popularity = popularity
        self.gradientNormNormalized = gradientNormNormalized
        self.popularityNormalized = popularityNormalized
        self.score = score
    }
}

/// The score of an item with what a person reads of it.
package struct LabelledScore: Equatable, Sendable {
    /// The place by score, from 1; ties to the smaller id.
    package var rank: Int
    /// The score.
    package var score: ItemScoreRecord
    /// The item's title, year, genres and poster.
    package var label: ItemLabel

    /// Creates a labelled score.
    package init(rank: Int, score: ItemScoreRecord, label: ItemLabel) {
        self.rank = rank
        self.score = score
        self.label = label
    }
}
