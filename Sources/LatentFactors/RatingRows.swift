import Datasets
import Tasks

/// Ratings to learn from, in columns and sorted by user: a selection of a dataset's rows.
package struct RatingRows: Sendable, Equatable {
    /// The position of the user of each rating, ascending.
    package let users: [Int32]
    /// The position of the item of each rating.
    package let items: [Int32]
    /// The ratings y, in rating units.
    package let ratings: [Double]
    /// How many items the dataset has.
    package let itemCount: Int
    /// How ratings enter a model.
    package let scaling: RatingScaling

    /// Creates rows.
    /// - Precondition: the columns have the same length, users ascend, and items lie in 0 ..< itemCount.
    package init(
        users: [Int32], items: [Int32], ratings: [Double], itemCount: Int, scaling: RatingScaling = .identity
    ) {
        precondition(
            users.count == items.count && users.count == ratings.count,
            "the columns must have the same length")
        precondition(zip(users, users.dropFirst()).allSatisfy(<=), "users must ascend")
        precondition(items.allSatisfy { $0 >= 0 && $0 < itemCount }, "an item lies outside the dataset")
        self.users = users
        self.items = items
        self.ratings = ratings
        self.itemCount = itemCount
        self.scaling = scaling
    }

    /// Takes every warm rating of a dataset except those in the query sets of the given warm tasks: all that
    /// a method may learn from before it meets a query.
    /// - Parameters:
    ///   - dataset: where the ratings are.
    ///   - holdout: the new users and items, whose ratings are left out.
    ///   - tasks: warm tasks whose query sets are left out.
    ///   - users: where given, whether to keep each user, shape [users].
    package init(
        warmRowsOf dataset: Dataset, holdout: Holdout, withoutQueriesOf tasks: [UserTask],
        users: [Bool]? = nil
    ) {
        let interactions = dataset.interactions
        var queries = [Int32: Set<Int32>](minimumCapacity: tasks.count)
        for task in tasks { queries[task.user, default: []].formUnion(task.queryItems) }
        let rows = (0..<interactions.count).filter { row in
            let (user, item) = (interactions.users[row], interactions.items[row])
            return holdout.scenario(user: Int(user), item: Int(item)) == .warm
                && users.map { $0[Int(user)] } ?? true && !(queries[user]?.contains(item) ?? false)
        }
        self.init(
            users: rows.map { interactions.users[$0] }, items: rows.map { interactions.items[$0] },
            ratings: rows.map { interactions.ratings[$0] }, itemCount: dataset.items.count,
            scaling: RatingScaling(for: dataset))
    }

    /// Takes the support sets of tasks.
    /// - Precondition: the tasks ascend by user.
    package init(supportSetsOf tasks: [UserTask], itemCount: Int) {
        self.init(
            users: tasks.flatMap { Array(repeating: $0.user, count: $0.supportCount) },
            items: tasks.flatMap(\.supportItems),
            ratings: tasks.flatMap(\.supportRatings), itemCount: itemCount)
    }

    /// The number of ratings.
    package var count: Int { ratings.count }

    /// Where the rows of each user who has any begin, shape [users + 1].
    package var userOffsets: [Int] {
        users.indices.filter { $0 == 0 || users[$0] != users[$0 - 1] } + [count]
    }

    /// Mean of all ratings, in rating units; 0 without rows.
    package var mean: Double { count == 0 ? 0 : scaling.rating(ofInner: innerMean) }

    /// Mean of all ratings on the scale 1…5; 0 without rows.
    package var innerMean: Double {
        count == 0 ? 0 : ratings.reduce(0) { $0 + scaling.inner($1) } / Double(count)
    }

    /// How many rows each item has, shape [items].
    package var popularity: [Int] {
        items.reduce(into: Array(repeating: 0, count: itemCount)) { $0[Int($1)] += 1 }
    }

    /// The rows of each item in ascending order: `rows[offsets[i] ..< offsets[i + 1]]`.
    package func byItem() -> (offsets: [Int], rows: [Int32]) {
        var offsets = [0]
        for count in popularity { offsets.append(offsets[offsets.count - 1] + count) }
        var next = offsets
        var rows = [Int32](repeating: 0, count: count)
        for (row, item) in items.enumerated() {
            rows[next[Int(item)]] = Int32(row)
            next[Int(item)] += 1
        }
        return (offsets, rows)
    }
}
