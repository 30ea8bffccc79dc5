import Datasets
import Foundation
import Storage
import Testing

@Suite("A dataset that grows")
struct DatasetGrowthTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The sample dataset with one more user, item and token, a filled cell and two more ratings.
    private static let grown: Dataset = {
        let base = SampleDatasets.mixed
        var users = EntityTable(ids: [-3, 7, 8, 40, "007", "O'Brien", "zoë"])
        users.features = [
            Feature(
                name: "occupation",
                values: .categorical(TokenColumn(rows: [["b"], ["aa"], ["c"], ["a"], [""], ["b"], []]))),
            Feature(name: "age", values: .numeric([1.5, nil, 30, -2, 0, 1e300, nil])),
        ]
        var items = EntityTable(ids: [1, 2, 9_007_199_254_740_993, "tt-0", "tt-1", "🎬"])
        items.features = base.items.features.map { feature in
            var more = feature
            switch feature.values {
            case .categorical(let column):
                more.values = .categorical(
                    TokenColumn(rows: insert([], in: (0..<5).map { column.tokens(ofRow: $0) })))
            case .multivalued(let column):
                more.values = .multivalued(
                    TokenColumn(rows: insert(["new"], in: (0..<5).map { column.tokens(ofRow: $0) })))
            case .numeric(let cells): more.values = .numeric(insert(1980, in: cells))
            case .text(let cells):
                var texts = insert(nil, in: cells)
                if feature.role == .title { texts[1] = "Beta" }
                more.values = .text(texts)
            }
            return more
        }
        return Dataset(
            name: base.name, format: base.format, users: users, items: items,
            interactions: Interactions(
                users: [0, 0, 1, 2, 4, 5, 6, 6, 6], items: [0, 5, 2, 3, 4, 0, 1, 3, 5],
                ratings: [0.5, 5, 3, 1, 3.25, 1, 4, 5, 2],
                timestamps: [978_300_760, 978_300_760.5, 0, 9, -1, 1, 2, 8, 3]), scale: base.scale,
            rejections: base.rejections + [
                Rejection(file: "more.csv", reason: "rated twice", count: 2, firstLine: 0)
            ],
            reratings: Reratings(
                rule: .mean, count: 2,
                behindMeans: [
                    RatingEvent(user: 6, item: 1, rating: 3, time: 1),
                    RatingEvent(user: 6, item: 1, rating: 5, time: 2),
                ]),
            warnings: base.warnings + [
                DatasetWarning(.join, count: 2, "more.csv: none of the 2 rated items is known")
            ])
    }()

    private static func insert<Cell>(_ cell: Cell, in cells: [Cell]) -> [Cell] {
        cells[..<3] + [cell] + cells[3...]
    }

    private func grow(_ workspace: Workspace, hash: String = SampleDatasets.otherHash) throws -> Int? {
        try workspace.grow(
            to: Self.grown, from: SampleDatasets.mixed, baseHash: SampleDatasets.hash, contentHash: hash)
    }

    @Test("is read back whole, and what was made from it before stays and says so")
    func grows() async throws {
        try await SampleStudy.fill(folder.path())
        let workspace = try Workspace(folder.path(), for: .writing)
        let store = try StudyStore(folder.path())
        for study in try await store.studies() where study.status == .launched {
            _ = try store.close(named: study.design.name)
        }
        let before = try (workspace.models(), workspace.lists(), workspace.runs())
        #expect(try grow(workspace) == 2)
        #expect(try workspace.loadDataset() == Self.grown)
        #expect(try workspace.datasetRecord().contentHash == SampleDatasets.otherHash)
        #expect(try workspace.models() == before.0)
        #expect(try workspace.runs() == before.2)
        #expect(try workspace.lists() == before.1)
        let older = try workspace.madeOnEarlierVersions()
        #expect(older.models == before.0.map(\.id) && older.lists == before.1.map(\.id))
        #expect(!older.models.isEmpty && !older.lists.isEmpty)
        if SQLiteShell.path != nil {
            #expect(try SQLiteShell.run(folder.path(), "PRAGMA integrity_check") == "ok\n")
            #expect(try SQLiteShell.run(folder.path(), "PRAGMA foreign_key_check") == "")
            #expect(
                try SQLiteShell.run(folder.path(), "SELECT title FROM item WHERE item_id = '2'") == "Beta\n")
        }
    }

    @Test(
        "keeps its numbers, gives new users and items the next ones, and grows again",
        .enabled(if: SQLiteShell.path != nil))
    func numbers() throws {
        let workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        let old = """
            SELECT item_index, item_id FROM item WHERE item_index < 5; SELECT user_index, user_id FROM user WHERE user_index < 6
            """
        let before = try SQLiteShell.run(folder.path(), old)
        _ = try grow(workspace)
        #expect(try SQLiteShell.run(folder.path(), old) == before)
        let added =
            "SELECT item_index, item_id, position FROM item WHERE item_index > 4; SELECT * FROM user WHERE user_index > 5"
        #expect(try SQLiteShell.run(folder.path(), added) == "5|tt-0|3\n6|8|2\n")
        var later = Dataset(
            name: "mixed", format: "test",
            users: EntityTable(ids: (Self.grown.users.ids + [-9, 41, "zz"]).sorted()),
            items: EntityTable(ids: (Self.grown.items.ids + [0, "tt-00"]).sorted()),
            interactions: Interactions(users: [], items: [], ratings: []), scale: Self.grown.scale)
        let rows = Self.grown.interactions
        later.interactions = Interactions(
            users: rows.users.map { user in
                Int32(later.users.position(of: Self.grown.users.ids[Int(user)]) ?? -1)
            } + [0, 9],
            items: rows.items.map { item in
                Int32(later.items.position(of: Self.grown.items.ids[Int(item)]) ?? -1)
            } + [0, 5],
            ratings: rows.ratings + [1, 2], timestamps: rows.timestamps.map { $0 + [4, 5] })
        #expect(
            try workspace.grow(
                to: later, from: Self.grown, baseHash: SampleDatasets.otherHash,
                contentHash: String(repeating: "a", count: 64))
                == 3)
        #expect(try workspace.loadDataset() == later)
        #expect(try SQLiteShell.run(folder.path(), old) == before)
    }

    @Test(
        "breaks ties in its views to the smaller id, also of ids that came later",
        .enabled(if: SQLiteShell.path != nil))
    func ties() throws {
        let workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        _ = try grow(workspace)
        // 1, tt-0 and 🎬 have two ratings each, the others one; tt-0 has the last number.
        let ids = "1\ntt-0\n🎬\n2\n9007199254740993\ntt-1\n"
        #expect(try SQLiteShell.run(folder.path(), "SELECT item_id FROM popular_items ORDER BY rank") == ids)
        var run = SampleRecords.run()
        run.datasetHash = SampleDatasets.otherHash
        let scores = Self.grown.items.ids.reversed().map { id in
            let isBest = [1, "tt-0", "🎬"].contains(id)
            return ItemScoreRecord(itemID: id, popularity: 1, popularityNormalized: 0, score: isBest ? 2 : 1)
        }
        let number = try workspace.saveScoringRun(run, scores: scores, at: SampleRecords.date)
        let candidates = try workspace.scores(.latest).map(\.score.itemID.description)
        #expect(candidates.joined(separator: "\n") + "\n" == ids)
        #expect(
            try SQLiteShell.run(folder.path(), "SELECT item_id FROM onboarding_candidates ORDER BY rank")
                == ids)
        // Without ties broken, the two best of the grid's other items would stand by their numbers.
        let list = try workspace.saveList(
            SampleRecords.list("tiles", run: number),
            items: [ListItemRecord(rank: 1, itemID: 2, score: 1, why: "", knownShare: 0)],
            at: SampleRecords.date)
        var grid = SampleRecords.grid(ofList: list.id)
        grid.datasetHash = SampleDatasets.otherHash
        let contents = SampleGrid.contents(of: Self.grown, tiles: [1])
        _ = try workspace.saveGrid(grid, contents, at: SampleRecords.date)
        let base = contents.items.sorted { ($1.base, $0.index) < ($0.base, $1.index) }.map(\.id.description)
        #expect(base.prefix(2) == ["tt-0", "🎬"])
        let shown = try SQLiteShell.run(
            folder.path(),
            """
            INSERT INTO grid_session VALUES ('eve', \(list.id)); INSERT INTO grid_session_feature VALUES ('eve', 'x', 'y');
            SELECT item_id FROM grid_recommendation WHERE session = 'eve' ORDER BY rank;
            """)
        #expect(shown == base.joined(separator: "\n") + "\n")
    }

    @Test("is the same dataset as one stored whole")
    func sameAsWhole() throws {
        try Workspace.creating(folder.path()) { workspace in
            _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
            #expect(try workspace.madeOnEarlierVersions().models.isEmpty)
            _ = try grow(workspace)
        }
        let workspace = try Workspace(folder.path(), for: .writing)
        #expect(try workspace.store(Self.grown, contentHash: SampleDatasets.otherHash) == .unchanged)
    }

    @Test("does not grow by nothing, nor from another dataset than it was read from")
    func refusals() throws {
        let workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        let mixed = SampleDatasets.mixed
        #expect(
            try workspace.grow(
                to: mixed, from: mixed, baseHash: SampleDatasets.hash, contentHash: SampleDatasets.hash)
                == nil)
        #expect(throws: WorkspaceError.self) {
            try workspace.grow(
                to: Self.grown, from: SampleDatasets.mixed, baseHash: SampleDatasets.otherHash,
                contentHash: SampleDatasets.otherHash)
        }
        #expect(try workspace.loadDataset() == SampleDatasets.mixed)
    }

    @Test("keeps another rating and the ratings behind a mean that is as it was")
    func ratings() throws {
        let workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        var whole = SampleDatasets.mixed
        // 3 and 5 have the mean that 2, 4 and 6 have.
        whole.reratings.behindMeans = [2, 4, 6].map { RatingEvent(user: 5, item: 1, rating: $0, time: 2) }
        let mixed = SampleDatasets.mixed
        #expect(
            try workspace.grow(
                to: whole, from: mixed, baseHash: SampleDatasets.hash, contentHash: SampleDatasets.hash)
                == nil)
        #expect(try workspace.loadDataset() == whole)
        var later = whole
        let rows = whole.interactions
        later.interactions = Interactions(
            users: rows.users, items: rows.items, ratings: rows.ratings.map { $0 == 3.25 ? 1 : $0 },
            timestamps: rows.timestamps)
        #expect(
            try workspace.grow(
                to: later, from: whole, baseHash: SampleDatasets.hash, contentHash: SampleDatasets.otherHash)
                == 2)
        #expect(try workspace.loadDataset() == later)
    }

    @Test("does not grow under the participants of an open study")
    func openStudy() async throws {
        _ = try SampleStudy.store(folder.path())
        let store = try StudyStore(folder.path())
        let study = try SampleStudy.launched(in: store)
        let workspace = try Workspace(folder.path(), for: .writing)
        #expect(throws: WorkspaceError.holdsOpenStudies(file: folder.path(), names: [study.design.name])) {
            try grow(workspace)
        }
        #expect(try workspace.loadDataset() == SampleDatasets.mixed)
    }
}
