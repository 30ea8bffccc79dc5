internal import GRDB

/// Finds a row by what a person says of it.
struct RecordLookup {
    /// What to call it in a message.
    var kind: String
    /// The table and its number's column.
    var table: String
    var id: String
    /// An SQL condition on the latest, if not every row may be it.
    var latest = "1"
    /// The column of the name, if rows have names.
    var name: String?

    static let model = RecordLookup(
        kind: "model", table: "model", id: "model_id", latest: "status = 'finished'", name: "name")
    static let scoringRun = RecordLookup(kind: "scoring run", table: "scoring_run", id: "scoring_run_id", name: "strategy")
    static let list = RecordLookup(kind: "list", table: "onboarding_list", id: "list_id", name: "name")
    static let analysisRun = RecordLookup(kind: "analysis", table: "analysis_run", id: "analysis_run_id", name: "kind")

    /// The number of the row that is meant.
    /// - Throws: `WorkspaceError.notFound`, which lists the rows that there are.
    func find(_ reference: RecordReference, in database: Database, file: String) throws -> Int64 {
        let found: Int64? =
            switch reference {
            case .latest: try Int64.fetchOne(database, sql: "SELECT max(\(id)) FROM \(table) WHERE \(latest)")
            case .id(let number):
                try Int64.fetchOne(database, sql: "SELECT \(id) FROM \(table) WHERE \(id) = ?", arguments: [number])
            case .name(let text):
                try name.flatMap {
                    try Int64.fetchOne(database, sql: "SELECT max(\(id)) FROM \(table) WHERE \($0) = ?", arguments: [text])
                }
            }
        guard let found else {
            throw WorkspaceError.notFound(
                file: file, kind: kind, wanted: reference.description, available: try available(in: database))
        }
        return found
    }

    private func available(in database: Database) throws -> [String] {
        let label = name.map { "coalesce(' (' || \($0) || ')', '')" } ?? "''"
        return try String.fetchAll(database, sql: "SELECT \(id) || \(label) FROM \(table) ORDER BY \(id) DESC")
    }
}

extension Database {
    /// Checks that what is about to be stored belongs to the dataset that the workspace holds.
    func requireDataset(_ hash: String, file: String) throws {
        guard let held = try String.fetchOne(self, sql: "SELECT content_hash FROM dataset") else {
            throw WorkspaceError.noDataset(file: file)
        }
        guard held == hash else {
            throw InvalidData(problem: "the dataset of this workspace was replaced meanwhile; run the command again")
        }
    }
}
