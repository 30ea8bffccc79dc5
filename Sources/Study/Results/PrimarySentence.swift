import Foundation

extension StudyResults {
    /// What was found on the primary outcome, a sentence for each comparison; empty where it is withheld.
    package var primarySentences: [String] { analysis?.comparisons.map(sentence) ?? [] }

    private func sentence(_ comparison: ArmComparison) -> String {
        let start = "\(comparison.arm) against \(comparison.other), \(primaryOutcome.title): "
        if let preference = comparison.preference, preference.isPrimary {
            return start
                + "\(preference.test.first) prefer \(comparison.arm), \(preference.test.second) \(comparison.other) and "
                + "\(preference.neither) neither; " + test(preference.test.exactPValue, preference.holmPValue)
        }
        guard let outcome = comparison.outcomes.first(where: \.isPrimary) else {
            return start + "fewer than \(minCell) participants, so nothing is shown."
        }
        let counts =
            assignment == .withinSubjects
            ? "n = \(outcome.count)" : "n = \(outcome.count) and \(outcome.otherCount)"
        return start
            + "shift \(Self.number(outcome.shift.value)), 95% from \(Self.number(outcome.shift.lower)) to "
            + "\(Self.number(outcome.shift.upper)), \(counts); " + test(outcome.pValue, outcome.holmPValue)
    }

    private func test(_ pValue: Double, _ holm: Double) -> String {
        let corrected =
            (analysis?.comparisons.count ?? 1) > 1 ? ", with Holm's correction \(Self.p(holm))" : ""
        return "\(primaryTest?.title ?? "test"): p \(Self.p(pValue))\(corrected)."
    }

    private static func p(_ value: Double) -> String {
        value < 0.001 ? "< 0.001" : String(format: "= %.3f", value)
    }

    private static func number(_ value: Double) -> String {
        String(format: abs(value) >= 100 ? "%.0f" : "%.3f", value)
    }
}
