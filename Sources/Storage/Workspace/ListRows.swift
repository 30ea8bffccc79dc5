import Foundation
internal import GRDB

/// Reads and writes rows of the tables of onboarding lists.
enum ListRows {
    static func insert(_ item: ListItemRecord, intoList id: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO list_item (list_id, rank, item_index, score, pinned, why, known_share)
                VALUES (?, ?, (SELECT item_index FROM item WHERE item_id = ?), ?, ?, ?, ?)
                """,
            arguments: [
                id, item.rank, item.itemID.description, item.score, item.pinned, item.why, item.knownShare,
            ])
    }

    static func insert(_ item: DisplacedItemRecord, intoList id: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO list_displaced (list_id, item_index, rule, score, cost, replaced_by)
                VALUES (?, (SELECT item_index FROM item WHERE item_id = ?), ?, ?, ?,
                    (SELECT item_index FROM item WHERE item_id = ?))
                """,
            arguments: [
                id, item.itemID.description, item.rule, item.score, item.cost, item.replacedBy?.description,
            ])
    }

    static func records(
        in database: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [ListRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT list_id, name, version, scoring_run_id, item_count, rules_json, overlap_with_popularity, score_cost, note,
                    list.software_version, list.created_at, strategy, model_id
                FROM list JOIN scoring_run USING (scoring_run_id) WHERE \(condition) ORDER BY list_id
                """,
            arguments: arguments
        ).map { row in
            let details = NewList(
                name: try row.value("name"), scoringRunID: try row.value("scoring_run_id"),
                rulesJSON: try row.value("rules_json"),
                overlapWithPopularity: try row.value("overlap_with_popularity"),
                scoreCost: try row.value("score_cost"),
                note: try row.value("note"), softwareVersion: try row.value("software_version"))
            return ListRecord(
                id: try row.value("list_id"), details: details, version: try row.value("version"),
                itemCount: try row.value("item_count"),
                strategy: try row.value("strategy"), modelID: try row.value("model_id"),
                createdAt: try row.createdAt())
        }
    }

    static func items(ofList id: Int64, in database: Database) throws -> [LabelledListItem] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT rank, item_id, chosen.score AS list_score, pinned, why, known_share, title, year, genres, poster,
                    gradient_norm, popularity, gradient_norm_normalized, popularity_normalized, item_score.score
                FROM list_item AS chosen
                JOIN list USING (list_id)
                JOIN item ON item.item_index = chosen.item_index
                LEFT JOIN item_score
                    ON item_score.scoring_run_id = list.scoring_run_id AND item_score.item_index = chosen.item_index
                WHERE list_id = ? ORDER BY rank
                """,
            arguments: [id]
        ).map { row in
            let item = ListItemRecord(
                rank: try row.value("rank"), itemID: try row.itemID(), score: try row.value("list_score"),
                pinned: try row.value("pinned"), why: try row.value("why"),
                knownShare: try row.value("known_share"))
            let isScored = (try row.value("popularity") as Int?) != nil
            return LabelledListItem(
                item: item, label: try row.label(), score: isScored ? try ScoreRows.score(row) : nil)
        }
    }

    static func displaced(ofList id: Int64, in database: Database) throws -> [LabelledDisplacedItem] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT item.item_id, rule, score, cost, replacement.item_id AS replaced_by, item.title, item.year, item.genres,
                    item.poster
                FROM list_displaced AS displaced
                JOIN item USING (item_index)
                LEFT JOIN item AS replacement ON replacement.item_index = displaced.replaced_by
                WHERE list_id = ? ORDER BY score DESC, item.position
                """,
            arguments: [id]
        ).map { row in
            let item = DisplacedItemRecord(
                itemID: try row.itemID(), rule: try row.value("rule"), score: try row.value("score"),
                cost: try row.value("cost"), replacedBy: try row.externalID("replaced_by"))
            return LabelledDisplacedItem(item: item, label: try row.label())
        }
    }
}
