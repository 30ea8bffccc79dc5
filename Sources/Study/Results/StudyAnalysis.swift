import Statistics

/// What a study found: the distributions of all measures and the tests that its design plans.
package struct StudyAnalysis: Sendable, Equatable, Codable {
    /// Every measure of every arm, by measure and then by arm; within subjects the questionnaire's are those
    /// of all arms.
    package var summaries: [OutcomeSummary]
    /// The tested arm against each other, in the design's order, so that the reference comes last.
    package var comparisons: [ArmComparison]
    /// How much the order of the arms matters, for each measure; empty for all but two arms within subjects.
    package var orderEffects: [OrderEffect]
    /// How many participants gave all recommendations of an arm the same rating, for whom nDCG is 1 by rule.
    package var equalRatings: CellTable

    init(_ sample: StudySample) {
        let design = sample.design
        summaries = Self.summaries(sample)
        comparisons = Self.holmCorrected(
            design.arms.indices.dropFirst().map { ArmComparison(sample, other: $0) })
        orderEffects = OutcomeMeasure.compared(in: design).compactMap { OrderEffect($0, sample) }
        let counts = design.arms.indices.map { arm in
            let equal = sample.sessions.compactMap { session in
                session.condition.firstIndex(of: arm).flatMap(session.ratedAllEqually)
            }
            return [equal.count { !$0 }, equal.count { $0 }]
        }
        equalRatings = CellTable(
            name: "equal-ratings", columns: design.arms.map(\.name), rows: ["different", "all-equal"],
            counts: [counts.map { $0[0] }, counts.map { $0[1] }], minCell: sample.minCell)
    }

    private static func summaries(_ sample: StudySample) -> [OutcomeSummary] {
        let design = sample.design
        return OutcomeMeasure.all(in: design).flatMap { measure -> [OutcomeSummary] in
            if let construct = measure.construct, !design.asksPerArm(construct) {
                let scores = sample.sessions.filter { $0.completedAt != nil }.compactMap {
                    QuestionnaireScore($0.questionnaire, to: design.questionnaire).means[construct.rawValue]
                }
                let isAsked = design.questionnaire.questions.contains { $0.construct == construct }
                return isAsked
                    ? [OutcomeSummary(measure, arm: nil, values: scores, minCell: sample.minCell)] : []
            }
            return design.arms.indices.map { arm in
                OutcomeSummary(
                    measure, arm: design.arms[arm].name, values: sample.values(measure, arm: arm),
                    minCell: sample.minCell)
            }
        }
    }

    /// Holm's correction over the primary outcome of all comparisons, and over all secondary outcomes of all
    /// comparisons.
    private static func holmCorrected(_ comparisons: [ArmComparison]) -> [ArmComparison] {
        var comparisons = comparisons
        for isPrimary in [true, false] {
            let pValues = comparisons.flatMap { comparison in
                comparison.outcomes.filter { $0.isPrimary == isPrimary }.map(\.pValue)
                    + [comparison.preference].compactMap { $0 }.filter { $0.isPrimary == isPrimary }.map(
                        \.test.exactPValue)
            }
            var adjusted = holmAdjusted(pValues).makeIterator()
            for place in comparisons.indices {
                for outcome in comparisons[place].outcomes.indices
                where comparisons[place].outcomes[outcome].isPrimary == isPrimary {
                    comparisons[place].outcomes[outcome].holmPValue = adjusted.next() ?? 1
                }
                if comparisons[place].preference?.isPrimary == isPrimary {
                    comparisons[place].preference?.holmPValue = adjusted.next() ?? 1
                }
            }
        }
        return comparisons
    }
}
