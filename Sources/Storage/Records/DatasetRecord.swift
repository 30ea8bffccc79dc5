import Datasets

/// What a workspace says of its dataset without reading it.
public struct DatasetRecord: Equatable, Sendable, Codable {
    /// What the dataset is called.
    public var name: String
    /// The format that it was read from, such as `movielens-1m`.
    public var format: String
    /// SHA-256 of the dataset's contents, 64 hexadecimal digits.
    public var contentHash: String
    /// The interval of the ratings.
    public var scale: RatingScale
    /// Whether the interactions are ratings.
    public var feedback: Feedback
    /// Whether the ratings have times.
    public var hasTimestamps: Bool
    /// The number of users.
    public var users: Int
    /// The number of items.
    public var items: Int
    /// The number of ratings.
    public var ratings: Int

    /// Creates a record.
    package init(
        name: String, format: String, contentHash: String, scale: RatingScale, feedback: Feedback = .explicit,
        hasTimestamps: Bool, users: Int, items: Int, ratings: Int
    ) {
        self.name = name
        self.format = format
        self.contentHash = contentHash
        self.scale = scale
        self.feedback = feedback
        self.hasTimestamps = hasTimestamps
        self.users = users
        self.items = items
        self.ratings = ratings
    }
}
