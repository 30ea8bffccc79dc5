import Foundation
internal import GRDB

extension Workspace {
    /// Stores the scores of all items with how they came about.
    /// - Parameters:
    ///   - run: how the items were scored.
    ///   - scores: the scores in any order.
    ///   - date: now.
    /// - Returns: the number of the run.
    /// - Throws: `WorkspaceError`.
    package func saveScoringRun(_ run: NewScoringRun, scores: [ItemScoreRecord], at date: Date) throws
        -> Int64
    {
        try write { database in
            try database.requireDataset(run.datasetHash, file: path)
            try database.execute(
                sql: """
                    INSERT INTO scoring_run (model_id, strategy, gradient, parameters, norm, normalization, popularity, seed,
                        options_json, dataset_hash, software_version, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    run.modelID, run.strategy, run.gradient, run.parameters, run.norm, run.normalization,
                    run.popularity,
                    run.seed.storedSeed, run.optionsJSON, run.datasetHash, run.softwareVersion,
                    Timestamp.text(date),
                ])
            let id = database.lastInsertedRowID
            let statement = try database.makeStatement(
                sql: """
                    INSERT INTO item_score (scoring_run_id, item_index, gradient_norm, popularity, gradient_norm_normalized,
                        popularity_normalized, score)
                    VALUES (?, (SELECT item_index FROM item WHERE item_id = ?), ?, ?, ?, ?, ?)
                    """)
            for score in scores.sorted(by: { $0.itemID < $1.itemID }) {
                try statement.execute(arguments: [
                    id, score.itemID.description, score.gradientNorm, score.popularity,
                    score.gradientNormNormalized,
                    score.popularityNormalized, score.score,
                ])
            }
            return id
        }
    }

    /// A scoring run; by name, the latest of a strategy.
    /// - Throws: `WorkspaceError`, `notFound` with the runs that there are.
    package func scoringRun(_ reference: RecordReference) throws -> ScoringRunRecord {
        let run = try read { database in
            try ScoreRows.run(
                try RecordLookup.scoringRun.find(reference, in: database, file: path), in: database)
        }
        guard let run else { throw WorkspaceError.noDataset(file: path) }
        return run
    }

    /// The scores of a run, best first and ties by the smaller id, with what a person reads of the items.
    /// - Throws: `WorkspaceError`, `notFound` with the runs that there are.
    package func scores(_ reference: RecordReference) throws -> [LabelledScore] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT item_id, gradient_norm, popularity, gradient_norm_normalized, popularity_normalized, score, title,
                        year, genres, poster
                    FROM item_score JOIN item USING (item_index) WHERE scoring_run_id = ? ORDER BY score DESC, position
                    """,
                arguments: [try RecordLookup.scoringRun.find(reference, in: database, file: path)])
            return try rows.enumerated().map { index, row in
                LabelledScore(rank: index + 1, score: try ScoreRows.score(row), label: try row.label())
            }
        }
    }
}

/// Reads rows of the tables of scores.
enum ScoreRows {
    static func run(_ id: Int64, in database: Database) throws -> ScoringRunRecord? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT scoring_run_id, model_id, strategy, gradient, parameters, norm, normalization, popularity, seed,
                    options_json, dataset_hash, software_version, created_at
                FROM scoring_run WHERE scoring_run_id = ?
                """,
            arguments: [id]
        ).map { row in
            let details = NewScoringRun(
                modelID: try row.value("model_id"), strategy: try row.value("strategy"),
                gradient: try row.value("gradient"),
                parameters: try row.value("parameters"),
                norm: try row.value("norm"), normalization: try row.value("normalization"),
                popularity: try row.value("popularity"),
                seed: try row.seed(),
                optionsJSON: try row.value("options_json"),
                datasetHash: try row.value("dataset_hash"), softwareVersion: try row.value("software_version")
            )
            return ScoringRunRecord(
                id: try row.value("scoring_run_id"), details: details, createdAt: try row.createdAt())
        }
    }

    static func score(_ row: Row) throws -> ItemScoreRecord {
        ItemScoreRecord(
            itemID: try row.itemID(), gradientNorm: try row.value("gradient_norm"),
            popularity: try row.value("popularity"),
            gradientNormNormalized: try row.value("gradient_norm_normalized"),
            popularityNormalized: try row.value("popularity_normalized"),
            score: try row.value("score"))
    }
}
