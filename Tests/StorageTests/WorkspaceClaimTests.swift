import Foundation
import Storage
import Testing

@Suite("A workspace that two make at once")
struct WorkspaceClaimTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("keeps what one of them stored when the other fails", arguments: 0..<20)
    func both(round: Int) async throws {
        struct Refusal: Error {}
        let path = folder.path()
        async let stored: Void = Workspace.creating(path, busyTimeout: 20) {
            _ = try $0.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        }
        await #expect(throws: Refusal.self) {
            try await Task.detached {
                try Workspace.creating(path, busyTimeout: 20) { _ in
                    usleep(UInt32(round) * 500)
                    throw Refusal()
                }
            }.value
        }
        try await stored
        #expect(try Workspace(path, for: .reading).loadDataset() == SampleDatasets.mixed)
    }

    @Test("is left to the one who is making it")
    func waiting() throws {
        let path = folder.path()
        var refusal: WorkspaceError?
        try Workspace.creating(path) { workspace in
            do {
                try Workspace.creating(path, busyTimeout: 0.05) { _ in }
            } catch let error as WorkspaceError { refusal = error }
            _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        }
        #expect(refusal == .locked(file: path, seconds: 0.05))
        #expect(try folder.names == ["w.sqlite"])
    }
}
