import Datasets

/// What a workspace says of its dataset without reading it.
package struct DatasetRecord: Equatable, Sendable, Codable {
    /// What the dataset is called.
    package var name: String
    /// The format that it was read from, such as `movielens-1m`.
    package var format: String
    /// SHA-256 of the dataset's contents, 64 hexadecimal digits.
    package var contentHash: String
    /// The interval of the ratings.
    package var scale: RatingScale
    /// Whether the interactions are ratings.
    package var feedback: Feedback
    /// Whether the ratings have times.
    package var hasTimestamps: Bool
    /// The number of users.
    package var users: Int
    /// The number of items.
    package var items: Int
    /// The number of ratings.
    package var ratings: Int

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
