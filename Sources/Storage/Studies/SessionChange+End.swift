import Foundation
internal import GRDB

extension SessionChange {
    /// The letters and digits of a completion code: those that nobody takes for another.
    private static let codeLetters = Array("ABCDEFGHJKMNPQRSTUVWXYZ23456789")

    /// Stores the answers to the questionnaire and makes the completion code, unless that was done.
    func complete(_ answers: [String: Int], randomWord: () -> UInt64) throws {
        try requirePresence()
        guard session.completedAt == nil else { return }
        guard session.about != nil, session.finishedParts.count == session.condition.count else {
            throw StudyError.outOfTurn(
                "The questionnaire comes when all \(session.condition.count) parts are finished.")
        }
        try check(answers)
        for question in design.questionnaire.questions {
            try execute(
                "INSERT INTO questionnaire_answer (participant_id, question, answer) VALUES (?, ?, ?)",
                [session.id, question.id, answers[question.id]])
        }
        try execute(
            "UPDATE participant SET completed_at = ?, completion_code = ? WHERE participant_id = ?",
            [time, try newCode(randomWord), session.id])
    }

    /// Erases everything about the participant but the place in the allocation.
    func withdraw() throws {
        guard session.withdrawnAt == nil else { return }
        let tables = [
            "participant_feature", "study_response", "study_tile", "study_grid_page", "study_recommendation",
            "study_part",
            "questionnaire_answer",
        ]
        for table in tables {
            try execute("DELETE FROM \(table) WHERE participant_id = ?", [session.id])
        }
        try execute(
            """
            UPDATE participant SET withdrawn_at = ?, language = NULL, consented_at = NULL, about_at = NULL,
                completed_at = NULL, completion_code = NULL WHERE participant_id = ?
            """, [time, session.id])
    }

    private func check(_ answers: [String: Int]) throws {
        let questions = design.questionnaire.questions
        for question in questions {
            guard let answer = answers[question.id] else {
                throw StudyError.notAnOption("The question “\(question.id)” has no answer.")
            }
            let choices = question.choices(parts: session.condition.count)
            guard choices.contains(answer) else {
                throw StudyError.notAnOption(
                    "\(answer) is not an answer to “\(question.id)”; choose from \(choices.lowerBound) to \(choices.upperBound)."
                )
            }
        }
        if let other = answers.keys.sorted().first(where: { key in !questions.contains { $0.id == key } }) {
            throw StudyError.notAnOption("The questionnaire does not ask “\(other)”.")
        }
    }

    private func newCode(_ randomWord: () -> UInt64) throws -> String {
        let letters = Self.codeLetters
        while true {
            let code = String((0..<8).map { _ in letters[Int(randomWord() % UInt64(letters.count))] })
            if try !Bool.exists("SELECT 1 FROM participant WHERE completion_code = ?", [code], database) {
                return code
            }
        }
    }
}
