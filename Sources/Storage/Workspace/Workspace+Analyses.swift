import Foundation
internal import GRDB

extension Workspace {
    /// Stores an offline analysis with its results.
    /// - Parameters:
    ///   - run: what it did.
    ///   - evaluations: results per warm or cold scenario.
    ///   - elicitations: results per elicitation strategy.
    ///   - date: now.
    /// - Returns: the number of the analysis.
    /// - Throws: `WorkspaceError`.
    public func saveAnalysis(
        _ run: NewAnalysisRun, evaluations: [EvaluationRecord] = [], elicitations: [ElicitationRecord] = [], at date: Date
    ) throws -> Int64 {
        try write { database in
            try database.requireDataset(run.datasetHash, file: path)
            try database.execute(
                sql: """
                    INSERT INTO analysis_run (kind, model_id, seed, options_json, dataset_hash, software_version, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    run.kind, run.modelID, run.seed.storedSeed, run.optionsJSON, run.datasetHash, run.softwareVersion,
                    Timestamp.text(date),
                ])
            let id = database.lastInsertedRowID
            for record in evaluations { try AnalysisRows.insert(record, intoRun: id, database) }
            for record in elicitations { try AnalysisRows.insert(record, intoRun: id, database) }
            return id
        }
    }

    /// An analysis; by name, the latest of a kind.
    /// - Throws: `WorkspaceError`, `notFound` with the analyses that there are.
    public func analysisRun(_ reference: RecordReference) throws -> AnalysisRunRecord {
        let run = try read { database in
            try AnalysisRows.run(try RecordLookup.analysisRun.find(reference, in: database, file: path), in: database)
        }
        guard let run else { throw WorkspaceError.noDataset(file: path) }
        return run
    }

    /// The results per scenario of an analysis, in the order of its key: scenario, method, local steps, metric.
    /// - Throws: `WorkspaceError`.
    public func evaluations(ofAnalysis id: Int64) throws -> [EvaluationRecord] {
        try read { try AnalysisRows.evaluations(ofRun: id, in: $0) }
    }

    /// The results per strategy of an analysis, in the order of its key: strategy, predictor, items shown, metric.
    /// - Throws: `WorkspaceError`.
    public func elicitations(ofAnalysis id: Int64) throws -> [ElicitationRecord] {
        try read { try AnalysisRows.elicitations(ofRun: id, in: $0) }
    }
}
