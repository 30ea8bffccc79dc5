import Support

/// Allocation by permuted blocks: within each block every condition comes equally often, in a random order,
/// so that the arms never drift apart by more than half a block (Matts and Lachin, Controlled Clinical Trials
/// 1988).
///
/// A condition is an arm between subjects and an order of all arms within subjects. Block b is shuffled by
/// stream b of the seed, so that allocation number k depends on the seed and k alone, whoever else has
/// joined.
package struct PermutedBlocks: Sendable, Equatable {
    /// What a participant sees: positions of arms in the design, in the order they are shown.
    package let conditions: [[Int]]
    /// How many participants a block holds.
    package let blockSize: Int
    private let seed: UInt64

    /// Creates the allocation; a block that does not hold every condition equally often is made longer until
    /// it does.
    /// - Parameters:
    ///   - assignment: whether a participant sees one arm or all.
    ///   - arms: the number of arms.
    ///   - blockSize: participants in a block, a multiple of the number of conditions.
    ///   - seed: of the blocks' orders.
    /// - Precondition: `arms > 0`.
    package init(assignment: StudyAssignment, arms: Int, blockSize: Int, seed: UInt64) {
        precondition(arms > 0, "at least one arm")
        conditions = Self.conditions(assignment, arms: arms)
        let copies = (max(blockSize, 1) + conditions.count - 1) / conditions.count
        self.blockSize = copies * conditions.count
        self.seed = seed ^ 0x5045_524D_424C_4B53
    }

    /// The condition of participant number k, counted from 0 in the order of joining.
    /// - Precondition: `number >= 0`.
    package func condition(of number: Int) -> [Int] {
        precondition(number >= 0, "participants are counted from 0")
        var generator = SeededGenerator(seed: seed, stream: .allocation(block: number / blockSize))
        let copies = blockSize / conditions.count
        var block = conditions.indices.flatMap { [Int](repeating: $0, count: copies) }
        generator.shuffle(&block)
        return conditions[block[number % blockSize]]
    }

    /// The conditions: each arm alone, or orders of all arms in which each arm comes equally often at each
    /// place and right after each other arm (Williams, Australian Journal of Scientific Research A 1949):
    /// `arms` orders for an even number of arms, twice as many for an odd one.
    package static func conditions(_ assignment: StudyAssignment, arms: Int) -> [[Int]] {
        guard assignment == .withinSubjects, arms > 1 else { return (0..<max(arms, 0)).map { [$0] } }
        let first = (0..<arms).map { $0 % 2 == 0 ? $0 / 2 : arms - ($0 + 1) / 2 }
        let orders = (0..<arms).map { shift in first.map { ($0 + shift) % arms } }
        return arms % 2 == 0 ? orders : orders + orders.map { Array($0.reversed()) }
    }
}
