import Foundation
import Storage
import Testing

@Suite("Stored scores and lists")
struct ListStorageTests {
    let folder: TemporaryFolder
    let workspace: Workspace

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
    }

    private func saveRun(_ strategy: String) throws -> Int64 {
        try workspace.saveScoringRun(
            SampleRecords.run(strategy: strategy), scores: SampleRecords.scores, at: SampleRecords.date)
    }

    @Test("give the scores best first, ties to the smaller id, with labels")
    func scores() throws {
        let id = try saveRun("popularity")
        let scores = try workspace.scores(.latest)
        #expect(scores.map(\.score.itemID) == ["🎬", 9_007_199_254_740_993, 1, "tt-1", 2])
        #expect(scores.map(\.rank) == [1, 2, 3, 4, 5])
        #expect(Set(scores.map(\.score.itemID)) == Set(SampleRecords.scores.map(\.itemID)))
        #expect(scores.allSatisfy { SampleRecords.scores.contains($0.score) })
        #expect(scores[2].label == SampleDatasets.mixed.label(ofItem: 0))
        #expect(try workspace.scoringRun(.id(id)).details == SampleRecords.run())
    }

    @Test("give a run's model and options back")
    func runOfAModel() throws {
        let model = try workspace.createModel(SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
        let run = SampleRecords.run(modelID: model, strategy: "melu")
        let id = try workspace.saveScoringRun(run, scores: SampleRecords.scores, at: SampleRecords.date)
        #expect(
            try workspace.scoringRun(.name("melu"))
                == ScoringRunRecord(id: id, details: run, createdAt: SampleRecords.date))
    }

    @Test("give a list with its items, labels, scores and what its rules displaced")
    func list() throws {
        let run = try saveRun("popularity")
        let record = try workspace.saveList(
            SampleRecords.list("spring", run: run), items: SampleRecords.items,
            displaced: SampleRecords.displaced,
            at: SampleRecords.date)
        let list = try workspace.list(.latest)
        #expect(list.record == record)
        #expect(list.record.details == SampleRecords.list("spring", run: run))
        #expect(list.record.itemCount == 2)
        #expect(list.record.createdAt == SampleRecords.date)
        #expect(list.run.id == run)
        #expect(list.items.map(\.item) == SampleRecords.items)
        #expect(list.items.map(\.label) == [4, 1].map { SampleDatasets.mixed.label(ofItem: $0) })
        #expect(list.items.map(\.score) == [SampleRecords.scores[0], SampleRecords.scores[3]])
        #expect(list.displaced.map(\.item) == SampleRecords.displaced.reversed())
    }

    @Test("count the versions of each name")
    func versions() throws {
        let run = try saveRun("popularity")
        for name in ["spring", "autumn", "spring"] {
            _ = try workspace.saveList(
                SampleRecords.list(name, run: run), items: SampleRecords.items, at: SampleRecords.date)
        }
        let lists = try workspace.lists()
        #expect(lists.map(\.details.name) == ["spring", "autumn", "spring"])
        #expect(lists.map(\.version) == [1, 1, 2])
        #expect(try workspace.list(.name("spring")).record.id == 3)
    }

    @Test("do not take half a list")
    func halfAList() throws {
        let run = try saveRun("popularity")
        var items = SampleRecords.items
        items[1].itemID = "🎬"
        #expect(throws: WorkspaceError.self) {
            try workspace.saveList(
                SampleRecords.list("spring", run: run), items: items, at: SampleRecords.date)
        }
        items[1].itemID = "no such item"
        #expect(throws: WorkspaceError.self) {
            try workspace.saveList(
                SampleRecords.list("spring", run: run), items: items, at: SampleRecords.date)
        }
        #expect(try workspace.lists() == [])
    }

    @Test("are listed when another is asked for")
    func listed() throws {
        let run = try saveRun("popularity")
        _ = try workspace.saveList(
            SampleRecords.list("spring", run: run), items: SampleRecords.items, at: SampleRecords.date)
        #expect(
            throws: WorkspaceError.notFound(
                file: folder.path(), kind: "list", wanted: "`winter`", available: ["1 (spring)"])
        ) { try workspace.list(.name("winter")) }
        #expect(
            throws: WorkspaceError.notFound(
                file: folder.path(), kind: "scoring run", wanted: "9", available: ["1 (popularity)"])
        ) { try workspace.scores(.id(9)) }
    }

    @Test("have no name that a command would read as something else", arguments: ["latest", "2", ""])
    func reservedName(name: String) throws {
        let run = try saveRun("popularity")
        let error = #expect(throws: WorkspaceError.self) {
            try workspace.saveList(
                SampleRecords.list(name, run: run), items: SampleRecords.items, at: SampleRecords.date)
        }
        #expect(error?.description.contains("the list's name: ") == true)
        #expect(try workspace.lists() == [])
    }

    @Test("can be made when there is none, by the command that is named")
    func nothingYet() throws {
        func advice() throws -> String {
            "\(#expect(throws: WorkspaceError.self) { try workspace.list(.latest) }!)"
        }
        #expect(try advice().hasSuffix("; run `icebreaker select --strategy popularity`."))
        _ = try workspace.createModel(SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
        #expect(try advice().hasSuffix("; run `icebreaker select --strategy popularity`."))
        try workspace.finishModel(1, at: SampleRecords.date)
        #expect(try advice().hasSuffix("; run `icebreaker select`."))
    }

    @Test("are summed up with trainings and analyses by time")
    func runs() throws {
        let model = try workspace.createModel(SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
        _ = try workspace.saveAnalysis(
            SampleRecords.analysis(), results: AnalysisResults(), at: SampleRecords.date + 60)
        _ = try workspace.saveScoringRun(
            SampleRecords.run(modelID: model, strategy: "melu"), scores: [], at: SampleRecords.date + 30)
        let runs = try workspace.runs()
        #expect(runs.map(\.kind) == [.model, .scoring, .analysis])
        #expect(runs.map(\.what) == ["trained, 0 epochs, unfinished", "melu", "compare"])
        #expect(runs.map(\.modelID) == [model, model, nil])
        #expect(runs.map(\.seed) == [.max, 7, 3])
    }

    @Test("go with the dataset that they were made from")
    func replacement() throws {
        try SampleRecords.fill(workspace)
        let outcome = try workspace.store(
            SampleDatasets.bare, contentHash: SampleDatasets.otherHash, replace: true)
        #expect(outcome == .replaced(.init(name: "mixed", models: 1, scoringRuns: 1, lists: 1)))
        #expect(try workspace.lists() == [])
        #expect(try workspace.runs() == [])
        #expect(try workspace.loadDataset() == SampleDatasets.bare)
    }
}
