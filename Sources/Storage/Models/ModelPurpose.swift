internal import GRDB

/// What a model is wanted for, where nobody names one. What is measured is not what is shipped.
package enum ModelPurpose: Sendable, CaseIterable {
    /// For what people meet: lists, recommendations, studies. The latest model that was fitted on everything;
    /// where there is none, the latest.
    case shipping
    /// To be measured on users whom training never saw. The latest model that held out users, else the latest
    /// that held out items; where there is none, the latest.
    case measuring

    /// The order of the finished models, the one to take first.
    fileprivate var order: String {
        switch self {
        case .shipping: "new_users + new_items > 0, finished_at DESC, model_id DESC"
        case .measuring: "new_users > 0 DESC, new_items > 0 DESC, finished_at DESC, model_id DESC"
        }
    }
}

extension Workspace {
    /// The model to take for a purpose where nobody names one; the latest where no model is finished, which
    /// says what is missing when it is looked for.
    /// - Throws: `WorkspaceError`.
    package func defaultModel(for purpose: ModelPurpose) throws -> RecordReference {
        let id = try read { database in
            try Int64.fetchOne(
                database,
                sql: """
                    SELECT model_id
                    FROM (
                        SELECT model_id, finished_at, coalesce(json_array_length(options_json, '$.newUsers'), 0) AS new_users,
                            coalesce(json_array_length(options_json, '$.newItems'), 0) AS new_items
                        FROM model
                        WHERE status = 'finished'
                    )
                    ORDER BY \(purpose.order)
                    LIMIT 1
                    """)
        }
        return id.map { .id($0) } ?? .latest
    }
}
