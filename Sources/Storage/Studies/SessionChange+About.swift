import Foundation
internal import GRDB
import Study

extension SessionChange {
    /// Stores what the participant says about themselves. The recommendations depend on it, so it stays once there are any.
    func setAbout(_ about: [String: [String]]) throws {
        try requirePresence()
        let given = try checked(about)
        guard session.about != given else { return }
        guard session.recommendations.isEmpty else {
            throw StudyError.locked("What the participant said about themselves stays once recommendations were made from it.")
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
    private func checked(_ about: [String: [String]]) throws -> [String: [String]] {
        var given: [String: [String]] = [:]
        for (name, values) in about.sorted(by: { $0.key < $1.key }) where !values.isEmpty {
            let row = try Row.fetchOne(
                database.cachedStatement(
                    sql: "SELECT feature_id, kind FROM feature WHERE side = 'user' AND is_input = 1 AND name = ?"),
                arguments: [name])
            guard let row else { throw StudyError.notAnOption("Participants are not asked for “\(name)”.") }
            let (feature, kind): (Int64, String) = (try row.value(0), try row.value(1))
            // SQLite orders by bytes, as what is read back is ordered.
            let unique = Set(values).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            guard unique.count == 1 || kind == "multivalued" else {
                throw StudyError.notAnOption("“\(name)” takes one answer.")
            }
            for value in unique where try !isAnswer(value, feature: feature, kind: kind) {
                throw StudyError.notAnOption("“\(value)” is not an answer to “\(name)”.")
            }
            given[name] = unique
        }
        return given
    }

    private func isAnswer(_ value: String, feature: Int64, kind: String) throws -> Bool {
        if kind == "numeric" { return Double(value)?.isFinite == true }
        let statement = try database.cachedStatement(sql: "SELECT 1 FROM feature_token WHERE feature_id = ? AND token = ?")
        return try Row.fetchOne(statement, arguments: [feature, value]) != nil
    }
}
