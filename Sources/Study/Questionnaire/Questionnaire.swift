/// The questions at the end of a study, in the order they are asked.
package struct Questionnaire: Sendable, Equatable, Codable {
    /// The ends of the scale of agreement.
    package static let agreement = 1...5

    /// The questions.
    package var questions: [Question]

    /// Creates a questionnaire.
    package init(questions: [Question]) { self.questions = questions }

    /// The short form: two questions each on relevance, novelty, diversity, satisfaction and effort, one of
    /// each pair turned round; an attention check among them; and within subjects the final preference.
    /// - Parameters:
    ///   - assignment: whether a participant meets one arm or all.
    ///   - hasGrids: whether participants tap the first titles instead of rating them, which the questions on
    ///     effort are about.
    package static func standard(for assignment: StudyAssignment, hasGrids: Bool = false) -> Questionnaire {
        var questions = [
            Question(id: "relevance-taste", construct: .relevance),
            Question(id: "novelty-new", construct: .novelty),
            Question(id: "diversity-mix", construct: .diversity),
            Question(id: "relevance-missed", construct: .relevance, isReversed: true),
            Question(id: "satisfaction-overall", construct: .satisfaction),
            Question(id: "attention", kind: .attention, expected: 2),
            Question(id: hasGrids ? "effort-tapping" : "effort-tiring", construct: .effort),
            Question(id: "novelty-known", construct: .novelty, isReversed: true),
            Question(id: "satisfaction-disappointed", construct: .satisfaction, isReversed: true),
            Question(id: "diversity-alike", construct: .diversity, isReversed: true),
            Question(
                id: hasGrids ? "effort-tapping-easy" : "effort-easy", construct: .effort, isReversed: true),
        ]
        if assignment == .withinSubjects { questions.append(Question(id: "preference", kind: .preference)) }
        return Questionnaire(questions: questions)
    }

    /// What is wrong with the questions, a sentence each.
    package var problems: [String] {
        var found: [String] = []
        for (place, question) in questions.enumerated() {
            let name = "Question \(place + 1), “\(question.id)”,"
            if question.id.isEmpty || !question.id.utf8.allSatisfy(Self.isPlain) {
                found.append("\(name) must have an id of small letters, digits and hyphens.")
            }
            if questions[..<place].contains(where: { $0.id == question.id }) {
                found.append("\(name) has the id of an earlier question; give each its own.")
            }
            if question.kind == .agreement, question.construct == nil {
                found.append("\(name) must say which construct it measures.")
            }
            if question.kind == .attention, !Self.agreement.contains(question.expected ?? 0) {
                found.append("\(name) is an attention check and must say which answer passes, from 1 to 5.")
            }
        }
        if questions.count(where: { $0.kind == .preference }) > 1 {
            found.append("The questionnaire asks for the preference more than once.")
        }
        return found
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (48...57).contains(byte) || byte == 45
    }
}
