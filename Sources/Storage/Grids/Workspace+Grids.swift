import Foundation
internal import GRDB

extension Workspace {
    /// Stores the table of a list's grid. One that the list had before is replaced, so that the sessions and
    /// taps that were recorded for it remain.
    /// - Parameters:
    ///   - grid: what is known of it.
    ///   - contents: tiles, bases and weights.
    ///   - date: now.
    /// - Returns: the table as stored.
    /// - Throws: `WorkspaceError`.
    package func saveGrid(_ grid: NewGrid, _ contents: StaticGrid, at date: Date) throws -> GridRecord {
        try writeInBulk { database in
            try database.requireDataset(grid.datasetHash, file: path)
            try GridRows.store(grid, at: date, in: database)
            try GridRows.store(contents, intoGrid: grid.listID, database)
            return GridRecord(details: grid, createdAt: try Timestamp.date(Timestamp.text(date)))
        }
    }

    /// The table of a list's grid, where one was stored.
    /// - Throws: `WorkspaceError`.
    package func grid(ofList list: Int64) throws -> GridRecord? {
        try read { try GridRows.record(ofList: list, in: $0) }
    }
}
