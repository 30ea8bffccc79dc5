import Datasets
import Foundation
import Storage
import Testing

@Suite(
    "A workspace on a small or read-only disk",
    .enabled(if: Tmpfs.isAvailable, "only root may mount a file system"))
struct DiskTests {
    /// About 3 MB.
    private static let large = Dataset(
        name: "large", format: "test", users: EntityTable(ids: (0..<500).map { .integer($0) }),
        items: EntityTable(ids: (0..<300).map { .integer($0) }),
        interactions: Interactions(
            users: (0..<150_000).map { Int32($0 / 300) }, items: (0..<150_000).map { Int32($0 % 300) },
            ratings: [Double](repeating: 3, count: 150_000)),
        scale: RatingScale(minimum: 1, maximum: 5))

    @Test("is not made when there is no room for it", arguments: [8, 64, 200, 600, 1200])
    func noRoom(kilobytes: Int) throws {
        let disk = try Tmpfs(kilobytes: kilobytes)
        let path = disk.path + "/w.sqlite"
        #expect(throws: WorkspaceError.diskFull(file: path)) {
            try Workspace.creating(path) { _ = try $0.store(Self.large, contentHash: SampleDatasets.hash) }
        }
        #expect(try disk.names == [])
    }

    @Test("stays as it was when there is no room for a change")
    func noRoomForAChange() throws {
        let disk = try Tmpfs(kilobytes: 1600)
        let path = disk.path + "/w.sqlite"
        try Workspace.creating(path) {
            _ = try $0.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        }
        let before = try Data(contentsOf: URL(filePath: path))
        let workspace = try Workspace(path, for: .writing)
        #expect(throws: WorkspaceError.diskFull(file: path)) {
            try workspace.store(Self.large, contentHash: SampleDatasets.otherHash, replace: true)
        }
        #expect(try workspace.loadDataset() == SampleDatasets.mixed)
        workspace.close()
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        #expect(try disk.names == ["w.sqlite"])
    }

    @Test("can be read but not changed on a read-only disk")
    func readOnly() throws {
        let disk = try Tmpfs(kilobytes: 2000)
        let path = disk.path + "/w ?.sqlite"
        try Workspace.creating(path) {
            _ = try $0.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        }
        try #require(disk.makeReadOnly())
        #expect(try Workspace(path, for: .reading).loadDataset() == SampleDatasets.mixed)
        #expect(throws: WorkspaceError.readOnly(file: path)) { try Workspace(path, for: .writing) }
        #expect(throws: WorkspaceError.readOnly(file: path)) { try Workspace(path, for: .creating) }
        let new = disk.path + "/new.sqlite"
        #expect(throws: WorkspaceError.readOnly(file: new)) { try Workspace(new, for: .creating) }
    }
}
