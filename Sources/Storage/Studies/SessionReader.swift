import Foundation
internal import GRDB
import Study

/// Reads what participants did, one or all of a study, with one query a table.
struct SessionReader {
    private let database: Database
    /// The condition on `participant_id` in every table.
    private let condition: String
    private let argument: StatementArguments

    /// The participant of an id.
    init(_ database: Database, id: String) {
        (self.database, condition, argument) = (database, "participant_id = ?", [id])
    }

    /// All participants of a study.
    init(_ database: Database, study: Int64) {
        (self.database, argument) = (database, [study])
        condition = "participant_id IN (SELECT participant_id FROM participant WHERE study_id = ?)"
    }

    /// The sessions in the order of joining, each with the number of its study.
    func sessions() throws -> [(study: Int64, session: ParticipantSession)] {
        var found = try people()
        var places: [String: Int] = [:]
        for (place, entry) in found.enumerated() { places[entry.session.id] = place }
        func each(_ columns: String, of table: String, _ body: (inout ParticipantSession, Row) throws -> Void)
            throws
        {
            for row in try rows(
                "SELECT participant_id, \(columns) FROM \(table) WHERE \(condition) ORDER BY 1, 2, 3")
            {
                guard let place = places[try row.value(0)] else { continue }
                try body(&found[place].session, row)
            }
        }
        try each("feature, value", of: "participant_feature") {
            $0.about?[try $1.value(1), default: []].append(try $1.value(2))
        }
        let items = "JOIN item USING (item_index)"
        try each(
            "part, place, item_id, rating, milliseconds, answered_at, is_carried_over",
            of: "study_response \(items)"
        ) {
            $0.answers.append(try answer($1))
        }
        try each("part, page, milliseconds, answered_at", of: "study_grid_page") {
            $0.grids.append(
                GridAnswer(
                    part: try $1.value(1), page: try $1.value(2), tiles: [], taps: [],
                    milliseconds: try $1.value(3),
                    answeredAt: try PreciseTimestamp.date($1.value(4))))
        }
        // Most studies have no grids, and a tile needs a page.
        let hasGrids = found.contains { !$0.session.grids.isEmpty }
        if hasGrids {
            try each("part, place, page, item_id, is_tapped", of: "study_tile \(items)") { session, row in
                let (part, page, item): (Int, Int, String) = (
                    try row.value(1), try row.value(3), try row.value(4)
                )
                guard let place = session.grids.firstIndex(where: { $0.part == part && $0.page == page })
                else { return }
                session.grids[place].tiles.append(item)
                if try row.value(5) { session.grids[place].taps.append(item) }
            }
        }
        try each(
            "part, rank, item_id, estimate, rating, is_selected, answered_at",
            of: "study_recommendation \(items)"
        ) {
            $0.recommendations.append(try recommendation($1))
        }
        try each("part, finished_at", of: "study_part") { $0.finishedParts.append(try $1.value(1)) }
        try each("question, answer", of: "questionnaire_answer") {
            $0.questionnaire[try $1.value(1)] = try $1.value(2)
        }
        return found
    }

    private func people() throws -> [(study: Int64, session: ParticipantSession)] {
        try rows(
            """
            SELECT study_id, participant_id, number, condition, language, consented_at, about_at, completed_at, completion_code,
                withdrawn_at FROM participant WHERE \(condition) ORDER BY number
            """
        ).map { row in
            let withdrawn = try time(row, 9)
            let about = try time(row, 6)
            let language: String? = try row.value(4)
            let session = ParticipantSession(
                id: try row.value(1), number: try row.value(2), condition: try condition(row),
                language: language ?? "",
                consentedAt: try time(row, 5) ?? withdrawn ?? .distantPast, about: about.map { _ in [:] },
                completedAt: try time(row, 7), completionCode: try row.value(8), withdrawnAt: withdrawn)
            return (try row.value(0), session)
        }
    }

    private func answer(_ row: Row) throws -> ItemAnswer {
        ItemAnswer(
            part: try row.value(1), place: try row.value(2), item: try row.value(3), rating: try row.value(4),
            milliseconds: try row.value(5), answeredAt: try PreciseTimestamp.date(row.value(6)),
            isCarriedOver: try row.value(7))
    }

    private func recommendation(_ row: Row) throws -> OfferedRecommendation {
        OfferedRecommendation(
            part: try row.value(1), rank: try row.value(2), item: try row.value(3),
            estimate: try row.value(4),
            rating: try row.value(5), isSelected: try row.value(6), answeredAt: try time(row, 7))
    }

    private func condition(_ row: Row) throws -> [Int] {
        let text: String = try row.value(3)
        guard let condition = try? JSONDecoder().decode([Int].self, from: Data(text.utf8)) else {
            throw DamagedData(problem: "the condition `\(text)` is not a list of arms")
        }
        return condition
    }

    private func time(_ row: Row, _ column: Int) throws -> Date? {
        let text: String? = try row.value(column)
        return try text.map(PreciseTimestamp.date)
    }

    private func rows(_ sql: String) throws -> [Row] {
        try Row.fetchAll(database.cachedStatement(sql: sql), arguments: argument)
    }
}
