import Statistics

/// Who is analysed: the participants of a study who did not withdraw, in the order of joining.
///
/// Every figure takes all of them who finished the step that it comes from.
struct StudySample {
    let design: StudyDesign
    let sessions: [ParticipantSession]
    /// The fewest participants that a figure may come from.
    let minCell: Int

    init(design: StudyDesign, sessions: [ParticipantSession], minCell: Int) {
        self.design = design
        self.sessions = sessions.filter { $0.withdrawnAt == nil }.sorted {
            ($0.number, $0.id) < ($1.number, $1.id)
        }
        self.minCell = minCell
    }

    /// A measure of every participant who has it under an arm.
    func values(_ measure: OutcomeMeasure, arm: Int) -> [Double] {
        sessions.compactMap { value(measure, arm: arm, of: $0) }
    }

    /// A measure under two arms of every participant who has it under both.
    func pairs(_ measure: OutcomeMeasure, _ first: Int, _ second: Int) -> [(first: Double, second: Double)] {
        sessions.compactMap { session in
            guard let x = value(measure, arm: first, of: session),
                let y = value(measure, arm: second, of: session)
            else {
                return nil
            }
            return (x, y)
        }
    }

    /// What counts as no difference of two values of a measure, from the values of all arms.
    func tolerance(_ measure: OutcomeMeasure) -> Tolerance {
        Tolerance(among: design.arms.indices.flatMap { values(measure, arm: $0) })
    }

    /// A measure under an arm of one participant.
    func value(_ measure: OutcomeMeasure, arm: Int, of session: ParticipantSession) -> Double? {
        session.condition.firstIndex(of: arm).flatMap { session.outcome(measure, part: $0, in: design) }
    }

    /// Whether so many participants are enough for a figure of them.
    func isEnough(_ count: Int) -> Bool { count >= max(minCell, 1) }
}
