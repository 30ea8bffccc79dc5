/// Users, items, their features and the ratings, or interactions without ratings: what every later stage
/// works on.
package struct Dataset: Sendable, Equatable {
    /// What the dataset is called, by default the name of its folder.
    package var name: String
    /// The format that it was read from, such as `movielens-1m`.
    package var format: String
    /// All users with their features.
    package var users: EntityTable
    /// All items with their features.
    package var items: EntityTable
    /// The ratings.
    package var interactions: Interactions
    /// The interval of the ratings: the format's where it states one, else what was observed.
    package var scale: RatingScale
    /// Whether the interactions are ratings.
    package var feedback: Feedback
    /// Rows that were left out on request, with the reason.
    package var rejections: [Rejection]
    /// The ratings that repeat a user and an item.
    package var reratings: Reratings
    /// What looks wrong in the files, or in what was read from them. A warning changes no data.
    package var warnings: [DatasetWarning]

    /// Creates a dataset.
    package init(
        name: String, format: String, users: EntityTable, items: EntityTable, interactions: Interactions,
        scale: RatingScale, feedback: Feedback = .explicit, rejections: [Rejection] = [],
        reratings: Reratings = Reratings(), warnings: [DatasetWarning] = []
    ) {
        self.name = name
        self.format = format
        self.users = users
        self.items = items
        self.interactions = interactions
        self.scale = scale
        self.feedback = feedback
        self.rejections = rejections
        self.reratings = reratings
        self.warnings = warnings
    }
}

/// Rows of one file that were left out for one reason.
package struct Rejection: Sendable, Equatable, Codable {
    /// The file's name.
    package var file: String
    /// Why, such as `rating outside the scale`.
    package var reason: String
    /// How many rows.
    package var count: Int
    /// The first such line, counted from 1; 0 where it is not known.
    package var firstLine: Int

    /// Creates a rejection.
    package init(file: String, reason: String, count: Int, firstLine: Int) {
        self.file = file
        self.reason = reason
        self.count = count
        self.firstLine = firstLine
    }
}
