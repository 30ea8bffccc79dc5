/// What a comparison with a reference found: better, worse, or no clear difference.
///
/// A method is better or worse where both hold: the interval of the difference leaves out every difference
/// that counts as none, and p after the correction for all methods that were compared is below 0.05. The
/// commands, the report and whatever else names a winner ask this type.
package struct Verdict: Sendable, Equatable {
    /// The three findings.
    package enum Finding: String, Sendable, Equatable, CaseIterable {
        /// Better than the reference.
        case better
        /// Worse than the reference.
        case worse
        /// Neither can be said.
        case unclear
    }

    /// What was found.
    package let finding: Finding
    /// Whether it would have been better or worse, had only this method been compared.
    package let isUndoneByCorrection: Bool

    /// The level of the corrected p value.
    package static let significance = 0.05

    /// Judges a difference.
    /// - Parameters:
    ///   - difference: method less reference, with its interval, in the measure's units.
    ///   - p: the p value of this comparison alone, 0...1.
    ///   - correctedP: the same after the correction for all comparisons, 0...1.
    ///   - growsWithQuality: whether a larger value of the measure is better.
    ///   - tolerance: what counts as no difference of the measure.
    /// - Returns: `nil` where a figure is missing or is no number: no verdict rests on a failure.
    package init?(
        difference: IntervalEstimate, p: Double?, correctedP: Double?, growsWithQuality: Bool,
        tolerance: Tolerance
    ) {
        guard let p, let correctedP, (0...1).contains(p), (0...1).contains(correctedP), difference.isDefined,
            tolerance.value.isFinite
        else { return nil }
        let isAbove = difference.lower > tolerance.value
        let excludesNone = isAbove || difference.upper < -tolerance.value
        let isSure = excludesNone && correctedP < Self.significance
        finding = isSure ? (isAbove == growsWithQuality ? .better : .worse) : .unclear
        isUndoneByCorrection = excludesNone && !isSure && p < Self.significance
    }

    /// The verdict in words, such as `better than popularity`.
    package func words(than reference: String) -> String {
        switch finding {
        case .better, .worse: "\(finding.rawValue) than \(reference)"
        case .unclear:
            isUndoneByCorrection
                ? "no clear difference after correcting for multiple tests (Holm)" : "no clear difference"
        }
    }
}
