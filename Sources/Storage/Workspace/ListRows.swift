import Foundation
internal import GRDB

/// Reads and writes rows of the tables of onboarding lists.
enum ListRows {
    static func insert(_ item: ListItemRecord, intoList id: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO onboarding_list_item (list_id, rank, item_id, score, pinned, why, known_share)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [id, item.rank, item.itemID.databaseValue, item.score, item.pinned, item.why, item.knownShare])
    }

    static func insert(_ item: DisplacedItemRecord, intoList id: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO onboarding_list_displaced (list_id, item_id, rule, score, cost, replaced_by)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [id, item.itemID.databaseValue, item.rule, item.score, item.cost, item.replacedBy?.databaseValue])
    }

    static func records(
        in database: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [ListRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT list_id, name, version, scoring_run_id, item_count, rules_json, overlap_with_popularity, score_cost, note,
                    onboarding_list.software_version, onboarding_list.created_at, strategy, model_id
                FROM onboarding_list JOIN scoring_run USING (scoring_run_id) WHERE \(condition) ORDER BY list_id
                """,
            arguments: arguments
        ).map { row in
            let details = NewList(
                name: try row.value("name"), scoringRunID: try row.value("scoring_run_id"),
                rulesJSON: try row.value("rules_json"),
                overlapWithPopularity: try row.value("overlap_with_popularity"), scoreCost: try row.value("score_cost"),
                note: try row.value("note"), softwareVersion: try row.value("software_version"))
            return ListRecord(
                id: try row.value("list_id"), details: details, version: try row.value("version"),
                itemCount: try row.value("item_count"),
                strategy: try row.value("strategy"), modelID: try row.value("model_id"), createdAt: try row.createdAt())
        }
    }

    static func items(ofList id: Int64, in database: Database) throws -> [LabelledListItem] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT rank, chosen.item_id, chosen.score AS list_score, pinned, why, known_share, title, year, genres, poster,
                    gradient_norm, popularity, gradient_norm_normalized, popularity_normalized, item_score.score
                FROM onboarding_list_item AS chosen
                JOIN onboarding_list USING (list_id)
                JOIN item ON item.item_id = chosen.item_id
                LEFT JOIN item_score
                    ON item_score.scoring_run_id = onboarding_list.scoring_run_id AND item_score.item_id = chosen.item_id
                WHERE list_id = ? ORDER BY rank
                """,
            arguments: [id]
        ).map { row in
            let item = ListItemRecord(
                rank: try row.value("rank"), itemID: try row.itemID(), score: try row.value("list_score"),
                pinned: try row.value("pinned"), why: try row.value("why"),
                knownShare: try row.value("known_share"))
            let isScored = (try row.value("popularity") as Int?) != nil
            return LabelledListItem(item: item, label: try row.label(), score: isScored ? try ScoreRows.score(row) : nil)
        }
    }

    static func displaced(ofList id: Int64, in database: Database) throws -> [LabelledDisplacedItem] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT item_id, rule, score, cost, replaced_by, title, year, genres, poster
                FROM onboarding_list_displaced JOIN item USING (item_id) WHERE list_id = ? ORDER BY score DESC, item_id
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
