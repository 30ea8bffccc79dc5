import Algebra
import Support

/// How much a list changes when something that should not matter does.
package struct ListStability: Sendable, Equatable, Codable {
    /// How many pairs of lists were compared.
    package var pairs: Int
    /// Mean over pairs of the share of items in common, 0...1: shared / length of the longer list; 1 for two
    /// empty lists, which are the same.
    package var overlap: Double
    /// The smallest such share.
    package var smallestOverlap: Double
    /// Mean rank-biased overlap at p = 0.9, 0...1.
    package var rankBiasedOverlap: Double

    /// Compares every two of several lists, such as those of different seeds.
    package init<Item: Hashable>(ofAll lists: [[Item]]) {
        self.init(
            pairs: lists.indices.flatMap { i in lists.indices.dropFirst(i + 1).map { (lists[i], lists[$0]) } }
        )
    }

    /// Compares the lists of two halves of the users, over several random splits into halves.
    /// - Parameters:
    ///   - users: positions of the users.
    ///   - splits: how many times to split.
    ///   - threads: how many lists to make at a time.
    ///   - generator: draws the halves.
    ///   - list: makes a list from some users' ratings, given in ascending order.
    package init<Item: Hashable>(
        overHalvesOf users: [Int32], splits: Int, threads: Int = 1, using generator: inout SeededGenerator,
        list: ([Int32]) -> [Item]
    ) {
        let halves = Self.halves(of: users, splits: splits, using: &generator)
        let lists = concurrentMap(halves.count, threads: threads) { list(halves[$0]) }
        self.init(pairs: (0..<splits).map { (lists[2 * $0], lists[2 * $0 + 1]) })
    }

    /// Splits users into halves at random.
    /// - Parameters:
    ///   - users: positions of the users.
    ///   - splits: how many times to split.
    ///   - generator: draws the halves.
    /// - Returns: the halves in ascending order, two after each other per split, shape [2 · splits][users /
    ///   2].
    package static func halves(of users: [Int32], splits: Int, using generator: inout SeededGenerator)
        -> [[Int32]]
    {
        var halves: [[Int32]] = []
        for _ in 0..<splits {
            var order = users
            generator.shuffle(&order)
            halves.append(order[..<(order.count / 2)].sorted())
            halves.append(order[(order.count / 2)...].sorted())
        }
        return halves
    }

    /// Compares pairs of lists.
    package init<Item: Hashable>(pairs: [([Item], [Item])]) {
        let shares = pairs.map { first, second in
            first.isEmpty && second.isEmpty
                ? 1 : Double(Evaluation.overlap(first, second)) / Double(max(first.count, second.count))
        }
        let scale = Double(max(pairs.count, 1))
        self.pairs = pairs.count
        overlap = shares.reduce(0, +) / scale
        smallestOverlap = shares.min() ?? 0
        rankBiasedOverlap = pairs.reduce(0) { $0 + Evaluation.rankBiasedOverlap($1.0, $1.1) } / scale
    }
}
