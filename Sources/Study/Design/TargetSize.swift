import Statistics

extension PowerCalculation {
    /// The participants in all that the test of a study's primary outcome needs: `perArmByRanks` in each arm
    /// between subjects, `pairedByRanks` within subjects, rounded up to whole blocks of the allocation.
    ///
    /// With more than two arms every comparison of two has the wanted power, before any correction for their
    /// number.
    /// - Parameters:
    ///   - assignment: whether a participant sees one arm or all.
    ///   - arms: the number of arms.
    ///   - blockSize: participants in a block.
    /// - Returns: nil where the figures are out of range or more than `largestCount` would be needed.
    package func targetSize(_ assignment: StudyAssignment, arms: Int, blockSize: Int) -> Int? {
        let needed = assignment == .betweenSubjects ? perArmByRanks.map { $0 * max(arms, 1) } : pairedByRanks
        guard let needed, blockSize > 0 else { return nil }
        let whole = (needed + blockSize - 1) / blockSize * blockSize
        return whole <= Self.largestCount ? whole : nil
    }
}

extension PermutedBlocks {
    /// The smallest block of at least `atLeast` participants that holds every condition equally often.
    package static func blockSize(_ assignment: StudyAssignment, arms: Int, atLeast: Int = 4) -> Int {
        let conditions = max(conditions(assignment, arms: arms).count, 1)
        return (max(atLeast, 1) + conditions - 1) / conditions * conditions
    }
}
