import Foundation
internal import GRDB
import Study

extension SessionChange {
    /// Stores what the participant says about themselves. The recommendations depend on it, so it stays once
    /// there are any.
    func setAbout(_ about: [String: [String]], questions: [AboutQuestion]) throws {
        try requirePresence()
        let given = try Self.checked(about, questions)
        guard session.about != given else { return }
        guard session.recommendations.isEmpty else {
            throw StudyError.locked(
                "What the participant said about themselves stays once recommendations were made from it.")
        }
        try execute("DELETE FROM participant_feature WHERE participant_id = ?", [session.id])
        for (feature, values) in given.sorted(by: { $0.key < $1.key }) {
            for value in values {
                try execute(
                    "INSERT INTO participant_feature (participant_id, feature, value) VALUES (?, ?, ?)",
                    [session.id, feature, value])
            }
        }
        try execute("UPDATE participant SET about_at = ? WHERE participant_id = ?", [time, session.id])
    }

    /// The values of the features that were told, each once and sorted.
    private static func checked(
        _ about: [String: [String]], _ questions: [AboutQuestion]
    ) throws -> [String: [String]] {
        var given: [String: [String]] = [:]
        for (name, values) in about.sorted(by: { $0.key < $1.key }) where !values.isEmpty {
            guard let question = questions.first(where: { $0.feature == name }) else {
                throw StudyError.notAnOption("Participants are not asked for “\(name)”.")
            }
            // SQLite orders by bytes, as what is read back is ordered.
            let unique = Set(values).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            guard question.isAnswered(by: unique) else {
                throw StudyError.notAnOption(
                    unique.count > 1 && !question.takesSeveral
                        ? "“\(name)” takes one answer."
                        : "“\(unique.joined(separator: ", "))” is not an answer to “\(name)”.")
            }
            given[name] = unique
        }
        return given
    }
}
