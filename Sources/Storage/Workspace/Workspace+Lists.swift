import Foundation
internal import GRDB
import Support

extension Workspace {
    /// Stores an onboarding list as the next version of its name.
    /// - Parameters:
    ///   - list: what is known of it.
    ///   - items: its items, at least one, each once.
    ///   - displaced: the items that a rule displaced.
    ///   - date: now.
    /// - Returns: the list as stored.
    /// - Throws: `WorkspaceError`, `invalid` for a name that cannot be one.
    package func saveList(
        _ list: NewList, items: [ListItemRecord], displaced: [DisplacedItemRecord] = [], at date: Date
    ) throws -> ListRecord {
        let record = try write { database in
            if let problem = GivenName.problem(list.name) {
                throw InvalidData(problem: "the list's name: \(problem)")
            }
            let version = try Int.fetchOne(
                database, sql: "SELECT coalesce(max(version), 0) + 1 FROM list WHERE name = ?",
                arguments: [list.name])
            try database.execute(
                sql: """
                    INSERT INTO list (name, version, scoring_run_id, item_count, rules_json, overlap_with_popularity,
                        score_cost, note, software_version, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    list.name, version, list.scoringRunID, items.count, list.rulesJSON,
                    list.overlapWithPopularity,
                    list.scoreCost, list.note, list.softwareVersion, Timestamp.text(date),
                ])
            let id = database.lastInsertedRowID
            for item in items { try ListRows.insert(item, intoList: id, database) }
            for item in displaced { try ListRows.insert(item, intoList: id, database) }
            return try ListRows.records(in: database, where: "list_id = ?", [id]).first
        }
        guard let record else { throw WorkspaceError.noDataset(file: path) }
        return record
    }

    /// All lists without their items, oldest first.
    /// - Throws: `WorkspaceError`.
    package func lists() throws -> [ListRecord] {
        try read { try ListRows.records(in: $0, where: "1", []) }
    }

    /// A list with its items and what a person reads of them; by name, its latest version.
    /// - Throws: `WorkspaceError`, `notFound` with the lists that there are.
    package func list(_ reference: RecordReference) throws -> StoredList {
        let list = try read { database -> StoredList? in
            let id = try RecordLookup.list.find(reference, in: database, file: path)
            guard let record = try ListRows.records(in: database, where: "list_id = ?", [id]).first,
                let run = try ScoreRows.run(record.details.scoringRunID, in: database)
            else { return nil }
            return StoredList(
                record: record, run: run, items: try ListRows.items(ofList: id, in: database),
                displaced: try ListRows.displaced(ofList: id, in: database))
        }
        guard let list else { throw WorkspaceError.noDataset(file: path) }
        return list
    }
}
