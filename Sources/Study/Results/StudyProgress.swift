/// How far the participants of an arm, or of the whole study, came.
package struct StudyProgress: Sendable, Equatable, Codable {
    /// A step of a study.
    package enum Step: String, Sendable, Equatable, Codable, CaseIterable {
        /// Answered the page about themselves.
        case about
        /// Answered every item of the list, or sent every page of the grid.
        case ratedItems = "rated-items"
        /// Was shown recommendations.
        case sawRecommendations = "saw-recommendations"
        /// Finished rating the recommendations.
        case ratedRecommendations = "rated-recommendations"
        /// Sent the questionnaire.
        case completed
    }

    /// How many reached a step.
    package struct Reached: Sendable, Equatable, Codable {
        /// The step.
        package var step: Step
        /// How many finished it.
        package var count: Int
        /// How many of those who finished the step before did not finish this one: dropped out or, while the
        /// study runs, still at it.
        package var left: Int
    }

    /// The arm's name; nil for the study as a whole.
    package var arm: String?
    /// How many gave consent.
    package var enrolled: Int
    /// How many of them withdrew. What they did is erased, so they count in no step.
    package var withdrawn: Int
    /// The steps in their order.
    package var steps: [Reached]

    /// How many finished a step.
    package func count(_ step: Step) -> Int { steps.first { $0.step == step }?.count ?? 0 }

    /// Counts participants under an arm, or those who finished each step for all of their arms.
    /// - Parameters:
    ///   - arm: the position of the arm in the design; nil for the whole study.
    ///   - design: the study's design.
    ///   - sessions: all participants.
    init(arm: Int?, design: StudyDesign, sessions: [ParticipantSession]) {
        let here = sessions.filter { session in arm.map(session.condition.contains) ?? true }
        let present = here.filter { $0.withdrawnAt == nil }
        self.arm = arm.map { design.arms[$0].name }
        enrolled = here.count
        withdrawn = here.count - present.count
        steps = []
        var before = present.count
        for step in Step.allCases {
            let count = present.count { $0.finished(step, arm: arm, in: design) }
            steps.append(Reached(step: step, count: count, left: max(before - count, 0)))
            before = count
        }
    }
}

extension ParticipantSession {
    fileprivate func finished(_ step: StudyProgress.Step, arm: Int?, in design: StudyDesign) -> Bool {
        let parts = condition.indices.filter { part in arm.map { condition[part] == $0 } ?? true }
        return switch step {
        case .about: about != nil
        case .ratedItems: parts.allSatisfy { isPastItems(ofPart: $0, in: design) }
        case .sawRecommendations: parts.allSatisfy { part in recommendations.contains { $0.part == part } }
        case .ratedRecommendations: parts.allSatisfy(finishedParts.contains)
        case .completed: completedAt != nil
        }
    }
}
