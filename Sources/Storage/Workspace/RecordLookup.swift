internal import GRDB

/// Finds a row by what a person says of it.
struct RecordLookup {
    /// What to call it in a message.
    var kind: String
    /// The table and its number's column.
    var table: String
    var id: String
    /// An SQL condition on the rows that are complete.
    var complete = "1"
    /// The columns by which rows were finished one after another; the last one is the latest.
    var order: String
    /// The column of the name, if rows have names.
    var name: String?

    static let model = RecordLookup(
        kind: "model", table: "model", id: "model_id", complete: "status = 'finished'",
        order: "finished_at DESC, model_id DESC",
        name: "name")
    // The rest is stored whole, once it is finished, so that numbers follow the order of finishing also where
    // a clock is set back.
    static let scoringRun = RecordLookup(
        kind: "scoring run", table: "scoring_run", id: "scoring_run_id", order: "scoring_run_id DESC",
        name: "strategy")
    static let list = RecordLookup(
        kind: "list", table: "list", id: "list_id", order: "list_id DESC", name: "name")
    static let analysisRun = RecordLookup(
        kind: "analysis", table: "analysis_run", id: "analysis_run_id", order: "analysis_run_id DESC",
        name: "kind")

    /// The number of the row that is meant.
    /// - Throws: `WorkspaceError`: `notFound`, which lists the rows that there are, `nothingYet` or
    ///   `unfinished`.
    func find(_ reference: RecordReference, in database: Database, file: String) throws -> Int64 {
        let found: Int64? =
            switch reference {
            case .latest: try latest(in: database)
            case .id(let number):
                try Int64.fetchOne(
                    database, sql: "SELECT \(id) FROM \(table) WHERE \(id) = ?", arguments: [number])
            case .name(let text):
                try name.flatMap {
                    try Int64.fetchOne(
                        database, sql: "SELECT max(\(id)) FROM \(table) WHERE \($0) = ?", arguments: [text])
                }
            }
        if let found { return found }
        throw try failure(reference, in: database, file: file)
    }

    /// The number of the row that was finished last; `nil` where none is.
    func latest(in database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database, sql: "SELECT \(id) FROM \(table) WHERE \(complete) ORDER BY \(order) LIMIT 1")
    }

    /// Why a reference leads nowhere, with what leads somewhere.
    private func failure(_ reference: RecordReference, in database: Database, file: String) throws
        -> WorkspaceError
    {
        let label = name.map { "coalesce(' (' || \($0) || ')', '')" } ?? "''"
        let available = try String.fetchAll(
            database, sql: "SELECT \(id) || \(label) FROM \(table) WHERE \(complete) ORDER BY \(order)")
        guard available.isEmpty else {
            return .notFound(file: file, kind: kind, wanted: reference.description, available: available)
        }
        if let started = try Int64.fetchOne(database, sql: "SELECT max(\(id)) FROM \(table)") {
            return .unfinished(
                file: file, model: started, advice: try UnfinishedModel.advice(started, in: database))
        }
        return .nothingYet(
            file: file, kind: kind, advice: try FirstRecord.advice(kind, wanted: reference, in: database))
    }
}

extension Database {
    /// Checks that what is about to be stored belongs to the dataset that the workspace holds.
    func requireDataset(_ hash: String, file: String) throws {
        guard let held = try String.fetchOne(self, sql: "SELECT content_hash FROM dataset") else {
            throw WorkspaceError.noDataset(file: file)
        }
        guard held == hash else {
            throw InvalidData(
                problem: "the dataset of this workspace was replaced meanwhile; run the command again")
        }
    }
}
