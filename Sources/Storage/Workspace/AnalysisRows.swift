import Foundation
internal import GRDB

/// Reads and writes rows of the tables of analyses.
enum AnalysisRows {
    static func insert(_ record: EvaluationRecord, intoRun id: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO evaluation (analysis_run_id, scenario, method, local_steps, metric, value, interval_low,
                    interval_high, users) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, record.scenario, record.method, record.localSteps, record.metric, record.value,
                record.intervalLow,
                record.intervalHigh, record.users,
            ])
    }

    static func insert(_ record: ElicitationRecord, intoRun id: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO elicitation_result (analysis_run_id, strategy, predictor, shown, metric, answered_mean, value,
                    difference, interval_low, interval_high, p, p_holm, effect_size, users)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, record.strategy, record.predictor, record.shown, record.metric, record.answeredMean,
                record.value,
                record.difference, record.intervalLow, record.intervalHigh, record.p, record.pHolm,
                record.effectSize,
                record.users,
            ])
    }

    static func run(_ id: Int64, in database: Database) throws -> AnalysisRunRecord? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT analysis_run_id, kind, model_id, seed, options_json, dataset_hash, software_version, created_at
                FROM analysis_run WHERE analysis_run_id = ?
                """,
            arguments: [id]
        ).map { row in
            let details = NewAnalysisRun(
                kind: try row.value("kind"), modelID: try row.value("model_id"), seed: try row.seed(),
                optionsJSON: try row.value("options_json"),
                datasetHash: try row.value("dataset_hash"), softwareVersion: try row.value("software_version")
            )
            return AnalysisRunRecord(
                id: try row.value("analysis_run_id"), details: details, createdAt: try row.createdAt())
        }
    }

    static func evaluations(ofRun id: Int64, in database: Database) throws -> [EvaluationRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT scenario, method, local_steps, metric, value, interval_low, interval_high, users FROM evaluation
                WHERE analysis_run_id = ? ORDER BY scenario, method, local_steps, metric
                """,
            arguments: [id]
        ).map { row in
            EvaluationRecord(
                scenario: try row.value("scenario"), method: try row.value("method"),
                localSteps: try row.value("local_steps"),
                metric: try row.value("metric"),
                value: try row.value("value"), intervalLow: try row.value("interval_low"),
                intervalHigh: try row.value("interval_high"), users: try row.value("users"))
        }
    }

    static func elicitations(ofRun id: Int64, in database: Database) throws -> [ElicitationRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT strategy, predictor, shown, metric, answered_mean, value, difference, interval_low, interval_high, p,
                    p_holm, effect_size, users
                FROM elicitation_result WHERE analysis_run_id = ? ORDER BY strategy, predictor, shown, metric
                """,
            arguments: [id]
        ).map { row in
            ElicitationRecord(
                strategy: try row.value("strategy"), predictor: try row.value("predictor"),
                shown: try row.value("shown"),
                metric: try row.value("metric"),
                answeredMean: try row.value("answered_mean"), value: try row.value("value"),
                difference: try row.value("difference"),
                intervalLow: try row.value("interval_low"), intervalHigh: try row.value("interval_high"),
                p: try row.value("p"),
                pHolm: try row.value("p_holm"),
                effectSize: try row.value("effect_size"), users: try row.value("users"))
        }
    }
}
