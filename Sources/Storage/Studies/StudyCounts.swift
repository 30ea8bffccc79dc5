import Study

/// How many participants of a study there are.
package struct StudyCounts: Sendable, Equatable, Codable {
    /// All who gave consent, also those who withdrew.
    package var enrolled: Int
    /// Those who sent the questionnaire.
    package var completed: Int
    /// Those who withdrew.
    package var withdrawn: Int

    /// Creates counts.
    package init(enrolled: Int = 0, completed: Int = 0, withdrawn: Int = 0) {
        self.enrolled = enrolled
        self.completed = completed
        self.withdrawn = withdrawn
    }
}

extension StudyRecord {
    /// The enrolment of the study with these counts.
    package func enrolment(_ counts: StudyCounts) -> Enrolment {
        Enrolment(design, enrolled: counts.enrolled, completed: counts.completed, withdrawn: counts.withdrawn)
    }

    /// Whether the study takes new participants, in a word: `open`, `full`, `closed`, or `draft`.
    package func enrolmentWord(_ counts: StudyCounts) -> String {
        guard status == .launched else { return status.rawValue }
        return enrolment(counts).isFull ? "full" : "open"
    }
}
