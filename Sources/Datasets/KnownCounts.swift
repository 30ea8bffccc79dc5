import Support

/// nᵢ: how many users know each item, that is, have rated or taken it. The one home of every "known by" and
/// of every popularity of an item: list rows, explanations, `--min-known`, the strategies, reports and the
/// service all count this way.
///
/// A user counts once for an item whatever the number of their ratings, and in whichever set of a task the
/// rating may be. The share nᵢ / U is over all users who are asked about, those without any rating among
/// them.
package struct KnownCounts: Sendable, Equatable {
    /// nᵢ, the number of users who know each item, shape [items].
    package let counts: [Int]
    /// U, the number of users who were asked about.
    package let userCount: Int
    private let descending: [Int]

    /// Takes counts that were made elsewhere.
    /// - Parameters:
    ///   - counts: the number of users who know each item, shape [items].
    ///   - userCount: the number of users who were asked about.
    package init(counts: [Int], userCount: Int) {
        self.counts = counts
        self.userCount = userCount
        descending = counts.sorted(by: >)
    }

    /// Counts the users of a dataset.
    /// - Parameters:
    ///   - dataset: where the ratings are.
    ///   - audience: whether each user counts, shape [users]; `nil` for all users of the dataset.
    /// - Precondition: the audience has an entry per user.
    package init(of dataset: Dataset, audience: [Bool]? = nil) {
        precondition(audience?.count ?? dataset.users.count == dataset.users.count, "an entry per user")
        var counts = [Int](repeating: 0, count: dataset.items.count)
        let interactions = dataset.interactions
        if let audience {
            for (user, item) in zip(interactions.users, interactions.items) where audience[Int(user)] {
                counts[Int(item)] += 1
            }
        } else {
            for item in interactions.items { counts[Int(item)] += 1 }
        }
        self.init(counts: counts, userCount: audience?.count { $0 } ?? dataset.users.count)
    }

    /// The share of the users who know an item, 0...1; 0 where no user was counted.
    package func share(ofItem item: Int) -> Double {
        userCount > 0 ? Double(counts[item]) / Double(userCount) : 0
    }

    /// The place of an item by popularity, counted from 1: one more than the number of items that more users
    /// know.
    package func rank(ofItem item: Int) -> Int { 1 + place(ofFirstNotAbove: counts[item]) }

    /// Whether another item is known by exactly as many users.
    package func sharesRank(item: Int) -> Bool {
        let next = place(ofFirstNotAbove: counts[item]) + 1
        return next < descending.count && descending[next] == counts[item]
    }

    /// How many items are known by more than `count` users.
    private func place(ofFirstNotAbove count: Int) -> Int { descending.partitionPoint { $0 > count } }
}

extension KnownCounts {
    /// How many users must know an item for it to be recommended, where nobody says otherwise; see
    /// ``RecommendationFloor``.
    ///
    /// A small dataset has few items that 10 users know, so it is never above what half of the items that
    /// anybody knows reach, or a thousand of them where half are more: whatever the dataset, at least so many
    /// may be recommended. 0 where nobody knows anything.
    package var recommendationFloor: Int {
        let known = descending.partitionPoint { $0 > 0 }
        let kept = min((known + 1) / 2, 1000)
        return RecommendationFloor.minimumKnown(
            users: userCount, leaving: kept > 0 ? descending[kept - 1] : nil)
    }
}
