import Foundation
import Storage
import Testing

@Suite(
    "A workspace that cannot be written to",
    .enabled(if: Tmpfs.isAvailable, "only root may mount a file system"))
struct ReadOnlyTests {
    /// A workspace with everything in it and a key, on a disk of its own, before anybody forbids writing.
    private func filled() throws -> (disk: Tmpfs, path: String) {
        let disk = try Tmpfs(kilobytes: 4000)
        let path = disk.path + "/w ?.sqlite"
        try Workspace.creating(path) { try SampleRecords.fill($0) }
        _ = try AccessStore(path).addKey(name: "shop", hash: "h")
        return (disk, path)
    }

    private func expectReadable(_ path: String, lists: Int = 1) async throws {
        #expect(try Workspace(path, for: .reading).lists().count == lists)
        #expect(try AccessStore(path, for: .reading).keys().map(\.name) == ["shop"])
        #expect(try await StudyStore(path, for: .reading).studies().isEmpty)
    }

    @Test("can be read with its keys and studies")
    func readable() async throws {
        let (disk, path) = try filled()
        try #require(disk.makeReadOnly())
        let names = try disk.names
        try await expectReadable(path)
        #expect(try disk.names == names)
        #expect(throws: WorkspaceError.readOnly(file: path)) { try AccessStore(path) }
        let access = try AccessStore(path, for: .reading)
        #expect(throws: WorkspaceError.self) { try access.addKey(name: "app", hash: "i") }
        #expect(throws: WorkspaceError.self) { try access.revokeKey("shop") }
    }

    @Test("can be read with what is still in its journal", arguments: [true, false])
    func journal(withIndex: Bool) async throws {
        let (disk, path) = try filled()
        let open = try Workspace(path, for: .writing)
        _ = try open.saveList(
            SampleRecords.list("more", run: 1), items: SampleRecords.items, at: SampleRecords.date)
        // A copy of a workspace that was open, as of a snapshot of its disk.
        let copy = disk.path + "/copy.sqlite"
        for suffix in ["", "-wal"] + (withIndex ? ["-shm"] : []) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        open.close()
        try #require(disk.makeReadOnly())
        let names = try disk.names
        try await expectReadable(copy, lists: 2)
        #expect(try disk.names == names)
    }
}
