internal import GRDB

/// Deletes a dataset with everything derived from it.
enum DatasetEraser {
    /// The tables, those that refer to others first, since no cascade runs during a bulk change.
    private static let tables = [
        "list_similarity", "strategy_measure", "compared_list_item", "elicitation_by_answer",
        "elicitation_result", "evaluation",
        "analysis_run", "grid_session_feature", "grid_tap", "grid_session", "grid_weight", "grid_term",
        "grid_base", "grid_tile",
        "grid", "list_displaced", "list_item", "list",
        "item_score", "scoring_run", "training_timing", "training_epoch", "model", "repeated_rating",
        "interaction",
        "item_feature", "user_feature", "feature_token", "feature", "item", "user", "rejection",
        "import_warning",
        "dataset_version",
        "dataset",
    ]

    static func erase(_ dataset: DatasetRecord, in database: Database) throws -> StoreOutcome.Replaced {
        func count(_ table: String) throws -> Int {
            try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
        }
        let replaced = try StoreOutcome.Replaced(
            name: dataset.name, models: count("model"), scoringRuns: count("scoring_run"),
            lists: count("list"))
        for table in tables { try database.execute(sql: "DELETE FROM \(table)") }
        return replaced
    }
}
