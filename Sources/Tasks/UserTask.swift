/// One user's learning problem (MeLU, section 3.1): estimate the query set after seeing the support set.
package struct UserTask: Sendable, Equatable {
    /// The position of the user in the dataset.
    package let user: Int32
    /// The positions of the items: the support set first, then the query set, each in the order of
    /// consumption.
    package let items: [Int32]
    /// The ratings y of those items, in rating units.
    package let ratings: [Double]
    /// How many of them are the support set.
    package let supportCount: Int

    /// Creates a task.
    /// - Precondition: as many items as ratings, and `0...items.count` contains `supportCount`.
    package init(user: Int32, items: [Int32], ratings: [Double], supportCount: Int) {
        precondition(
            items.count == ratings.count && (0...items.count).contains(supportCount), "the sets must fit")
        self.user = user
        self.items = items
        self.ratings = ratings
        self.supportCount = supportCount
    }

    /// The items consumed so far, which the local update learns from.
    package var supportItems: ArraySlice<Int32> { items[..<supportCount] }
    /// The ratings of the support set.
    package var supportRatings: ArraySlice<Double> { ratings[..<supportCount] }
    /// The items consumed later, which the estimate is judged on.
    package var queryItems: ArraySlice<Int32> { items[supportCount...] }
    /// The ratings of the query set.
    package var queryRatings: ArraySlice<Double> { ratings[supportCount...] }
}

extension [UserTask] {
    /// In how many support sets each item is, shape [items].
    /// - Parameter itemCount: the number of items of the dataset.
    package func supportCounts(itemCount: Int) -> [Int] {
        reduce(into: [Int](repeating: 0, count: itemCount)) { counts, task in
            for item in task.supportItems { counts[Int(item)] += 1 }
        }
    }
}
