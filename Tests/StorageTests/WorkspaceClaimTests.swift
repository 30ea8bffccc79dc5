import Datasets
import Foundation
import Storage
import Testing

@Suite("A workspace that two make at once")
struct WorkspaceClaimTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Makes the workspace and fails after so many microseconds; whether that was why it ended.
    private static func fails(_ path: String, after microseconds: Int) -> Bool {
        struct Refusal: Error {}
        do {
            try Workspace.creating(path, busyTimeout: 20) { _ in
                usleep(UInt32(microseconds))
                throw Refusal()
            }
            return false
        } catch { return error is Refusal }
    }

    @Test("keeps what one of them stored when the other fails", arguments: 0..<20)
    func both(round: Int) async throws {
        let path = folder.path()
        async let failed = Self.fails(path, after: 500 * round)
        async let stored = Workspace.creating(path, busyTimeout: 20) {
            try $0.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        }
        let outcome = try await stored
        #expect(await failed)
        #expect(outcome == .stored)
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
