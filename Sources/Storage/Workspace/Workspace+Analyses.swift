import Foundation
internal import GRDB

extension Workspace {
    /// Stores an offline analysis with its results.
    /// - Parameters:
    ///   - run: what it did.
    ///   - results: what it found.
    ///   - date: now.
    /// - Returns: the number of the analysis.
    /// - Throws: `WorkspaceError`.
    package func saveAnalysis(_ run: NewAnalysisRun, results: AnalysisResults, at date: Date) throws -> Int64
    {
        try write { database in
            try database.requireDataset(run.datasetHash, file: path)
            try database.execute(
                sql: """
                    INSERT INTO analysis_run (kind, model_id, seed, options_json, dataset_hash, software_version, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    run.kind, run.modelID, run.seed.storedSeed, run.optionsJSON, run.datasetHash,
                    run.softwareVersion,
                    Timestamp.text(date),
                ])
            let id = database.lastInsertedRowID
            try Self.insert(results, intoRun: id, database)
            return id
        }
    }

    private static func insert(_ results: AnalysisResults, intoRun id: Int64, _ database: Database) throws {
        for record in results.evaluations { try AnalysisRows.insert(record, intoRun: id, database) }
        for record in results.elicitations { try AnalysisRows.insert(record, intoRun: id, database) }
        for record in results.answered { try ComparisonRows.insert(record, intoRun: id, database) }
        for record in results.lists { try ComparisonRows.insert(record, intoRun: id, database) }
        for record in results.measures { try ComparisonRows.insert(record, intoRun: id, database) }
        for record in results.similarities { try ComparisonRows.insert(record, intoRun: id, database) }
    }

    /// An analysis; by name, the latest of a kind.
    /// - Throws: `WorkspaceError`, `notFound` with the analyses that there are.
    package func analysisRun(_ reference: RecordReference) throws -> AnalysisRunRecord {
        let run = try read { database in
            try AnalysisRows.run(
                try RecordLookup.analysisRun.find(reference, in: database, file: path), in: database)
        }
        guard let run else { throw WorkspaceError.noDataset(file: path) }
        return run
    }

    /// The results per scenario of an analysis, in the order of its key: scenario, method, local steps,
    /// metric.
    /// - Throws: `WorkspaceError`.
    package func evaluations(ofAnalysis id: Int64) throws -> [EvaluationRecord] {
        try read { try AnalysisRows.evaluations(ofRun: id, in: $0) }
    }

    /// The results per strategy of an analysis, in the order of its key: strategy, predictor, items shown,
    /// metric.
    /// - Throws: `WorkspaceError`.
    package func elicitations(ofAnalysis id: Int64) throws -> [ElicitationRecord] {
        try read { try AnalysisRows.elicitations(ofRun: id, in: $0) }
    }

    /// The results by answer of an analysis, in the order of its key: strategy, predictor, items answered,
    /// metric.
    /// - Throws: `WorkspaceError`.
    package func answeredElicitations(ofAnalysis id: Int64) throws -> [AnsweredElicitationRecord] {
        try read { try ComparisonRows.answered(ofRun: id, in: $0) }
    }

    /// The lists that an analysis compared, by strategy and rank.
    /// - Throws: `WorkspaceError`.
    package func comparedLists(ofAnalysis id: Int64) throws -> [ComparedListItemRecord] {
        try read { try ComparisonRows.lists(ofRun: id, in: $0) }
    }

    /// The measures of strategies of an analysis, in the order of its key: strategy, predictor, measure.
    /// - Throws: `WorkspaceError`.
    package func strategyMeasures(ofAnalysis id: Int64) throws -> [StrategyMeasureRecord] {
        try read { try ComparisonRows.measures(ofRun: id, in: $0) }
    }

    /// How alike the lists of an analysis are, in the order of its key: strategy, other strategy, measure.
    /// - Throws: `WorkspaceError`.
    package func listSimilarities(ofAnalysis id: Int64) throws -> [ListSimilarityRecord] {
        try read { try ComparisonRows.similarities(ofRun: id, in: $0) }
    }

    /// Everything that an analysis found, each table in the order of its key.
    /// - Throws: `WorkspaceError`.
    package func results(ofAnalysis id: Int64) throws -> AnalysisResults {
        try read { database in
            AnalysisResults(
                evaluations: try AnalysisRows.evaluations(ofRun: id, in: database),
                elicitations: try AnalysisRows.elicitations(ofRun: id, in: database),
                answered: try ComparisonRows.answered(ofRun: id, in: database),
                lists: try ComparisonRows.lists(ofRun: id, in: database),
                measures: try ComparisonRows.measures(ofRun: id, in: database),
                similarities: try ComparisonRows.similarities(ofRun: id, in: database))
        }
    }
}
