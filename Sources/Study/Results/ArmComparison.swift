/// The tested arm against one other, on every measure.
package struct ArmComparison: Sendable, Equatable, Codable {
    /// The name of the tested arm, the first of the design.
    package var arm: String
    /// The name of the other arm.
    package var other: String
    /// The comparisons, the primary outcome first.
    package var outcomes: [OutcomeComparison]
    /// The measures that are not compared, since too few participants have them.
    package var withheld: [OutcomeMeasure]
    /// Which of the two arms participants prefer; nil where they were not asked or are too few.
    package var preference: PreferenceComparison?

    /// The comparison on one measure.
    package subscript(measure: OutcomeMeasure) -> OutcomeComparison? {
        outcomes.first { $0.measure == measure }
    }

    init(_ sample: StudySample, other: Int) {
        let design = sample.design
        arm = design.arms[0].name
        self.other = design.arms[other].name
        (outcomes, withheld) = ([], [])
        for measure in OutcomeMeasure.compared(in: design) {
            if let outcome = Self.outcome(measure, sample, other: other) {
                outcomes.append(outcome)
            } else {
                withheld.append(measure)
            }
        }
        preference = PreferenceComparison(sample, other: other)
    }

    private static func outcome(_ measure: OutcomeMeasure, _ sample: StudySample, other: Int)
        -> OutcomeComparison?
    {
        let design = sample.design
        let isPrimary = measure == OutcomeMeasure(design.primaryOutcome)
        if design.assignment == .withinSubjects {
            let tolerance = sample.tolerance(measure)
            let differences = sample.pairs(measure, 0, other).map {
                tolerance.difference($0.first, $0.second)
            }
            guard sample.isEnough(differences.count) else { return nil }
            return OutcomeComparison(
                measure, isPrimary: isPrimary, differences: differences, seed: design.seed)
        }
        let (first, second) = (sample.values(measure, arm: 0), sample.values(measure, arm: other))
        guard sample.isEnough(first.count), sample.isEnough(second.count) else { return nil }
        return OutcomeComparison(measure, isPrimary: isPrimary, first, second, seed: design.seed)
    }
}
