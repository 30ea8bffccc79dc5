import Statistics
import Support

/// An arm against another on one measure.
package struct OutcomeComparison: Sendable, Equatable, Codable {
    /// What is compared.
    package var measure: OutcomeMeasure
    /// Whether the study is decided on it.
    package var isPrimary: Bool
    /// How many participants of the arm count; within subjects those who have the measure under both arms.
    package var count: Int
    /// How many participants of the other arm count.
    package var otherCount: Int
    /// Mann-Whitney between subjects, Wilcoxon's signed ranks within.
    package var rankTest: RankTest
    /// The Hodges-Lehmann shift of the arm over the other, or the centre of the differences, with its 95%
    /// interval.
    package var shift: IntervalEstimate
    /// The difference of the means with its 95% bootstrap interval.
    package var meanDifference: IntervalEstimate
    /// The permutation test's p value of the mean difference; within subjects the sign-flip test's.
    package var permutationPValue: Double
    /// Cohen's d between subjects, d_z within; `nil` where it is not defined, as for values without spread.
    package var standardizedDifference: Double?
    /// Cliff's delta between subjects, the matched-pairs rank-biserial correlation within.
    package var rankEffect: Double
    /// `pValue` after Holm's correction: the primary outcome's over the comparisons of the study, a secondary
    /// one's over all secondary outcomes of all comparisons.
    package var holmPValue: Double

    /// The p value that counts: the rank test's for the primary outcome, the permutation test's for the
    /// others.
    package var pValue: Double { isPrimary ? rankTest.pValue : permutationPValue }

    /// Compares two independent arms; nil where one is empty.
    /// - Parameters:
    ///   - measure: what is compared.
    ///   - isPrimary: whether the study is decided on it.
    ///   - first: x, one value per participant of the arm, shape [m].
    ///   - second: y, of the other arm, shape [n].
    ///   - seed: of the bootstrap and of the permutation test.
    init?(_ measure: OutcomeMeasure, isPrimary: Bool, _ first: [Double], _ second: [Double], seed: UInt64) {
        guard let shift = HodgesLehmann.shift(first, second),
            let difference = Statistics.meanDifference(first, second, seed: seed)
        else { return nil }
        var generator = SeededGenerator(seed: seed, stream: measure.permutationStream)
        self.measure = measure
        self.isPrimary = isPrimary
        (count, otherCount) = (first.count, second.count)
        rankTest = .mannWhitney(first, second)
        self.shift = shift
        meanDifference = difference
        permutationPValue = meanPermutationPValue(first, second, using: &generator)
        standardizedDifference = cohensD(first, second)
        rankEffect = cliffsDelta(first, second)
        holmPValue = isPrimary ? rankTest.pValue : permutationPValue
    }

    /// Compares two arms that the same participants saw; nil without participants.
    /// - Parameters:
    ///   - measure: what is compared.
    ///   - isPrimary: whether the study is decided on it.
    ///   - differences: d = x − y, one per participant, shape [n].
    ///   - seed: of the bootstrap and of the sign-flip test.
    init?(_ measure: OutcomeMeasure, isPrimary: Bool, differences: [Double], seed: UInt64) {
        guard let centre = HodgesLehmann.centre(differences) else { return nil }
        var generator = SeededGenerator(seed: seed, stream: measure.permutationStream)
        self.measure = measure
        self.isPrimary = isPrimary
        (count, otherCount) = (differences.count, differences.count)
        rankTest = .wilcoxon(differences)
        shift = centre
        meanDifference = BootstrapResamples(count: differences.count, seed: seed).interval(of: differences)
        permutationPValue = signFlipPValue(of: differences, using: &generator)
        standardizedDifference = cohensDz(differences)
        rankEffect = matchedPairsRankBiserial(differences)
        holmPValue = isPrimary ? rankTest.pValue : permutationPValue
    }
}

extension OutcomeMeasure {
    fileprivate var permutationStream: RandomStream {
        .outcomePermutation(measure: OutcomeMeasure.allCases.firstIndex(of: self) ?? 0)
    }
}
