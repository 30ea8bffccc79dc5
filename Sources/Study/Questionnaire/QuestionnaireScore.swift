/// What one participant's answers amount to.
package struct QuestionnaireScore: Sendable, Equatable, Codable {
    /// The mean answer to each construct's questions, 1...5, by the construct's name; constructs without
    /// answers are absent.
    package var means: [String: Double]
    /// Whether every attention check was answered as asked; nil where none was answered.
    package var isAttentive: Bool?
    /// The place of the preferred arm in the order shown, from 1, 0 for none; nil where it was not answered.
    package var preference: Int?

    /// Scores answers.
    ///
    /// A construct's mean is that of its answered questions, a where agreement means more and 6 − a where it
    /// means less.
    /// - Parameters:
    ///   - answers: a, by the question's id; ids that are not asked and answers off the scale are left out.
    ///   - questionnaire: the questions.
    package init(_ answers: [String: Int], to questionnaire: Questionnaire) {
        means = [:]
        let scale = Questionnaire.agreement
        for construct in Question.Construct.allCases {
            let values = questionnaire.questions.filter { $0.kind == .agreement && $0.construct == construct }
                .compactMap {
                    question in
                    answers[question.id].flatMap { answer in
                        scale.contains(answer)
                            ? (question.isReversed ? scale.lowerBound + scale.upperBound - answer : answer)
                            : nil
                    }
                }
            guard !values.isEmpty else { continue }
            means[construct.rawValue] = Double(values.reduce(0, +)) / Double(values.count)
        }
        let checks = questionnaire.questions.filter { $0.kind == .attention && answers[$0.id] != nil }
        isAttentive = checks.isEmpty ? nil : checks.allSatisfy { answers[$0.id] == $0.expected }
        preference = questionnaire.questions.first { $0.kind == .preference }.flatMap { answers[$0.id] }
            .flatMap {
                $0 < 0 ? nil : $0
            }
    }
}
