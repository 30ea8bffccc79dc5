/// How many users must know an item before it is recommended, where nobody says otherwise.
///
/// An item that two of 6,040 people rated is recommended on next to no evidence, and hardly anybody who is
/// shown it knows it.
package enum RecommendationFloor {
    /// The larger of 10 and 0.2% of the users, rounded up.
    package static func minimumKnown(users: Int) -> Int { max(10, (max(users, 0) + 499) / 500) }

    /// The same, lowered for a dataset so small that it leaves too few items.
    /// - Parameters:
    ///   - users: all users of the dataset.
    ///   - enough: the largest number of users by which enough items are known; nil where the dataset has too
    ///     few items.
    package static func minimumKnown(users: Int, leaving enough: Int?) -> Int {
        min(minimumKnown(users: users), enough ?? 0)
    }
}
