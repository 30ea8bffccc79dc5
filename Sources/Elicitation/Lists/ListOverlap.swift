import Datasets

/// The items that two lists share: how much a list differs from plain popularity, or from any other.
package struct ListOverlap: Sendable, Equatable {
    /// The positions of the shared items, in the order of the first list.
    package let shared: [Int]
    /// The length of the first list.
    package let length: Int

    /// Compares two lists of item positions.
    package init(_ list: [Int], _ other: [Int]) {
        let others = Set(other)
        shared = list.filter(others.contains)
        length = list.count
    }

    /// Compares a list with the same number of the most popular items, free of any rule.
    package init(_ list: OnboardingList, popularity counts: KnownCounts) {
        self.init(list.items.map(\.item), ItemRanking(popularity: counts).top(list.items.count))
    }

    /// How many items both lists hold.
    package var count: Int { shared.count }
}

extension ListOverlap: CustomStringConvertible {
    /// Words such as `19 of 20 items`.
    package var description: String { "\(count) of \(Wording.count(length, "item", "items"))" }
}
