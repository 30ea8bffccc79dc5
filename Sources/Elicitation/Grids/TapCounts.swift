/// How many people took each item, and how many took both of a pair, for chosen items a and all items j:
///
///     nⱼ = Σ_u x_uj,   c_ja = Σ_u x_uj x_ua
///
/// Whole numbers, so that the counts of any parts of the people add up to those of all of them, in any order.
package struct TapCounts: Sendable, Equatable {
    /// U, the number of people.
    package let people: Int
    /// n, shape [items].
    package let taken: [Int]
    /// The positions of the chosen items, ascending.
    package let columns: [Int]
    /// c, shape [columns][items].
    package let pairs: [UInt32]

    /// The number of items of the dataset.
    package var itemCount: Int { taken.count }

    /// Takes counts that were made elsewhere.
    /// - Precondition: the shapes agree and the columns ascend.
    package init(people: Int, taken: [Int], columns: [Int], pairs: [UInt32]) {
        precondition(pairs.count == taken.count * columns.count, "a row of pairs per column")
        precondition(zip(columns, columns.dropFirst()).allSatisfy(<), "the columns must ascend")
        (self.people, self.taken, self.columns, self.pairs) = (people, taken, columns, pairs)
    }

    /// Counts.
    /// - Parameters:
    ///   - table: who took what.
    ///   - columns: the positions of the chosen items, ascending.
    ///   - threads: how many threads to use.
    package init(_ table: TapTable, columns: [Int], threads: Int = 1) {
        self.init(
            people: table.personCount, taken: table.takenCounts, columns: columns,
            pairs: table.takenCounts(within: table.takers(of: columns), threads: threads))
    }

    /// Adds the counts of other people for the same columns.
    /// - Precondition: both are of the same items and columns.
    package static func + (left: TapCounts, right: TapCounts) -> TapCounts {
        precondition(
            left.columns == right.columns && left.itemCount == right.itemCount,
            "counts of the same items and columns")
        return TapCounts(
            people: left.people + right.people, taken: zip(left.taken, right.taken).map(+),
            columns: left.columns,
            pairs: zip(left.pairs, right.pairs).map(+))
    }

    /// Takes the counts of some of the people away, such as those of a test fold.
    /// - Precondition: the right side counts people of the left side, for the same items and columns.
    package static func - (left: TapCounts, right: TapCounts) -> TapCounts {
        precondition(
            left.columns == right.columns && left.itemCount == right.itemCount,
            "counts of the same items and columns")
        return TapCounts(
            people: left.people - right.people, taken: zip(left.taken, right.taken).map(-),
            columns: left.columns,
            pairs: zip(left.pairs, right.pairs).map(-))
    }
}
