import Datasets
import Storage
import Testing

@Suite("A stored dataset")
struct DatasetStorageTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(
        "is read back equal",
        arguments: [SampleDatasets.mixed, SampleDatasets.bare, SampleDatasets.clicks, SampleDatasets.unrated])
    func roundTrip(dataset: Dataset) throws {
        let outcome = try Workspace.creating(folder.path()) {
            try $0.store(dataset, contentHash: SampleDatasets.hash)
        }
        #expect(outcome == .stored)
        #expect(try Workspace(folder.path(), for: .reading).loadDataset() == dataset)
    }

    @Test("has a summary that needs no reading of it")
    func summary() throws {
        let workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        #expect(
            try workspace.datasetRecord()
                == DatasetRecord(
                    name: "mixed", format: "test", contentHash: SampleDatasets.hash,
                    scale: SampleDatasets.mixed.scale,
                    hasTimestamps: true, users: 6, items: 5, ratings: 7))
    }

    @Test("keeps composed and decomposed accents apart")
    func bytes() throws {
        let (decomposed, composed) = ("e\u{301}", "\u{e9}")
        let ids = [decomposed, composed].map { ExternalID.text($0) }
        let tags = Feature(
            name: "tags", values: .multivalued(TokenColumn(rows: [[composed], [decomposed, composed]])))
        let dataset = Dataset(
            name: "accents", format: "test", users: EntityTable(ids: ids, features: [tags]),
            items: EntityTable(ids: ids),
            interactions: Interactions(users: [0, 1], items: [1, 0], ratings: [1, 2]),
            scale: RatingScale(minimum: 1, maximum: 2))
        try Workspace.creating(folder.path()) { _ = try $0.store(dataset, contentHash: SampleDatasets.hash) }
        let read = try Workspace(folder.path(), for: .reading).loadDataset()
        #expect(read == dataset)
        #expect(read.users.ids.map { Array($0.description.utf8) } == ids.map { Array($0.description.utf8) })
    }

    @Test("is left alone when it is stored again")
    func unchanged() throws {
        let workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        var renamed = SampleDatasets.mixed
        renamed.name = "again"
        #expect(try workspace.store(renamed, contentHash: SampleDatasets.hash) == .unchanged)
        #expect(try workspace.loadDataset() == SampleDatasets.mixed)
    }

    @Test("takes the rule of repeated ratings of the same dataset that is stored again")
    func otherRule() throws {
        let workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        var other = SampleDatasets.mixed
        other.reratings = Reratings(rule: .first)
        #expect(try workspace.store(other, contentHash: SampleDatasets.hash) == .unchanged)
        #expect(try workspace.loadDataset() == other)
    }

    @Test("is not replaced unasked")
    func refusal() throws {
        let workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        #expect(throws: WorkspaceError.holdsOtherDataset(file: folder.path(), name: "mixed")) {
            try workspace.store(SampleDatasets.bare, contentHash: SampleDatasets.otherHash)
        }
        #expect(try workspace.loadDataset() == SampleDatasets.mixed)
    }

    @Test("is replaced on request, in the same transaction")
    func replacement() throws {
        let workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        let outcome = try workspace.store(
            SampleDatasets.bare, contentHash: SampleDatasets.otherHash, replace: true)
        #expect(outcome == .replaced(.init(name: "mixed", models: 0, scoringRuns: 0, lists: 0)))
        #expect(try workspace.loadDataset() == SampleDatasets.bare)
    }

    @Test("stays when its replacement fails")
    func failedReplacement() throws {
        let workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        var broken = SampleDatasets.bare
        broken.users.features = [
            Feature(name: "age", values: .numeric([1, 2])),
            Feature(name: "age", values: .numeric([1, .nan])),
        ]
        #expect(throws: WorkspaceError.self) {
            try workspace.store(broken, contentHash: SampleDatasets.otherHash, replace: true)
        }
        #expect(try workspace.loadDataset() == SampleDatasets.mixed)
    }

    @Test("reports its progress up to the last rating")
    func progress() throws {
        let workspace = try Workspace(folder.path(), for: .creating)
        var calls: [[Int]] = []
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash) {
            calls.append([$0, $1])
        }
        #expect(calls == [[0, 7], [7, 7]])
    }

    @Test(
        "must be one that can be read back",
        arguments: [
            Interactions(users: [2], items: [0], ratings: [1]),
            Interactions(users: [0], items: [3], ratings: [1]),
            Interactions(users: [0], items: [-1], ratings: [1]),
            Interactions(users: [0], items: [0], ratings: [.nan]),
        ])
    func invalid(interactions: Interactions) throws {
        var dataset = SampleDatasets.bare
        dataset.interactions = interactions
        let workspace = try Workspace(folder.path(), for: .creating)
        let error = #expect(throws: WorkspaceError.self) {
            try workspace.store(dataset, contentHash: SampleDatasets.hash)
        }
        guard case .invalid? = error else { throw error ?? WorkspaceError.noDataset(file: "") }
        #expect(throws: WorkspaceError.noDataset(file: folder.path())) { try workspace.loadDataset() }
    }
}
