/// What a dataset holds, in figures: what an import prints.
package struct DatasetSummary: Sendable, Equatable, Codable {
    /// What the dataset is called.
    package var name: String
    /// The format that it was read from.
    package var format: String
    /// The number of users, those without ratings included.
    package var users: Int
    /// The number of users who rated something.
    package var usersWithRatings: Int
    /// The number of items, those without ratings included.
    package var items: Int
    /// The number of items that somebody rated.
    package var itemsWithRatings: Int
    /// The number of ratings.
    package var ratings: Int
    /// The share of the pairs of a user and an item that are rated: ratings / (users × items).
    package var density: Double
    /// The interval of the ratings.
    package var scale: RatingScale
    /// The least, the median and the largest rating; `nil` without ratings.
    package var ratingRange: NumberRange?
    /// Whether the interactions are ratings.
    package var feedback: Feedback
    /// Whether the ratings have times.
    package var hasTimestamps: Bool
    /// The earliest, the median and the latest time, in seconds since 1970; `nil` without times.
    package var timeRange: NumberRange?
    /// Which of several ratings of the same user and item holds; `nil` where a repeated rating is a fault, or
    /// where there are none.
    package var ratingRule: RatingRule?
    /// How many ratings were beside those that hold.
    package var reratings: Int
    /// The features of the users and then those of the items, in their order.
    package var features: [FeatureSummary]
    /// Rows that were left out, by file and reason.
    package var rejections: [Rejection]
    /// What looks wrong.
    package var warnings: [DatasetWarning]

    /// Counts what a dataset holds.
    package init(_ dataset: Dataset) {
        let (userCount, itemCount) = (dataset.users.count, dataset.items.count)
        name = dataset.name
        format = dataset.format
        users = userCount
        items = itemCount
        usersWithRatings = dataset.interactions.users.marks(of: userCount).count { $0 }
        itemsWithRatings = dataset.interactions.items.marks(of: itemCount).count { $0 }
        ratings = dataset.interactions.count
        density = userCount * itemCount == 0 ? 0 : Double(ratings) / (Double(userCount) * Double(itemCount))
        scale = dataset.scale
        feedback = dataset.feedback
        ratingRange = dataset.feedback == .explicit ? NumberRange(dataset.interactions.ratings) : nil
        hasTimestamps = dataset.interactions.timestamps != nil
        timeRange = dataset.interactions.timestamps.flatMap { NumberRange($0) }
        ratingRule = dataset.reratings.rule
        reratings = dataset.reratings.count
        features =
            dataset.users.features.map { FeatureSummary($0, side: .user) }
            + dataset.items.features.map { FeatureSummary($0, side: .item) }
        rejections = dataset.rejections
        warnings = dataset.warnings
    }
}

/// One feature, in figures.
package struct FeatureSummary: Sendable, Equatable, Codable {
    /// Whose features these are.
    package enum Side: String, Sendable, Codable {
        /// A feature of the users.
        case user
        /// A feature of the items.
        case item
    }

    /// Whose feature it is.
    package var side: Side
    /// The feature's name.
    package var name: String
    /// What its values are.
    package var kind: FeatureKind
    /// What a person reads it as, if anything.
    package var role: FeatureRole?
    /// The number of distinct tokens of a categorical or multivalued feature.
    package var vocabularySize: Int?
    /// The number of users or items without a value.
    package var missing: Int
    /// The least, the median and the largest value of a numeric feature.
    package var range: NumberRange?
    /// Whether the estimator learns from it.
    package var isInput: Bool

    /// Counts what a feature holds.
    package init(_ feature: Feature, side: Side) {
        self.side = side
        name = feature.name
        kind = feature.kind
        role = feature.role
        isInput = feature.isInput
        switch feature.values {
        case .categorical(let column), .multivalued(let column):
            vocabularySize = column.vocabulary.count
            missing = zip(column.offsets, column.offsets.dropFirst()).count { $0 == $1 }
        case .numeric(let values):
            missing = values.count { $0 == nil }
            range = NumberRange(values.compactMap(\.self))
        case .text(let values):
            missing = values.count { $0 == nil }
        }
    }
}

extension Dataset {
    /// What the dataset holds, in figures.
    package var summary: DatasetSummary { DatasetSummary(self) }
}
