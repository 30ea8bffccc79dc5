import Datasets

/// Recommends items to users who gave a few ratings, by the local update.
public struct Recommender: Sendable {
    /// Prepares a catalogue.
    public init(_ estimator: Estimator<Float>, dataset: Dataset, inputs: EstimatorInputs, update: LocalUpdate) {}

    /// The best items for a user after the local update on their ratings.
    public func recommendations(
        to user: NewUser, ratings: [GivenRating], count: Int, excluding excluded: Set<Int> = []
    ) -> [Recommendation] { [] }
}

/// A user whom training never saw: their features, encoded.
public struct NewUser: Sendable {
    /// Encodes the features of a user by name; a feature that is absent has no value.
    public init(_ features: [String: [String]], of dataset: Dataset) throws(UserFeatureError) {}
}

/// Why a user's features cannot be read.
public struct UserFeatureError: Error, Equatable, Sendable {
    public var description: String
}

/// A rating of an item, by the item's position.
public struct GivenRating: Sendable, Equatable {
    public var item: Int
    public var rating: Double
    public init(item: Int, rating: Double) { (self.item, self.rating) = (item, rating) }
}

/// A recommended item with its estimates and the reason.
public struct Recommendation: Sendable, Equatable {
    /// The position of the item.
    public var item: Int
    /// ŷ after the local update, in rating units.
    public var estimate: Double
    /// ŷ before it.
    public var estimateBefore: Double
    /// The given ratings that moved the estimate most, by how much each did (first order, in rating units), largest first.
    public var reasons: [(item: Int, effect: Double)]
    public static func == (left: Recommendation, right: Recommendation) -> Bool { left.item == right.item }
}
