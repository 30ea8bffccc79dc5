import Foundation
internal import GRDB
import Study

extension StudyStore {
    /// Takes someone who gave consent into a study: the next number, and the condition that the allocation
    /// gives it.
    /// - Parameters:
    ///   - id: a random id; 1 to 128 letters, digits, hyphens and underscores. The same id is enrolled once.
    ///   - study: the study.
    ///   - language: the tag of one of its texts.
    /// - Throws: `StudyError.notLaunched`, `.closed` or `.full` for someone new; `.notAnOption`;
    ///   `.unknownParticipant` for the id of someone in another study.
    package func enrol(_ id: String, study: StudyRecord, language: String) async throws -> ParticipantSession
    {
        let now = now()
        return try await connection.write { database in
            if try Bool.exists("SELECT 1 FROM participant WHERE participant_id = ?", [id], database) {
                return try SessionChange(id, of: study, now: now, in: database).session
            }
            switch try StudyRows.status(of: study, in: database) {
            case .draft: throw StudyError.notLaunched(study.design.name)
            case .closed: throw StudyError.closed(study.design.name)
            case .launched: break
            }
            let enrolment = try StudyRows.enrolment(in: study, database)
            guard !enrolment.isFull else {
                throw StudyError.full(study.design.name, places: enrolment.places)
            }
            guard study.texts.contains(where: { $0.language == language }) else {
                throw StudyError.notAnOption("The study has no texts in “\(language)”.")
            }
            guard id.wholeMatch(of: /[A-Za-z0-9_-]{1,128}/) != nil else {
                throw StudyError.notAnOption(
                    "A participant's id has 1 to 128 letters, digits, hyphens and underscores.")
            }
            let number = try Int.fetchOne(
                database.cachedStatement(
                    sql: "SELECT coalesce(max(number) + 1, 0) FROM participant WHERE study_id = ?"),
                arguments: [study.id])
            let condition = study.design.allocation.condition(of: number ?? 0)
            try database.cachedStatement(
                sql: """
                    INSERT INTO participant (participant_id, study_id, number, condition, language, consented_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                id, study.id, number, "[\(condition.map(String.init).joined(separator: ","))]", language,
                PreciseTimestamp.text(now),
            ])
            return try SessionChange(id, of: study, now: now, in: database).session
        }
    }

    /// How many take part in a study, and whether anybody new may.
    package func enrolment(in study: StudyRecord) async throws -> Enrolment {
        try await connection.read { try StudyRows.enrolment(in: study, $0) }
    }

    /// What a participant did so far; nil where the study has no such participant.
    package func session(of id: String, study: StudyRecord) async throws -> ParticipantSession? {
        try await connection.read { database in
            try SessionReader(database, id: id).sessions().first.flatMap {
                $0.study == study.id ? $0.session : nil
            }
        }
    }

    /// The participant who is meant by a number in the order of joining, a completion code or an id; nil
    /// where there is none.
    package func participant(_ reference: String, of study: StudyRecord) async throws -> ParticipantSession? {
        try await connection.read { database in
            let id = try String.fetchOne(
                database,
                sql: """
                    SELECT participant_id FROM participant
                    WHERE study_id = ? AND (participant_id = ? OR completion_code = ? OR number = ?)
                    ORDER BY participant_id <> ?, completion_code IS NOT ? LIMIT 1
                    """,
                arguments: [
                    study.id, reference, reference.uppercased(), Int(reference), reference,
                    reference.uppercased(),
                ])
            return try id.flatMap { try SessionReader(database, id: $0).sessions().first?.session }
        }
    }

    /// Stores what a participant says about themselves, which may be changed until recommendations were made
    /// from it.
    /// - Parameters:
    ///   - about: values by the name of the dataset's user feature; a feature without values was not told.
    ///     Tokens must be among
    ///     those that the study asks for, numbers finite.
    ///   - id: the participant.
    ///   - study: the study.
    /// - Throws: `StudyError.notAnOption`, `.locked`, `.withdrawn` or `.unknownParticipant`.
    package func setAbout(_ about: [String: [String]], of id: String, study: StudyRecord) async throws
        -> ParticipantSession
    {
        try await change(id, study) { change, material in
            try change.setAbout(about, questions: try material().questions)
        }
    }

    /// Stores an answer about an item. It may be changed until the part's recommendations were offered; then
    /// the same answer is accepted and another refused.
    /// - Parameters:
    ///   - part: the part, an index of the condition.
    ///   - place: the place in the arm's list, from 0.
    ///   - rating: one of the material's ratings; nil for "I do not know this".
    ///   - milliseconds: how long the question was shown.
    ///   - id: the participant.
    ///   - study: the study.
    /// - Throws: `StudyError.outOfTurn`, `.notAnOption`, `.locked`, `.withdrawn` or `.unknownParticipant`.
    package func setAnswer(
        part: Int, place: Int, rating: Double?, milliseconds: Int?, of id: String, study: StudyRecord
    )
        async throws -> ParticipantSession
    {
        try await change(id, study) { change, material in
            try change.setAnswer(
                part: part, place: place, rating: rating, milliseconds: milliseconds,
                choices: try material().ratings)
        }
    }

    /// Stores what a participant tapped on a page of a grid. It may be changed until the part's
    /// recommendations were offered; then the same taps are accepted and others refused.
    /// - Parameters:
    ///   - taps: the ids of the tapped tiles, all of them of the page.
    ///   - part: the part, an index of the condition.
    ///   - page: the page, from 0.
    ///   - milliseconds: how long the page was shown.
    ///   - id: the participant.
    ///   - study: the study.
    /// - Throws: `StudyError.outOfTurn`, `.notAnOption`, `.locked`, `.withdrawn` or `.unknownParticipant`.
    package func setTaps(
        _ taps: [String], part: Int, page: Int, milliseconds: Int?, of id: String, study: StudyRecord
    ) async throws -> ParticipantSession {
        try await change(id, study) { change, _ in
            try change.setTaps(taps, part: part, page: page, milliseconds: milliseconds)
        }
    }

    /// Stores the recommendations of a part whose items or pages are all answered; the first call wins.
    /// - Parameters:
    ///   - recommendations: ranked from 1, at most as many as the design says; what they say of ratings is
    ///     not kept.
    ///   - part: the part.
    ///   - basis: the participant as they were read when the recommendations were made.
    ///   - dataset: the hash of the dataset from which they were made; a study with grids makes them without
    ///     it.
    ///   - study: the study.
    /// - Throws: `StudyError.outdated` where an answer, or the dataset, has changed since; `.outOfTurn`,
    ///   `.notAnOption`, `.withdrawn` or `.unknownParticipant`.
    package func offer(
        _ recommendations: [OfferedRecommendation], part: Int, from basis: ParticipantSession,
        dataset: String,
        study: StudyRecord
    ) async throws -> ParticipantSession {
        try await change(basis.id, study) { change, _ in
            try change.offer(recommendations, part: part, from: basis, dataset: dataset)
        }
    }

    /// Stores what a participant says of a recommendation, which may be changed until the part is finished.
    /// - Parameters:
    ///   - part: the part.
    ///   - rank: the recommendation's rank, from 1.
    ///   - rating: one of the material's ratings; nil while there is none.
    ///   - isSelected: whether the participant would choose the item.
    ///   - id: the participant.
    ///   - study: the study.
    /// - Throws: `StudyError.outOfTurn`, `.notAnOption`, `.locked`, `.withdrawn` or `.unknownParticipant`.
    package func setRating(
        part: Int, rank: Int, rating: Double?, isSelected: Bool, of id: String, study: StudyRecord
    ) async throws
        -> ParticipantSession
    {
        try await change(id, study) { change, material in
            try change.setRating(
                part: part, rank: rank, rating: rating, isSelected: isSelected,
                choices: try material().ratings)
        }
    }

    /// Ends a part whose recommendations are all rated. Where the next part's list has items that were
    /// answered already, it begins with those answers.
    /// - Throws: `StudyError.outOfTurn`, `.notAnOption`, `.withdrawn` or `.unknownParticipant`.
    package func finish(part: Int, of id: String, study: StudyRecord) async throws -> ParticipantSession {
        try await change(id, study) { change, _ in try change.finish(part: part) }
    }

    /// Stores the answers to the questionnaire, which completes the study and makes the completion code; the
    /// first call wins.
    /// - Parameters:
    ///   - questionnaire: an answer to every question, by its id: 1...5, and 0...parts for the preference.
    ///   - id: the participant.
    ///   - study: the study.
    /// - Throws: `StudyError.outOfTurn`, `.notAnOption`, `.withdrawn` or `.unknownParticipant`.
    package func complete(questionnaire: [String: Int], of id: String, study: StudyRecord) async throws
        -> ParticipantSession
    {
        try await change(id, study) { [randomWord] change, _ in
            try change.complete(questionnaire, randomWord: randomWord)
        }
    }

    /// Erases everything that a participant told; only the number, the condition and the time of withdrawing
    /// stay, so that the allocation of the others does not change. What was erased is overwritten in the
    /// file.
    /// - Throws: `StudyError.unknownParticipant`.
    package func withdraw(_ id: String, study: StudyRecord) async throws {
        _ = try await change(id, study) { change, _ in try change.withdraw() }
        await connection.emptyJournal()
    }

    /// All participants of a study in the order of joining, also those who withdrew.
    package func sessions(of study: StudyRecord) async throws -> [ParticipantSession] {
        try await connection.read { try SessionReader($0, study: study.id).sessions().map(\.session) }
    }

    /// Changes a session in one transaction.
    /// - Parameter body: gets the change and a function that reads what the study asks.
    private func change(
        _ id: String, _ study: StudyRecord,
        _ body: @escaping @Sendable (SessionChange, () throws -> StudyMaterial) throws -> Void
    ) async throws -> ParticipantSession {
        let now = now()
        return try await connection.write { [self] database in
            try body(try SessionChange(id, of: study, now: now, in: database)) {
                try material(of: study, in: database)
            }
            return try SessionChange(id, of: study, now: now, in: database).session
        }
    }
}
