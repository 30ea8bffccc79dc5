import Datasets
import Foundation
internal import GRDB
import Study
import Synchronization

/// The studies of a workspace and what their participants answered, for many at once.
///
/// Every change is one transaction that is on the disk when the call returns (WAL, `synchronous = FULL`), so what a
/// participant was told is saved survives a crash. Every change may be sent twice: the second call changes nothing, or
/// replaces the same answer. Calls throw `StudyError` for what the study does not allow and `WorkspaceError` for what is
/// wrong with the file; nothing is changed then.
public final class StudyStore: Sendable {
    /// The keys of the API and the administrators, in the same file.
    public let access: AccessStore
    let connection: ServiceConnection
    let now: @Sendable () -> Date
    let randomWord: @Sendable () -> UInt64
    private let choices = Mutex<(dataset: String, choices: [Double])?>(nil)

    /// Opens the studies of a workspace.
    /// - Parameters:
    ///   - path: the workspace's file, which must exist.
    ///   - access: what for; for reading, the file and its folder need not be writable.
    ///   - busyTimeout: how many seconds to wait for another process that is writing.
    /// - Throws: `WorkspaceError`.
    public convenience init(_ path: String, for access: Workspace.Access = .writing, busyTimeout: Double = 5) throws {
        try self.init(
            path, for: access, busyTimeout: busyTimeout, now: { Date() },
            randomWord: {
                var generator = SystemRandomNumberGenerator()
                return generator.next()
            })
    }

    /// Opens the studies with a clock and a source of completion codes of one's own.
    package init(
        _ path: String, for access: Workspace.Access = .writing, busyTimeout: Double = 5, now: @escaping @Sendable () -> Date,
        randomWord: @escaping @Sendable () -> UInt64
    ) throws {
        connection = try ServiceConnection(path, for: access, busyTimeout: busyTimeout)
        self.access = AccessStore(connection, now: now)
        (self.now, self.randomWord) = (now, randomWord)
    }

    // MARK: The file

    /// Looks whether the path still leads to the files that were opened. Where it does not, what was stored is saved: it is
    /// in the database, and in a copy beside it where no name leads to that any more.
    /// - Throws: `WorkspaceError.gone`, `.replaced` or `.logReplaced`, as every other call does until the service starts again.
    public func checkFiles() throws { try connection.checkFiles(now: now()) }

    /// Writes something that changes nothing, to see whether the workspace can be written to again.
    /// - Throws: `WorkspaceError`.
    public func tryToWrite() throws { try connection.tryToWrite() }

    /// Lets no change wait any longer for another process, since the service ends.
    public func endWaits() { connection.endWaits() }

    // MARK: Studies

    /// Stores a study as a draft.
    /// - Parameters:
    ///   - design: the design; arms without items get those of their lists, and without hashes of texts it gets those of `texts`.
    ///   - texts: the texts of each language that participants can choose.
    /// - Returns: the study as stored.
    /// - Throws: `StudyError.unsound` or `.duplicateName`; `WorkspaceError.notFound` for a list or model that there is not.
    public func create(_ design: StudyDesign, texts: [StudyTexts]) throws -> StudyRecord {
        try connection.write { database in
            let design = try DesignCheck(database: database, file: connection.path).completed(design, texts: texts)
            try StudyRows.insert(design, texts: texts, at: now(), database)
            return try StudyRows.record(named: design.name, in: database)
        }
    }

    /// All studies, oldest first.
    public func studies() async throws -> [StudyRecord] { try await connection.read { try StudyRows.all(in: $0) } }

    /// The study of a name; nil where there is none.
    public func study(named name: String) async throws -> StudyRecord? {
        try await connection.read { try StudyRows.records(in: $0, where: "name = ?", [name]).first }
    }

    /// Opens a study to participants and locks its design, whose hash is stored; a launched study stays as it is.
    /// - Throws: `StudyError.unknownStudy`, or `.closed`.
    public func launch(named name: String) throws -> StudyRecord {
        try connection.write { database in
            let study = try StudyRows.record(named: name, in: database)
            switch study.status {
            case .launched: return study
            case .closed: throw StudyError.closed(name)
            case .draft: break
            }
            try database.execute(
                sql: "UPDATE study SET status = 'launched', design_hash = ?, launched_at = ? WHERE study_id = ?",
                arguments: [try study.design.hash(), Timestamp.text(now()), study.id])
            return try StudyRows.record(named: name, in: database)
        }
    }

    /// Ends the enrolment; those who began may finish. A closed study stays as it is.
    /// - Throws: `StudyError.unknownStudy`, or `.notLaunched`.
    public func close(named name: String) throws -> StudyRecord {
        try connection.write { database in
            let study = try StudyRows.record(named: name, in: database)
            switch study.status {
            case .closed: return study
            case .draft: throw StudyError.notLaunched(name)
            case .launched: break
            }
            try database.execute(
                sql: "UPDATE study SET status = 'closed', closed_at = ? WHERE study_id = ?",
                arguments: [Timestamp.text(now()), study.id])
            return try StudyRows.record(named: name, in: database)
        }
    }

    /// Deletes a study with its design, its participants and all that they answered.
    /// - Throws: `StudyError.unknownStudy`.
    public func erase(named name: String) async throws {
        try await connection.write { database in
            let study = try StudyRows.record(named: name, in: database)
            try database.execute(sql: "DELETE FROM study WHERE study_id = ?", arguments: [study.id])
        }
        await connection.emptyJournal()
    }

    /// Writes the file anew, so that nothing that was erased before is left between what it holds, and empties the journal.
    ///
    /// It takes as long as copying the file and twice its room on the disk for the moment; who writes meanwhile has to wait.
    /// - Throws: `WorkspaceError` where there is no room, or another process does not let go of the file.
    public func rewriteFile() async throws { try await connection.rewrite() }

    /// How many participants each study has, by the study's number.
    public func counts() async throws -> [Int64: StudyCounts] {
        try await connection.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT study_id, count(participant_id), count(completed_at), count(withdrawn_at)
                    FROM study LEFT JOIN participant USING (study_id) GROUP BY study_id
                    """)
            return try Dictionary(
                rows.map { row in
                    (
                        try row.value(0) as Int64,
                        StudyCounts(enrolled: try row.value(1), completed: try row.value(2), withdrawn: try row.value(3))
                    )
                }
            ) { $1 }
        }
    }

    /// The ratings that participants may choose from, ascending: `RatingScale.choices` of the dataset's ratings.
    public func ratingChoices() async throws -> [Double] {
        try await connection.read { [self] in try ratingChoices(in: $0) }
    }

    /// The dataset's user features that participants are asked for, which are those that the estimator learns from, in their order.
    public func userFeatures() async throws -> [String] {
        try await connection.read {
            try String.fetchAll($0, sql: "SELECT name FROM feature WHERE side = 'user' AND is_input = 1 ORDER BY position")
        }
    }

    /// Reads them once for a dataset, since that takes a pass over all its ratings.
    func ratingChoices(in database: Database) throws -> [Double] {
        guard let record = try DatasetLoader(database).record() else { throw WorkspaceError.noDataset(file: connection.path) }
        if let known = choices.withLock({ $0 }), known.dataset == record.contentHash { return known.choices }
        // 402 different ratings are more than any scale that has steps, so that the pass may end there.
        let ratings = try Double.fetchAll(database, sql: "SELECT DISTINCT rating FROM interaction LIMIT 402")
        let found = record.scale.choices(fitting: ratings)
        choices.withLock { $0 = (record.contentHash, found) }
        return found
    }
}
