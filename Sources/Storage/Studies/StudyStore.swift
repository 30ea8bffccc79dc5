import Foundation
internal import GRDB
import Study
import Synchronization

/// The studies of a workspace and what their participants answered, for many at once.
///
/// Every change is one transaction that is on the disk when the call returns (WAL, `synchronous = FULL`), so
/// what a participant was told is saved survives a crash. Every change may be sent twice: the second call
/// changes nothing, or replaces the same answer. Calls throw `StudyError` for what the study does not allow
/// and `WorkspaceError` for what is wrong with the file; nothing is changed then.
package final class StudyStore: Sendable {
    /// The keys of the API and the administrators, in the same file.
    package let access: AccessStore
    let connection: ServiceConnection
    let now: @Sendable () -> Date
    let randomWord: @Sendable () -> UInt64
    /// The material of launched studies, which never changes, by the study's number.
    private let materials = Mutex<[Int64: StudyMaterial]>([:])

    /// Opens the studies of a workspace.
    /// - Parameters:
    ///   - path: the workspace's file, which must exist.
    ///   - access: what for; for reading, the file and its folder need not be writable.
    ///   - busyTimeout: how many seconds to wait for another process that is writing.
    /// - Throws: `WorkspaceError`.
    package convenience init(_ path: String, for access: Workspace.Access = .writing, busyTimeout: Double = 5)
        throws
    {
        try self.init(
            path, for: access, busyTimeout: busyTimeout, now: { Date() },
            randomWord: {
                var generator = SystemRandomNumberGenerator()
                return generator.next()
            })
    }

    /// Opens the studies with a clock and a source of completion codes of one's own.
    package init(
        _ path: String, for access: Workspace.Access = .writing, busyTimeout: Double = 5,
        now: @escaping @Sendable () -> Date,
        randomWord: @escaping @Sendable () -> UInt64
    ) throws {
        connection = try ServiceConnection(path, for: access, busyTimeout: busyTimeout)
        self.access = AccessStore(connection, now: now)
        (self.now, self.randomWord) = (now, randomWord)
    }

    // MARK: The file

    /// Looks whether the path still leads to the files that were opened. Where it does not, what was stored
    /// is saved: it is in the database, and in a copy beside it where no name leads to that any more.
    /// - Throws: `WorkspaceError.gone`, `.replaced` or `.logReplaced`, as every other call does until the
    ///   service starts again.
    package func checkFiles() throws { try connection.checkFiles(now: now()) }

    /// Writes something that changes nothing, to see whether the workspace can be written to again.
    /// - Throws: `WorkspaceError`.
    package func tryToWrite() throws { try connection.tryToWrite() }

    /// Lets no change wait any longer for another process, since the service ends.
    package func endWaits() { connection.endWaits() }

    // MARK: Studies

    /// Stores a study as a draft.
    /// - Parameters:
    ///   - design: the design; arms without items get those of their lists, and without hashes of texts it
    ///     gets those of `texts`.
    ///   - texts: the texts of each language that participants can choose.
    ///   - choosesMinimumKnown: whether a design that does not say how many users must know a recommended
    ///     item gets a
    ///     sensible number, see `RecommendationFloor`; else all items may be recommended.
    /// - Returns: the study as stored.
    /// - Throws: `StudyError.unsound` or `.duplicateName`; `WorkspaceError.notFound` for a list or model that
    ///   there is not.
    package func create(_ design: StudyDesign, texts: [StudyTexts], choosesMinimumKnown: Bool = false) throws
        -> StudyRecord
    {
        try connection.write { database in
            let check = DesignCheck(database: database, file: connection.path)
            let design = try check.completed(design, texts: texts, choosesMinimumKnown: choosesMinimumKnown)
            try StudyRows.insert(design, texts: texts, at: now(), database)
            return try StudyRows.record(named: design.name, in: database)
        }
    }

    /// All studies, oldest first.
    package func studies() async throws -> [StudyRecord] {
        try await connection.read { try StudyRows.all(in: $0) }
    }

    /// The study of a name; nil where there is none.
    package func study(named name: String) async throws -> StudyRecord? {
        try await connection.read { try StudyRows.records(in: $0, where: "name = ?", [name]).first }
    }

    /// Opens a study to participants and locks its design, with what it needs of the dataset; a launched
    /// study stays as it is.
    /// - Parameters:
    ///   - name: the study.
    ///   - contact: whom participants can ask; nil for what the draft says.
    ///   - retention: how long answers are kept; nil for what the draft says.
    /// - Throws: `StudyError.unknownStudy`, `.unsound` for a draft that lacks something, or `.closed`.
    package func launch(
        named name: String, contact: String? = nil, retention: StudyRetention? = nil
    ) throws -> StudyRecord {
        try connection.write { database in
            var study = try StudyRows.record(named: name, in: database)
            switch study.status {
            case .launched where contact != nil || retention != nil: throw StudyError.alreadyLaunched(name)
            case .launched: return study
            case .closed: throw StudyError.closed(name)
            case .draft: break
            }
            if let contact { study.design.contact = contact }
            if let retention { study.design.retention = retention }
            let problems = try DesignCheck(database: database, file: connection.path).launchProblems(study)
            guard problems.isEmpty else { throw StudyError.unlaunchable(study: name, problems: problems) }
            try StudyRows.lock(study, file: connection.path, at: now(), database)
            return try StudyRows.record(named: name, in: database)
        }
    }

    /// Ends the enrolment; those who began may finish. A closed study stays as it is.
    /// - Throws: `StudyError.unknownStudy`, or `.notLaunched`.
    package func close(named name: String) throws -> StudyRecord {
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
    package func erase(named name: String) async throws {
        try await connection.write { database in
            let study = try StudyRows.record(named: name, in: database)
            try database.execute(sql: "DELETE FROM study WHERE study_id = ?", arguments: [study.id])
        }
        materials.withLock { $0 = [:] }
        await connection.emptyJournal()
    }

    /// Writes the file anew, so that nothing that was erased before is left between what it holds, and
    /// empties the journal.
    ///
    /// It takes as long as copying the file and twice its room on the disk for the moment; who writes
    /// meanwhile has to wait.
    /// - Throws: `WorkspaceError` where there is no room, or another process does not let go of the file.
    package func rewriteFile() async throws { try await connection.rewrite() }

    /// How many participants each study has, by the study's number.
    package func counts() async throws -> [Int64: StudyCounts] {
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
                        StudyCounts(
                            enrolled: try row.value(1), completed: try row.value(2),
                            withdrawn: try row.value(3))
                    )
                }
            ) { $1 }
        }
    }

    /// What a study's participants are shown and asked: as it was at the launch, or for a draft as it is now.
    package func material(of study: StudyRecord) async throws -> StudyMaterial {
        try await connection.read { [self] in try material(of: study, in: $0) }
    }

    /// Reads a launched study's once.
    func material(of study: StudyRecord, in database: Database) throws -> StudyMaterial {
        if let known = materials.withLock({ $0[study.id] }) { return known }
        if let stored = try StudyRows.material(of: study.id, in: database) {
            materials.withLock { $0[study.id] = stored }
            return stored
        }
        guard let dataset = try DatasetLoader(database).dataset() else {
            throw WorkspaceError.noDataset(file: connection.path)
        }
        let made = StudyMaterial(study.design, of: dataset)
        // A study that was launched before the material was kept has it from the dataset as this process
        // first saw it.
        if study.status != .draft { materials.withLock { $0[study.id] = made } }
        return made
    }
}
