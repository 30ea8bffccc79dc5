internal import GRDB

/// Reads and writes rows of the tables of compared lists and of results by answer.
enum ComparisonRows {
    static func insert(_ record: AnsweredElicitationRecord, intoRun id: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO elicitation_by_answer (analysis_run_id, strategy, predictor, answered, metric, value, value_low,
                    value_high, difference, interval_low, interval_high, users) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, record.strategy, record.predictor, record.answered, record.metric, record.value,
                record.valueLow,
                record.valueHigh, record.difference, record.intervalLow, record.intervalHigh, record.users,
            ])
    }

    static func insert(_ record: ComparedListItemRecord, intoRun id: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO compared_list_item (analysis_run_id, strategy, rank, item_index, score)
                VALUES (?, ?, ?, (SELECT item_index FROM item WHERE item_id = ?), ?)
                """,
            arguments: [id, record.strategy, record.rank, record.itemID.description, record.score])
    }

    static func insert(_ record: StrategyMeasureRecord, intoRun id: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO strategy_measure (analysis_run_id, strategy, predictor, measure, value, interval_low, interval_high)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, record.strategy, record.predictor, record.measure, record.value, record.intervalLow,
                record.intervalHigh,
            ])
    }

    static func insert(_ record: ListSimilarityRecord, intoRun id: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO list_similarity (analysis_run_id, strategy, other_strategy, measure, value) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [id, record.strategy, record.otherStrategy, record.measure, record.value])
    }

    static func answered(ofRun id: Int64, in database: Database) throws -> [AnsweredElicitationRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT strategy, predictor, answered, metric, value, value_low, value_high, difference, interval_low,
                    interval_high, users
                FROM elicitation_by_answer WHERE analysis_run_id = ? ORDER BY strategy, predictor, answered, metric
                """,
            arguments: [id]
        ).map { row in
            AnsweredElicitationRecord(
                strategy: try row.value("strategy"), predictor: try row.value("predictor"),
                answered: try row.value("answered"),
                metric: try row.value("metric"), value: try row.value("value"),
                valueLow: try row.value("value_low"),
                valueHigh: try row.value("value_high"), difference: try row.value("difference"),
                intervalLow: try row.value("interval_low"), intervalHigh: try row.value("interval_high"),
                users: try row.value("users"))
        }
    }

    static func lists(ofRun id: Int64, in database: Database) throws -> [ComparedListItemRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT strategy, rank, item_id, score FROM compared_list_item JOIN item USING (item_index)
                WHERE analysis_run_id = ? ORDER BY strategy, rank
                """,
            arguments: [id]
        ).map { row in
            ComparedListItemRecord(
                strategy: try row.value("strategy"), rank: try row.value("rank"), itemID: try row.itemID(),
                score: try row.value("score"))
        }
    }

    static func measures(ofRun id: Int64, in database: Database) throws -> [StrategyMeasureRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT strategy, predictor, measure, value, interval_low, interval_high FROM strategy_measure
                WHERE analysis_run_id = ? ORDER BY strategy, predictor, measure
                """,
            arguments: [id]
        ).map { row in
            StrategyMeasureRecord(
                strategy: try row.value("strategy"), predictor: try row.value("predictor"),
                measure: try row.value("measure"),
                value: try row.value("value"), intervalLow: try row.value("interval_low"),
                intervalHigh: try row.value("interval_high"))
        }
    }

    static func similarities(ofRun id: Int64, in database: Database) throws -> [ListSimilarityRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT strategy, other_strategy, measure, value FROM list_similarity WHERE analysis_run_id = ?
                ORDER BY strategy, other_strategy, measure
                """,
            arguments: [id]
        ).map { row in
            ListSimilarityRecord(
                strategy: try row.value("strategy"), otherStrategy: try row.value("other_strategy"),
                measure: try row.value("measure"), value: try row.value("value"))
        }
    }
}
