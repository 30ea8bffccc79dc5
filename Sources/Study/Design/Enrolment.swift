/// Whether a launched study takes new participants.
///
/// It closes as soon as as many take part as there are places, which are the target and what the design
/// allows beyond it, or as many as the target have completed it. Who withdraws leaves their place; who stops
/// without withdrawing keeps it, since they may go on at any time.
package struct Enrolment: Sendable, Equatable {
    /// How many may take part.
    package let places: Int
    /// How many take part: all who gave consent and did not withdraw.
    package let taken: Int
    /// How many of them completed the study.
    package let completed: Int
    private let target: Int

    /// The enrolment of a study.
    /// - Parameters:
    ///   - design: the study's design.
    ///   - enrolled: all who gave consent, also those who withdrew.
    ///   - completed: how many completed the study and did not withdraw.
    ///   - withdrawn: how many withdrew.
    package init(_ design: StudyDesign, enrolled: Int, completed: Int, withdrawn: Int) {
        target = design.targetSize
        places = design.targetSize + (design.overRecruitment ?? 0)
        (taken, self.completed) = (enrolled - withdrawn, completed)
    }

    /// Whether nobody new may begin.
    package var isFull: Bool { taken >= places || completed >= target }
}
