import Foundation
internal import GRDB
import Study

extension SessionChange {
    /// Stores an answer about an item of a list, or another one in its place.
    func setAnswer(part: Int, place: Int, rating: Double?, milliseconds: Int?, choices: [Double]) throws {
        try requireBegun(part)
        guard design.grid == nil else {
            throw StudyError.notAnOption("This study has grids, whose tiles are tapped.")
        }
        let items = items(ofPart: part)
        guard items.indices.contains(place) else {
            throw StudyError.notAnOption(
                "Part \(part + 1) has \(items.count) items to rate and none at place \(place + 1).")
        }
        try require(rating, among: choices)
        let known = session.answers.first { $0.part == part && $0.place == place }
        if let known, known.rating == rating { return }
        guard !isOffered(part) else {
            throw StudyError.locked(
                "The answers of part \(part + 1) stay once recommendations were made from them.")
        }
        let shown = milliseconds.map { max($0, 0) }
        if known == nil {
            try insert(
                part: part, place: place, item: items[place], rating: rating, milliseconds: shown,
                isCarriedOver: false)
        } else {
            try execute(
                """
                UPDATE study_response SET rating = ?, milliseconds = coalesce(?, milliseconds), is_carried_over = 0,
                    answered_at = ?, revisions = revisions + 1 WHERE participant_id = ? AND part = ? AND place = ?
                """, [rating, shown, time, session.id, part, place])
        }
    }

    /// Stores the recommendations of a part, unless there are some already.
    func offer(
        _ recommendations: [OfferedRecommendation], part: Int, from basis: ParticipantSession, dataset: String
    ) throws {
        try requireBegun(part)
        guard !isOffered(part) else { return }
        try require(basis, part: part, dataset: dataset)
        try requireAnswers(ofPart: part)
        guard recommendations.map(\.rank) == Array(1...max(recommendations.count, 1)),
            recommendations.count <= design.recommendations, recommendations.allSatisfy({ $0.part == part })
        else {
            throw StudyError.notAnOption(
                "The recommendations of part \(part + 1) must be 1 to \(design.recommendations), ranked from 1."
            )
        }
        for offered in recommendations {
            try execute(
                """
                INSERT INTO study_recommendation (participant_id, part, rank, arm, item_index, estimate, is_selected)
                VALUES (?, ?, ?, ?, (SELECT item_index FROM item WHERE item_id = ?), ?, 0)
                """,
                [session.id, part, offered.rank, session.condition[part], offered.item, offered.estimate])
        }
    }

    /// Refuses recommendations that were made from other answers than those that are stored now, as another
    /// tab may have changed one meanwhile, or from another version of the dataset.
    private func require(_ basis: ParticipantSession, part: Int, dataset: String) throws {
        func told(_ session: ParticipantSession) -> [Told] {
            session.answers.filter { $0.part == part }.map {
                Told(place: $0.place, item: $0.item, rating: $0.rating)
            }
        }
        guard told(basis) == told(session), basis.taps(ofPart: part) == session.taps(ofPart: part),
            basis.about == session.about
        else {
            throw StudyError.outdated(
                "An answer of part \(part + 1) was changed after its recommendations were made.")
        }
        // The tables of grids are locked with the study, whatever the dataset becomes.
        guard design.grid == nil else { return }
        let held = try String.fetchOne(database.cachedStatement(sql: "SELECT content_hash FROM dataset"))
        guard held == dataset else {
            throw StudyError.outdated(
                "The dataset has changed since the recommendations of part \(part + 1) were made.")
        }
    }

    /// What an answer says.
    private struct Told: Equatable {
        let place: Int
        let item: String
        let rating: Double?
    }

    /// Stores what the participant says of a recommendation, or something else in its place.
    func setRating(part: Int, rank: Int, rating: Double?, isSelected: Bool, choices: [Double]) throws {
        try requireBegun(part)
        guard let known = session.recommendations.first(where: { $0.part == part && $0.rank == rank }) else {
            guard isOffered(part) else {
                throw StudyError.outOfTurn(
                    "Part \(part + 1) has no recommendations yet; its items are rated first.")
            }
            throw StudyError.notAnOption("Part \(part + 1) has no recommendation \(rank).")
        }
        try require(rating, among: choices)
        if known.rating == rating, known.isSelected == isSelected { return }
        guard !session.finishedParts.contains(part) else {
            throw StudyError.locked("The ratings of part \(part + 1) stay once it is finished.")
        }
        try execute(
            """
            UPDATE study_recommendation SET rating = ?, is_selected = ?, answered_at = ?
            WHERE participant_id = ? AND part = ? AND rank = ?
            """, [rating, isSelected, time, session.id, part, rank])
    }

    /// Ends a part and carries answers over to the next one.
    func finish(part: Int) throws {
        try requireBegun(part)
        guard !session.finishedParts.contains(part) else { return }
        let offered = session.recommendations.filter { $0.part == part }
        guard !offered.isEmpty, offered.allSatisfy({ $0.rating != nil }) else {
            let missing =
                offered.isEmpty
                ? "no recommendations" : "\(offered.count { $0.rating == nil }) unrated recommendations"
            throw StudyError.outOfTurn("Part \(part + 1) has \(missing) yet and cannot be finished.")
        }
        try execute(
            "INSERT INTO study_part (participant_id, part, finished_at) VALUES (?, ?, ?)",
            [session.id, part, time])
        try carryOver(to: part + 1)
    }

    /// Takes over the latest answer about each item of a part's list that an earlier part asked about. A grid
    /// is shown whole, with what was tapped before marked.
    private func carryOver(to part: Int) throws {
        guard design.grid == nil else { return }
        let known = Dictionary(session.answers.map { ($0.item, $0.rating) }) { $1 }
        for (place, item) in items(ofPart: part).enumerated() {
            guard let rating = known[item] else { continue }
            try insert(
                part: part, place: place, item: item, rating: rating, milliseconds: nil, isCarriedOver: true)
        }
    }

    private func insert(
        part: Int, place: Int, item: String, rating: Double?, milliseconds: Int?, isCarriedOver: Bool
    ) throws {
        try execute(
            """
            INSERT INTO study_response (participant_id, part, place, arm, item_index, rating, milliseconds, is_carried_over,
                answered_at, revisions)
            VALUES (?, ?, ?, ?, (SELECT item_index FROM item WHERE item_id = ?), ?, ?, ?, ?, 0)
            """,
            [
                session.id, part, place, session.condition[part], item, rating, milliseconds, isCarriedOver,
                time,
            ])
    }
}
