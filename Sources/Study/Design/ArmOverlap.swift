/// How many of the items that two arms ask about are the same.
///
/// What both ask cannot tell them apart: two arms with nearly the same items are nearly the same treatment,
/// however many take part.
package struct ArmOverlap: Sendable, Equatable {
    /// The name of one arm.
    package var arm: String
    /// The name of the other.
    package var other: String
    /// How many items both ask about.
    package var shared: Int
    /// How many items the arm that asks about fewer asks about.
    package var asked: Int

    /// Whether at least nine tenths of the items are the same, so that no difference is to be expected.
    package var isNearlyAll: Bool { 10 * shared >= 9 * asked }
}

extension StudyDesign {
    /// The overlap of every two arms, in the order of the design.
    package var armOverlaps: [ArmOverlap] {
        arms.indices.flatMap { first in
            arms.indices.filter { $0 > first }.map { second in
                let (items, others) = (
                    arms[first].items.prefix(itemsToRate), arms[second].items.prefix(itemsToRate)
                )
                return ArmOverlap(
                    arm: arms[first].name, other: arms[second].name,
                    shared: Set(items).intersection(others).count,
                    asked: min(items.count, others.count))
            }
        }
    }
}
