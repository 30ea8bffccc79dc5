/// What a dataset holds, in figures: what an import prints.
public struct DatasetSummary: Sendable, Equatable, Codable {
    /// What the dataset is called.
    public var name: String
    /// The format that it was read from.
    public var format: String
    /// The number of users, those without ratings included.
    public var users: Int
    /// The number of users who rated something.
    public var usersWithRatings: Int
    /// The number of items, those without ratings included.
    public var items: Int
    /// The number of items that somebody rated.
    public var itemsWithRatings: Int
    /// The number of ratings.
    public var ratings: Int
    /// The share of the pairs of a user and an item that are rated: ratings / (users × items).
    public var density: Double
    /// The interval of the ratings.
    public var scale: RatingScale
    /// The least, the median and the largest rating; `nil` without ratings.
    public var ratingRange: NumberRange?
    /// Whether the interactions are ratings.
    public var feedback: Feedback
    /// Whether the ratings have times.
    public var hasTimestamps: Bool
    /// The earliest, the median and the latest time, in seconds since 1970; `nil` without times.
    public var timeRange: NumberRange?
    /// Which of several ratings of the same user and item holds; `nil` where a repeated rating is a fault, or where there are none.
    public var ratingRule: RatingRule?
    /// How many ratings were beside those that hold.
    public var reratings: Int
    /// The features of the users and then those of the items, in their order.
    public var features: [FeatureSummary]
    /// Rows that were left out, by file and reason.
    public var rejections: [Rejection]
    /// What looks wrong.
    public var warnings: [DatasetWarning]

    /// Counts what a dataset holds.
    public init(_ dataset: Dataset) {
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
public struct FeatureSummary: Sendable, Equatable, Codable {
    /// Whose features these are.
    public enum Side: String, Sendable, Codable {
        /// A feature of the users.
        case user
        /// A feature of the items.
        case item
    }

    /// Whose feature it is.
    public var side: Side
    /// The feature's name.
    public var name: String
    /// What its values are.
    public var kind: FeatureKind
    /// What a person reads it as, if anything.
    public var role: FeatureRole?
    /// The number of distinct tokens of a categorical or multivalued feature.
    public var vocabularySize: Int?
    /// The number of users or items without a value.
    public var missing: Int
    /// The least, the median and the largest value of a numeric feature.
    public var range: NumberRange?
    /// Whether the estimator learns from it.
    public var isInput: Bool

    /// Counts what a feature holds.
    public init(_ feature: Feature, side: Side) {
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
    public var summary: DatasetSummary { DatasetSummary(self) }
}
