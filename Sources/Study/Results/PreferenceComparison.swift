import Statistics

/// How many participants prefer one of two arms that they saw.
package struct PreferenceComparison: Sendable, Equatable, Codable {
    /// How many answered the question.
    package var answered: Int
    /// How many of them prefer neither arm, or an arm that is not compared here.
    package var neither: Int
    /// b and c, those who prefer the tested and the other arm, with McNemar's test.
    package var test: McNemarTest
    /// Whether the study is decided on it.
    package var isPrimary: Bool
    /// The exact p value after Holm's correction, in the same family as the other outcomes of its kind.
    package var holmPValue: Double

    /// Counts the answers; nil where participants see one arm, were not asked, or are too few.
    init?(_ sample: StudySample, other: Int) {
        let design = sample.design
        guard design.assignment == .withinSubjects else { return nil }
        let preferred = sample.sessions.compactMap { $0.preferredArm(in: design) }
        guard sample.isEnough(preferred.count) else { return nil }
        answered = preferred.count
        test = McNemarTest(
            first: preferred.count { $0 == .arm(0) }, second: preferred.count { $0 == .arm(other) })
        neither = answered - test.first - test.second
        isPrimary = design.primaryOutcome == .preference
        holmPValue = test.exactPValue
    }
}

/// What a participant prefers.
private enum Preference: Equatable {
    case none
    case arm(Int)
}

extension ParticipantSession {
    /// The preferred arm's position in the design, from its place in the order shown; nil where it was not
    /// answered.
    fileprivate func preferredArm(in design: StudyDesign) -> Preference? {
        guard completedAt != nil,
            let place = QuestionnaireScore(questionnaire, to: design.questionnaire).preference,
            place <= condition.count
        else { return nil }
        return place == 0 ? Preference.none : .arm(condition[place - 1])
    }
}
