import Foundation
import Storage
import Testing

@Suite("A workspace that cannot be used")
struct WorkspaceFailureTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func fill() throws {
        try Workspace.creating(folder.path()) {
            _ = try $0.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        }
    }

    /// A file of another kind is refused for every purpose and stays as it is.
    private func expectRefusal(_ expected: WorkspaceError, _ access: Workspace.Access) throws {
        let before = try folder.bytes()
        #expect(throws: expected) { try Workspace(folder.path(), for: access) }
        #expect(throws: expected) { try Workspace.creating(folder.path()) { _ in } }
        #expect(try folder.bytes() == before)
        #expect(try folder.names == ["w.sqlite"])
    }

    @Test("is reported when it does not exist", arguments: [Workspace.Access.reading, .writing])
    func missing(access: Workspace.Access) throws {
        #expect(throws: WorkspaceError.missing(file: folder.path())) {
            try Workspace(folder.path(), for: access)
        }
        #expect(try folder.names == [])
    }

    @Test("is reported when its folder does not exist")
    func missingFolder() {
        let path = folder.path("no/w.sqlite")
        #expect(throws: WorkspaceError.missingFolder(file: path)) { try Workspace(path, for: .creating) }
        #expect(throws: WorkspaceError.missing(file: path)) { try Workspace(path, for: .reading) }
    }

    @Test("is reported when it is a folder", arguments: [Workspace.Access.reading, .writing, .creating])
    func isFolder(access: Workspace.Access) {
        let path = folder.url.path(percentEncoded: false)
        #expect(throws: WorkspaceError.isFolder(file: path)) { try Workspace(path, for: access) }
    }

    @Test(
        "is reported when it is not an SQLite database",
        arguments: [Workspace.Access.reading, .writing, .creating],
        ["user_id,item_id,rating\n1,2,3\n", "SQLite format 2", String(repeating: "x", count: 5000)])
    func notADatabase(access: Workspace.Access, contents: String) throws {
        try Data(contents.utf8).write(to: folder.url.appending(path: "w.sqlite"))
        try expectRefusal(.notADatabase(file: folder.path()), access)
    }

    @Test(
        "is reported when another program made it",
        .enabled(if: SQLiteShell.path != nil, "sqlite3 is not installed"),
        arguments: [Workspace.Access.reading, .writing, .creating],
        ["CREATE TABLE t (a)", "PRAGMA application_id = 252006674", "PRAGMA user_version = 3"])
    func otherProgram(access: Workspace.Access, sql: String) throws {
        _ = try SQLiteShell.run(folder.path(), sql)
        try expectRefusal(.otherProgram(file: folder.path()), access)
    }

    /// What told the schemas of that time: the name of their first step, and numbers from 1 to 14.
    @Test(
        "is reported when it was made before the first release, whatever the number of its schema",
        .enabled(if: SQLiteShell.path != nil, "sqlite3 is not installed"),
        arguments: [Workspace.Access.reading, .writing, .creating],
        [("1 dataset", 1), ("1 dataset", 14), ("1 tables and views", 1)])
    func beforeRelease(access: Workspace.Access, schema: (step: String, version: Int)) throws {
        _ = try SQLiteShell.run(
            folder.path(),
            """
            CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
            INSERT INTO grdb_migrations VALUES ('\(schema.step)');
            CREATE TABLE user (user_id ANY NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
            PRAGMA application_id = 1229145410; PRAGMA user_version = \(schema.version);
            """)
        try expectRefusal(.beforeRelease(file: folder.path()), access)
        #expect(throws: WorkspaceError.beforeRelease(file: folder.path())) { try StudyStore(folder.path()) }
    }

    @Test(
        "is reported when its schema is newer",
        .enabled(if: SQLiteShell.path != nil, "sqlite3 is not installed"),
        arguments: [Workspace.Access.reading, .writing, .creating])
    func newerSchema(access: Workspace.Access) throws {
        try fill()
        let version = try Int(SQLiteShell.run(folder.path(), "PRAGMA user_version").dropLast()) ?? 0
        _ = try SQLiteShell.run(folder.path(), "PRAGMA user_version = 99")
        try expectRefusal(.newerSchema(file: folder.path(), found: 99, supported: version), access)
    }

    @Test("is reported when nothing was imported yet")
    func noDataset() throws {
        try Data().write(to: folder.url.appending(path: "empty.sqlite"))
        let empty = folder.path("empty.sqlite")
        #expect(throws: WorkspaceError.noDataset(file: empty)) { try Workspace(empty, for: .reading) }
        let workspace = try Workspace(folder.path(), for: .creating)
        #expect(throws: WorkspaceError.noDataset(file: folder.path())) { try workspace.loadDataset() }
        #expect(throws: WorkspaceError.noDataset(file: folder.path())) { try workspace.datasetRecord() }
    }

    @Test("is reported when another process is writing, while reading goes on")
    func locked() throws {
        try fill()
        let holder = try Workspace(folder.path(), for: .writing)
        var outcomes: [String] = []
        _ = try holder.store(SampleDatasets.bare, contentHash: SampleDatasets.otherHash, replace: true) {
            done, _ in
            guard done == 0 else { return }
            do {
                let other = try Workspace(folder.path(), for: .writing, busyTimeout: 0.05)
                outcomes.append(
                    try other.loadDataset() == SampleDatasets.mixed ? "reads" : "reads half a change")
                _ = try other.store(SampleDatasets.bare, contentHash: SampleDatasets.otherHash, replace: true)
            } catch { outcomes.append("\(error)") }
        }
        #expect(outcomes == ["reads", "\(WorkspaceError.locked(file: folder.path(), seconds: 0.05))"])
        #expect(try holder.loadDataset() == SampleDatasets.bare)
    }

    @Test(
        "is reported when it is locked against reading",
        .enabled(if: SQLiteShell.path != nil, "sqlite3 is not installed"))
    func lockedAgainstReading() throws {
        try fill()
        let shell = Process()
        let (input, output) = (Pipe(), Pipe())
        shell.executableURL = SQLiteShell.path.map { URL(filePath: $0) }
        shell.arguments = [folder.path()]
        (shell.standardInput, shell.standardOutput) = (input, output)
        try shell.run()
        input.fileHandleForWriting.write(
            Data("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; SELECT count(*) FROM dataset;\n".utf8))
        var answer = ""
        while !answer.hasSuffix("1\n"), shell.isRunning {
            answer += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        }
        #expect(throws: WorkspaceError.locked(file: folder.path(), seconds: 0.05)) {
            try Workspace(folder.path(), for: .reading, busyTimeout: 0.05)
        }
        try input.fileHandleForWriting.close()
        shell.waitUntilExit()
    }

    @Test("says when you have no permission", .enabled(if: geteuid() != 0, "root may open everything"))
    func noPermission() throws {
        try fill()
        chmod(folder.path(), 0)
        #expect(throws: WorkspaceError.noPermission(file: folder.path())) {
            try Workspace(folder.path(), for: .reading)
        }
        chmod(folder.path(), 0o444)
        #expect(throws: WorkspaceError.readOnly(file: folder.path())) {
            try Workspace(folder.path(), for: .writing)
        }
        #expect(try Workspace(folder.path(), for: .reading).loadDataset() == SampleDatasets.mixed)
    }

    @Test("is never changed through a workspace opened for reading")
    func reading() throws {
        try fill()
        let before = try folder.bytes()
        let workspace = try Workspace(folder.path(), for: .reading)
        #expect(try workspace.loadDataset() == SampleDatasets.mixed)
        #expect(throws: WorkspaceError.self) {
            try workspace.store(SampleDatasets.bare, contentHash: SampleDatasets.otherHash)
        }
        workspace.close()
        #expect(try folder.bytes() == before)
        #expect(try folder.names == ["w.sqlite"])
    }

    @Test("does not outlive the failure of the call that made it")
    func failureWhileCreating() throws {
        struct Refusal: Error {}
        #expect(throws: Refusal.self) { try Workspace.creating(folder.path()) { _ in throw Refusal() } }
        #expect(try folder.names == [])
        try fill()
        let before = try folder.bytes()
        #expect(throws: Refusal.self) { try Workspace.creating(folder.path()) { _ in throw Refusal() } }
        #expect(try folder.bytes() == before)
    }

    @Test(
        "may have a name that looks like a URI or holds odd characters",
        arguments: ["file:a?mode=memory", ":memory:", "a%20b#c ü"])
    func oddName(name: String) throws {
        try Workspace.creating(folder.path(name)) {
            _ = try $0.store(SampleDatasets.bare, contentHash: SampleDatasets.hash)
        }
        #expect(try folder.names == [name])
        #expect(try Workspace(folder.path(name), for: .reading).loadDataset() == SampleDatasets.bare)
    }
}
