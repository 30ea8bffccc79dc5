internal import GRDB

/// The tables of the workspace and how an older file gets them.
enum Schema {
    /// `ICEB` in ASCII: what `PRAGMA application_id` says of a workspace.
    static let applicationID = 0x4943_4542

    /// The migrations in order; each ends by setting `PRAGMA user_version` to its number.
    private static let migrations = [
        ("1 dataset", Migration1Dataset.sql),
        ("2 models", Migration2Models.sql),
        ("3 lists", Migration3Lists.sql),
        ("4 analyses", Migration4Analyses.sql),
        ("5 views", Migration5Views.sql),
        ("6 list measures", Migration6ListMeasures.sql),
        ("7 studies", Migration7Studies.sql),
        ("8 dataset versions", Migration8DatasetVersions.sql),
        ("9 import checks", Migration9ImportChecks.sql),
        ("10 list notes", Migration10ListNotes.sql),
        ("11 study material", Migration11StudyMaterial.sql),
        ("12 finished models", Migration12FinishedModels.sql),
        ("13 grids", Migration13Grids.sql),
        ("14 study grids", Migration14StudyGrids.sql),
    ]

    /// The schema that this version reads and writes.
    static var version: Int { migrations.count }

    /// Applies the migrations that the file does not have yet, each in its own transaction.
    /// - Parameter last: the number of the last one to apply; by default all of them are.
    static func migrate(_ queue: DatabaseQueue, upTo last: Int = version) throws {
        var migrator = DatabaseMigrator()
        for (name, sql) in migrations.prefix(last) {
            migrator.registerMigration(name, foreignKeyChecks: .immediate) { try $0.execute(sql: sql) }
        }
        try migrator.migrate(queue)
    }
}
