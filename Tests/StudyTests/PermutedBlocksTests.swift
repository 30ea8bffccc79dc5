import Study
import Testing

@Suite("Permuted blocks") struct PermutedBlocksTests {
    @Test("are those that the Python description gives for the seed")
    func golden() throws {
        let blocks = PermutedBlocks(assignment: .betweenSubjects, arms: 2, blockSize: 4, seed: 2019)
        #expect(try (0..<12).map { blocks.condition(of: $0)[0] } == StudyGolden.load().blocks)
    }

    @Test(
        "hold every condition equally often",
        arguments: [
            (StudyAssignment.betweenSubjects, 2, 4), (.betweenSubjects, 3, 9), (.withinSubjects, 2, 6),
            (.withinSubjects, 3, 12),
        ])
    func balance(assignment: StudyAssignment, arms: Int, blockSize: Int) {
        let blocks = PermutedBlocks(assignment: assignment, arms: arms, blockSize: blockSize, seed: 7)
        #expect(blocks.blockSize == blockSize)
        for block in 0..<5 {
            let found = (0..<blockSize).map { blocks.condition(of: block * blockSize + $0) }
            for condition in blocks.conditions {
                #expect(found.count { $0 == condition } == blockSize / blocks.conditions.count)
            }
        }
    }

    @Test("differ between blocks and between seeds")
    func variety() {
        let one = PermutedBlocks(assignment: .betweenSubjects, arms: 2, blockSize: 8, seed: 1)
        let two = PermutedBlocks(assignment: .betweenSubjects, arms: 2, blockSize: 8, seed: 2)
        let first = (0..<8).map(one.condition)
        #expect(first != (8..<16).map(one.condition) && first != (0..<8).map(two.condition))
    }

    @Test("grow to hold every condition", arguments: [-3, 0, 1, 5])
    func rounding(blockSize: Int) {
        let blocks = PermutedBlocks(assignment: .betweenSubjects, arms: 3, blockSize: blockSize, seed: 1)
        #expect(blocks.blockSize == (blockSize > 3 ? 6 : 3))
    }

    @Test("counterbalance places and what comes before within subjects", arguments: 2...7)
    func orders(arms: Int) {
        let orders = PermutedBlocks.conditions(.withinSubjects, arms: arms)
        #expect(orders.count == (arms % 2 == 0 ? arms : 2 * arms))
        #expect(orders.allSatisfy { $0.sorted() == Array(0..<arms) } && Set(orders).count == orders.count)
        for place in 0..<arms {
            for arm in 0..<arms { #expect(orders.count { $0[place] == arm } == orders.count / arms) }
        }
        let follows = orders.flatMap { zip($0, $0.dropFirst()).map { [$0, $1] } }
        #expect(Set(follows).count == arms * (arms - 1))
        #expect(Set(follows).allSatisfy { pair in follows.count { $0 == pair } == orders.count / arms })
    }
}
