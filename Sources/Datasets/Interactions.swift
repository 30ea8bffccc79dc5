/// The ratings of a dataset in columns, sorted by user and then by item.
package struct Interactions: Sendable, Equatable {
    /// The position of the user of each rating.
    package let users: [Int32]
    /// The position of the item of each rating.
    package let items: [Int32]
    /// The rating, in rating units.
    package let ratings: [Double]
    /// Seconds since 1970 of each rating, or `nil` when the dataset has no times.
    package let timestamps: [Double]?

    /// Creates the columns, which are sorted by (user, item) if they are not yet.
    /// - Precondition: the columns have the same length and no (user, item) pair occurs twice.
    package init(users: [Int32], items: [Int32], ratings: [Double], timestamps: [Double]? = nil) {
        precondition(
            users.count == items.count && users.count == ratings.count,
            "the columns must have the same length")
        precondition(
            timestamps.map { $0.count == users.count } ?? true, "the columns must have the same length")
        let keys = zip(users, items).map {
            UInt64(UInt32(bitPattern: $0)) << 32 | UInt64(UInt32(bitPattern: $1))
        }
        if zip(keys, keys.dropFirst()).allSatisfy(<) {
            (self.users, self.items, self.ratings, self.timestamps) = (users, items, ratings, timestamps)
            return
        }
        let order = keys.indices.sorted { keys[$0] < keys[$1] }
        precondition(zip(order, order.dropFirst()).allSatisfy { keys[$0] < keys[$1] }, "a pair occurs twice")
        self.users = order.map { users[$0] }
        self.items = order.map { items[$0] }
        self.ratings = order.map { ratings[$0] }
        self.timestamps = timestamps.map { times in order.map { times[$0] } }
    }

    /// The number of ratings.
    package var count: Int { ratings.count }
}

extension Sequence<Int32> {
    /// Which positions occur.
    /// - Parameter count: how many positions there are.
    func marks(of count: Int) -> [Bool] {
        var marks = [Bool](repeating: false, count: count)
        for position in self { marks[Int(position)] = true }
        return marks
    }
}
