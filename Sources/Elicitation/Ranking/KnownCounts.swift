import Datasets
import Tasks

/// How many of the training users know each item, that is, have rated it.
public struct KnownCounts: Sendable, Equatable {
    /// The number of users who know each item, shape [items].
    public let counts: [Int]
    /// The number of users who were counted.
    public let userCount: Int
    private let descending: [Int]

    /// Takes counts that were made elsewhere.
    /// - Parameters:
    ///   - counts: the number of users who know each item, shape [items].
    ///   - userCount: the number of users who were counted.
    public init(counts: [Int], userCount: Int) {
        self.counts = counts
        self.userCount = userCount
        descending = counts.sorted(by: >)
    }

    /// Counts the support pairs of tasks: P, the popularity of the evidence score.
    /// - Parameters:
    ///   - tasks: one task per user.
    ///   - itemCount: the number of items of the dataset.
    public init(supportSetsOf tasks: [UserTask], itemCount: Int) {
        var counts = Array(repeating: 0, count: itemCount)
        for task in tasks {
            for item in task.supportItems { counts[Int(item)] += 1 }
        }
        self.init(counts: counts, userCount: tasks.count)
    }

    /// The share of the users who know an item, 0...1; 0 where no user was counted.
    public func share(ofItem item: Int) -> Double {
        userCount > 0 ? Double(counts[item]) / Double(userCount) : 0
    }

    /// The place of an item by popularity, counted from 1: one more than the number of items that more users know.
    public func rank(ofItem item: Int) -> Int { 1 + place(ofFirstNotAbove: counts[item]) }

    /// Whether another item is known by exactly as many users.
    public func sharesRank(item: Int) -> Bool {
        let next = place(ofFirstNotAbove: counts[item]) + 1
        return next < descending.count && descending[next] == counts[item]
    }

    /// How many items are known by more than `count` users.
    private func place(ofFirstNotAbove count: Int) -> Int { descending.partitionPoint { $0 > count } }
}
