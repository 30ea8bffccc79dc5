import Foundation
import Storage
import TestSupport
import Testing

/// What becomes of a service whose file is exchanged, moved, deleted or locked while it runs.
@Suite("The file of a service that runs", .enabled(if: SQLiteShell.path != nil))
struct OpenedFileTests {
    private let folder: TemporaryFolder
    private let store: StudyStore
    private let study: StudyRecord
    private var path: String { folder.path() }

    init() throws {
        folder = try TemporaryFolder()
        store = try SampleStudy.store(folder.path())
        study = try SampleStudy.launched(in: store, SampleStudy.design(targetSize: 60))
    }

    private func enrol(_ id: String) async throws {
        _ = try await store.enrol(id, study: study, language: "en")
    }

    private func participants(_ file: String) throws -> String {
        try SQLiteShell.run(
            file, "SELECT group_concat(participant_id) FROM (SELECT * FROM participant ORDER BY number)")
    }

    private func checks(_ file: String) throws -> String {
        try SQLiteShell.run(file, "PRAGMA integrity_check; PRAGMA foreign_key_check")
    }

    private func found() -> WorkspaceError? {
        do { try store.checkFiles() } catch { return error as? WorkspaceError }
        return nil
    }

    private func backup() throws -> String {
        let copy = path + ".backup"
        _ = try SQLiteShell.run(path, ".backup '\(copy)'")
        return copy
    }

    @Test("is refused once a backup was moved over it, and what was acknowledged is in a copy")
    func replaced() async throws {
        try await enrol("before")
        let copy = try backup()
        try await enrol("after")
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: copy, toPath: path)
        let name = path
        await #expect(throws: WorkspaceError.replaced(file: name, copy: nil)) { try await enrol("late") }
        await #expect(throws: WorkspaceError.self) { try await store.sessions(of: study) }
        guard case .replaced(_, let saved?)? = found() else {
            Issue.record("no copy")
            return
        }
        #expect(found() == .replaced(file: name, copy: saved))
        #expect(try participants(saved) == "before,after\n")
        #expect(try checks(saved) == "ok\n")
        let mode = try FileManager.default.attributesOfItem(atPath: saved)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        // Whoever opens the backup meets no log of the file that was here before.
        #expect(try participants(path) == "before\n")
        #expect(try checks(path) == "ok\n")
        await #expect(throws: WorkspaceError.replaced(file: name, copy: saved)) { try await enrol("late") }
        #expect(try participants(path) == "before\n" && participants(saved) == "before,after\n")
    }

    @Test("is complete where it went when another file takes its place")
    func movedAside() async throws {
        try await enrol("a")
        let (copy, aside) = (try backup(), path + ".aside")
        try await enrol("b")
        try FileManager.default.moveItem(atPath: path, toPath: aside)
        try FileManager.default.moveItem(atPath: copy, toPath: path)
        let name = path
        #expect(found() == .replaced(file: name, copy: nil))
        #expect(try participants(aside) == "a,b\n" && participants(path) == "a\n")
        #expect(try checks(aside) == "ok\n" && checks(path) == "ok\n")
    }

    @Test("is saved when it is deleted")
    func deleted() async throws {
        try await enrol("a")
        try FileManager.default.removeItem(atPath: path)
        let name = path
        await #expect(throws: WorkspaceError.gone(file: name, copy: nil)) { try await enrol("late") }
        guard case .gone(_, let saved?)? = found() else {
            Issue.record("no copy")
            return
        }
        #expect(try participants(saved) == "a\n" && checks(saved) == "ok\n")
    }

    @Test("is refused while it is moved away, and used again when it is back")
    func movedAndBack() async throws {
        try await enrol("a")
        let (name, aside) = (path, path + ".aside")
        try FileManager.default.moveItem(atPath: name, toPath: aside)
        await #expect(throws: WorkspaceError.gone(file: name, copy: nil)) { try await enrol("b") }
        #expect(found() == .gone(file: name, copy: nil))
        try FileManager.default.moveItem(atPath: aside, toPath: name)
        #expect(found() == nil)
        try await enrol("b")
        #expect(try participants(name) == "a,b\n" && checks(name) == "ok\n")
    }

    @Test("is refused under a symbolic link to it, beside which SQLite would look for another log")
    func link() async throws {
        let (name, aside) = (path, path + ".aside")
        try FileManager.default.moveItem(atPath: name, toPath: aside)
        try FileManager.default.createSymbolicLink(atPath: name, withDestinationPath: aside)
        await #expect(throws: WorkspaceError.replaced(file: name, copy: nil)) { try await enrol("a") }
    }

    @Test("is whole when its log is deleted", arguments: ["-wal", "-shm"])
    func log(suffix: String) async throws {
        try await enrol("a")
        try FileManager.default.removeItem(atPath: path + suffix)
        let name = path
        await #expect(throws: WorkspaceError.logReplaced(file: name)) { try await enrol("late") }
        #expect(found() == .logReplaced(file: name))
        let copy = path + ".copy"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        #expect(try participants(copy) == "a\n" && checks(copy) == "ok\n")
    }

    @Test("takes each change once when another process has let go of its lock, and is read meanwhile")
    func locked() async throws {
        try await enrol("first")
        let lock = try HeldLock(path)
        let (store, study) = (store, study)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask { _ = try await store.enrol("p\(number)", study: study, language: "en") }
            }
            #expect(try await store.sessions(of: study).count == 1)
            lock.release()
            try await group.waitForAll()
        }
        let sessions = try await store.sessions(of: study)
        #expect(sessions.map(\.number) == Array(0...40) && Set(sessions.map(\.id)).count == 41)
    }

    @Test(
        "is refused when another process keeps its lock for longer than the service waits, and nothing was changed"
    )
    func lockedForLong() async throws {
        let impatient = try StudyStore(path, busyTimeout: 0.2)
        let lock = try HeldLock(path)
        let name = path
        let study = study
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    await #expect(throws: WorkspaceError.locked(file: name, seconds: 0.2)) {
                        try await impatient.enrol("p\(number)", study: study, language: "en")
                    }
                }
            }
        }
        lock.release()
        #expect(try await store.sessions(of: study) == [])
        _ = try await impatient.enrol("p", study: study, language: "en")
    }

    @Test("waits for no lock once the service ends")
    func ending() async throws {
        let lock = try HeldLock(path)
        let (store, study) = (store, study)
        let waiting = Task { _ = try await store.enrol("p", study: study, language: "en") }
        store.endWaits()
        await #expect(throws: WorkspaceError.self) { try await waiting.value }
        lock.release()
    }

    @Test("that is full can be told to be writable again", .enabled(if: Tmpfs.isAvailable))
    func full() async throws {
        let disk = try Tmpfs(kilobytes: 8192)
        let file = disk.path + "/w.sqlite"
        let store = try SampleStudy.store(file)
        let study = try SampleStudy.launched(in: store, SampleStudy.design(targetSize: 60))
        let filler = disk.path + "/filler"
        _ = FileManager.default.createFile(atPath: filler, contents: nil)
        let handle = try FileHandle(forWritingTo: URL(filePath: filler))
        while (try? handle.write(contentsOf: Data(count: 4096))) != nil {}
        // What is free within the blocks of the log takes a few changes.
        for number in 0..<200
        where (try? await store.enrol("p\(number)", study: study, language: "en")) == nil { break }
        #expect(throws: WorkspaceError.diskFull(file: file)) { try store.tryToWrite() }
        try FileManager.default.removeItem(atPath: filler)
        try handle.close()
        try store.tryToWrite()
        #expect(try checks(file) == "ok\n")
    }
}
