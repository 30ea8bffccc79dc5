import Datasets
import Support

/// Draws negatives: items that a user has not taken, each at most once, in proportion to their weights among
/// those left.
///
/// An item that the user took anywhere in the dataset, in a query set or below no matter which scenario, is
/// never drawn. A user who has taken nearly everything gets as many as there are.
package struct NegativeSampler: Sendable, Equatable {
    /// How many, and by what.
    package let sampling: NegativeSampling
    /// The items that may be drawn, ascending.
    private let candidates: [Int32]
    /// Sums of the weights of the candidates before each, shape [candidates + 1].
    private let sums: [Int]
    /// The items of each user in rows, `taken[starts[u] ..< starts[u + 1]]`, ascending.
    private let starts: [Int]
    private let taken: [Int32]

    /// Prepares the items of one side of a holdout.
    /// - Parameters:
    ///   - sampling: how many, and by what.
    ///   - dataset: where the interactions are.
    ///   - holdout: the new users and items. The new users' interactions give no weight.
    ///   - newItems: whether the new items are drawn, or the others, which are all that training may see.
    package init(_ sampling: NegativeSampling, of dataset: Dataset, holdout: Holdout, newItems: Bool = false)
    {
        let interactions = dataset.interactions
        var weights = [Int](repeating: 1, count: dataset.items.count)
        if sampling.distribution == .popularity {
            for (user, item) in zip(interactions.users, interactions.items) where !holdout.newUsers[Int(user)]
            {
                weights[Int(item)] += 1
            }
        }
        let candidates = holdout.newItems.indices.filter { holdout.newItems[$0] == newItems }
        var sums = [0]
        sums.reserveCapacity(candidates.count + 1)
        for item in candidates { sums.append(sums[sums.count - 1] + weights[item]) }
        var starts = [Int](repeating: 0, count: dataset.users.count + 1)
        for user in interactions.users { starts[Int(user) + 1] += 1 }
        for user in dataset.users.ids.indices { starts[user + 1] += starts[user] }
        self.sampling = sampling
        self.candidates = candidates.map { Int32($0) }
        (self.sums, self.starts, taken) = (sums, starts, interactions.items)
    }

    /// Draws negatives for a user.
    /// - Parameters:
    ///   - count: how many.
    ///   - user: the position of the user.
    ///   - generator: where chance comes from.
    /// - Returns: positions of distinct items in the order drawn; fewer where there are not as many.
    package func negatives(_ count: Int, for user: Int32, using generator: inout SeededGenerator) -> [Int32] {
        let own = taken[starts[Int(user)]..<starts[Int(user) + 1]]
        let wanted = min(max(count, 0), candidates.count - own.count { isCandidate($0) })
        var drawn: [Int32] = []
        var refused: Set<Int32> = []
        drawn.reserveCapacity(wanted)
        // Rejection sampling is fast while few items are taken; after 16 tries per item, draw from the
        // explicit remainder.
        var attempts = 16 * wanted
        while drawn.count < wanted, attempts > 0 {
            attempts -= 1
            let place = generator.integer(below: sums[sums.count - 1])
            let item = candidates[sums.partitionPoint { $0 <= place } - 1]
            guard !own.hasSorted(item), refused.insert(item).inserted else { continue }
            drawn.append(item)
        }
        if drawn.count < wanted { drawRest(wanted, into: &drawn, refusing: refused, own, using: &generator) }
        return drawn
    }

    /// Draws from the list of what is left.
    private func drawRest(
        _ wanted: Int, into drawn: inout [Int32], refusing refused: Set<Int32>, _ own: ArraySlice<Int32>,
        using generator: inout SeededGenerator
    ) {
        var left = candidates.indices.filter {
            !refused.contains(candidates[$0]) && !own.hasSorted(candidates[$0])
        }
        var weight = left.reduce(0) { $0 + sums[$1 + 1] - sums[$1] }
        while drawn.count < wanted, weight > 0 {
            var rest = generator.integer(below: weight)
            let place = left.firstIndex { candidate in
                rest -= sums[candidate + 1] - sums[candidate]
                return rest < 0
            }
            guard let place else { return }
            let candidate = left.remove(at: place)
            weight -= sums[candidate + 1] - sums[candidate]
            drawn.append(candidates[candidate])
        }
    }

    private func isCandidate(_ item: Int32) -> Bool { candidates.hasSorted(item) }

    /// The task with negatives of rating 0 behind the positives of each set, `sampling.perPositive` for each;
    /// where the user has left fewer, both sets get their share of them.
    package func adding(to task: UserTask, using generator: inout SeededGenerator) -> UserTask {
        let total = task.items.count
        let drawn = negatives(sampling.perPositive * total, for: task.user, using: &generator)
        guard total > 0 else { return task }
        let support = drawn[..<(drawn.count * task.supportCount / total)]
        return task.adding(supportNegatives: support, queryNegatives: drawn[support.count...])
    }
}

extension UserTask {
    /// The task with items of rating 0 behind those of each set.
    package func adding(supportNegatives support: ArraySlice<Int32>, queryNegatives query: ArraySlice<Int32>)
        -> UserTask
    {
        func zeros(_ items: ArraySlice<Int32>) -> [Double] { [Double](repeating: 0, count: items.count) }
        return UserTask(
            user: user, items: [supportItems, support, queryItems, query].flatMap { $0 },
            ratings: [Array(supportRatings), zeros(support), Array(queryRatings), zeros(query)].flatMap {
                $0
            },
            supportCount: supportCount + support.count)
    }
}

extension RandomAccessCollection where Element == Int32, Index == Int {
    /// Whether an ascending collection has an element.
    fileprivate func hasSorted(_ element: Int32) -> Bool {
        let place = partitionPoint { $0 < element }
        return place < endIndex && self[place] == element
    }
}
