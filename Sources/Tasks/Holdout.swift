import Datasets
import Support

/// The users and items that training never sees.
package struct Holdout: Sendable, Equatable {
    /// Whether each user is new, shape [users].
    package private(set) var newUsers: [Bool]
    /// Whether each item is new, shape [items].
    package private(set) var newItems: [Bool]

    /// Holds nothing out: every rating is warm.
    package init(nothingOf dataset: Dataset) {
        newUsers = Array(repeating: false, count: dataset.users.count)
        newItems = Array(repeating: false, count: dataset.items.count)
    }

    /// Holds the listed users and items out.
    /// - Parameters:
    ///   - users: positions of the new users.
    ///   - items: positions of the new items.
    ///   - dataset: whose users and items these are.
    package init(users: some Sequence<Int>, items: some Sequence<Int>, of dataset: Dataset) {
        self.init(nothingOf: dataset)
        for user in users { newUsers[user] = true }
        for item in items { newItems[item] = true }
    }

    /// Holds a share of the users and the same share of the items out, drawn by the generator without
    /// replacement.
    /// - Parameters:
    ///   - share: the share of both, 0...1; the number held out is rounded down.
    ///   - dataset: whose users and items these are.
    ///   - generator: where the draw comes from.
    package init(share: Double, of dataset: Dataset, using generator: inout SeededGenerator) {
        func draw(from count: Int, using generator: inout SeededGenerator) -> ArraySlice<Int> {
            var positions = Array(0..<count)
            generator.shuffle(&positions)
            return positions.prefix(Int(Double(count) * min(max(share, 0), 1)))
        }
        let users = draw(from: dataset.users.count, using: &generator)
        let items = draw(from: dataset.items.count, using: &generator)
        self.init(users: users, items: items, of: dataset)
    }

    /// The scenario of a rating by this user of this item.
    package func scenario(user: Int, item: Int) -> Scenario {
        Scenario(newUser: newUsers[user], newItem: newItems[item])
    }
}

extension Holdout {
    /// The ids of the new users, ascending.
    package func newUserIDs(of dataset: Dataset) -> [ExternalID] {
        zip(dataset.users.ids, newUsers).filter(\.1).map(\.0)
    }

    /// The ids of the new items, ascending.
    package func newItemIDs(of dataset: Dataset) -> [ExternalID] {
        zip(dataset.items.ids, newItems).filter(\.1).map(\.0)
    }
}
