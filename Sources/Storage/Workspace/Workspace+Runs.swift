import Foundation
internal import GRDB

extension Workspace {
    /// Everything that was computed in the workspace, by time and then by kind and number.
    /// - Throws: `WorkspaceError`.
    package func runs() throws -> [RunSummary] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT 'model' AS kind, model_id AS id, 1 AS place, model_id, seed, software_version, created_at,
                        source || ', ' || epochs_done || iif(epochs_done = 1, ' epoch', ' epochs')
                            || iif(status = 'training', ', unfinished', '') AS what
                    FROM model
                    UNION ALL
                    SELECT 'scoring', scoring_run_id, 2, model_id, seed, software_version, created_at, strategy FROM scoring_run
                    UNION ALL
                    SELECT 'analysis', analysis_run_id, 3, model_id, seed, software_version, created_at, kind FROM analysis_run
                    ORDER BY created_at, place, id
                    """
            ).map { row in
                RunSummary(
                    kind: RunSummary.Kind(rawValue: try row.value("kind")) ?? .analysis,
                    id: try row.value("id"),
                    what: try row.value("what"),
                    modelID: try row.value("model_id"), seed: try row.seed(),
                    softwareVersion: try row.value("software_version"),
                    createdAt: try row.createdAt())
            }
        }
    }
}
