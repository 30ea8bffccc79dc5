import Datasets
import Foundation
import Storage
import Support
import Testing

@Suite("A workspace whose process was killed")
struct CrashTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// More than the page cache, so that uncommitted pages reach the disk before the commit.
    private static let large = Dataset(
        name: "large", format: "test", users: EntityTable(ids: (0..<800).map { .text("user-\($0 + 1000)") }),
        items: EntityTable(ids: (0..<1000).map { .text("item-\($0 + 1000)") }),
        interactions: Interactions(
            users: (0..<800_000).map { Int32($0 / 1000) }, items: (0..<800_000).map { Int32($0 % 1000) },
            ratings: [Double](repeating: 3, count: 800_000)),
        scale: RatingScale(minimum: 1, maximum: 5))

    /// What a kill leaves is what lies on the disk at that moment, which a copy of the files shows.
    @Test("is as it was before the change that was under way")
    func kill() throws {
        try Workspace.creating(folder.path()) {
            _ = try $0.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        }
        let workspace = try Workspace(folder.path(), for: .writing)
        var (copies, pending) = (0, 0)
        _ = try workspace.store(Self.large, contentHash: SampleDatasets.otherHash, replace: true) { done, _ in
            guard done % 200_000 == 0 else { return }
            for suffix in ["", "-wal"] {
                let copy = folder.path("copy-\(done).sqlite\(suffix)")
                if (try? FileManager.default.copyItem(atPath: folder.path() + suffix, toPath: copy)) != nil {
                    copies += 1
                }
                let size = (try? FileManager.default.attributesOfItem(atPath: copy)[.size]) as? Int
                if suffix == "-wal", (size ?? 0) > 100_000 { pending += 1 }
            }
        }
        #expect(copies == 10)
        #expect(pending > 0, "no uncommitted page was on the disk, so that the test shows too little")
        for done in stride(from: 0, through: 800_000, by: 200_000) {
            let copy = try Workspace(folder.path("copy-\(done).sqlite"), for: .reading)
            #expect(try copy.loadDataset() == SampleDatasets.mixed, "killed after \(done) ratings")
        }
        #expect(try workspace.loadDataset() == Self.large)
    }

    @Test("has every epoch that was saved")
    func epochs() throws {
        let workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        let id = try workspace.createModel(SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
        for epoch in SampleRecords.epochs {
            try workspace.saveEpoch(
                id, epoch, weights: Data([UInt8(epoch.epoch)]), optimizerState: nil, seconds: 1,
                at: SampleRecords.date)
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(
                    atPath: folder.path() + suffix, toPath: folder.path("copy-\(epoch.epoch).sqlite\(suffix)")
                )
            }
            let copy = try Workspace(folder.path("copy-\(epoch.epoch).sqlite"), for: .writing)
            let found = try copy.unfinishedModel(
                optionsJSON: SampleRecords.model.optionsJSON, datasetHash: SampleDatasets.hash)
            #expect(found?.record.epochsDone == epoch.epoch)
            #expect(found?.weights == Data([UInt8(epoch.epoch)]))
        }
    }

    @Test("never ends the process when its bytes are damaged", arguments: 0..<8)
    func damage(seed: UInt64) async throws {
        try await SampleStudy.fill(folder.path())
        let sound = try folder.bytes()
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<40 {
            var bytes = sound
            if generator.next() % 4 == 0 { bytes.removeLast(Int(generator.next() % UInt64(bytes.count))) }
            for _ in 0..<(1 + generator.next() % 64) where !bytes.isEmpty {
                bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(
                    truncatingIfNeeded: generator.next())
            }
            try bytes.write(to: folder.url.appending(path: "damaged.sqlite"))
            do {
                let workspace = try Workspace(folder.path("damaged.sqlite"), for: .reading)
                _ = try workspace.loadDataset()
                _ = try (
                    workspace.models(), workspace.runs(), workspace.lists(), workspace.list(.latest),
                    workspace.scores(.latest)
                )
                _ = try (
                    workspace.evaluations(ofAnalysis: 1), workspace.elicitations(ofAnalysis: 1),
                    workspace.epochs(ofModel: 1)
                )
                let store = try StudyStore(folder.path("damaged.sqlite"))
                for study in try await store.studies() {
                    _ = try await (
                        store.sessions(of: study), store.enrol("new", study: study, language: "en")
                    )
                }
            } catch is WorkspaceError { refused += 1 } catch is StudyError {}
        }
        #expect(refused > 0)
    }
}
