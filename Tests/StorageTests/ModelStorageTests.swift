import Foundation
import Storage
import Testing

@Suite("A stored model")
struct ModelStorageTests {
    let folder: TemporaryFolder
    let workspace: Workspace

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
    }

    private func train(_ workspace: Workspace, epochs: ArraySlice<EpochRecord>, of id: Int64, seconds: Double)
        throws
    {
        for epoch in epochs {
            try workspace.saveEpoch(
                id, epoch, weights: Data([UInt8(epoch.epoch)]), optimizerState: Data([9]), seconds: seconds,
                at: SampleRecords.date)
        }
    }

    @Test("can be taken up after each of its epochs", arguments: 0...2)
    func resume(done: Int) throws {
        let id = try workspace.createModel(SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
        try train(workspace, epochs: SampleRecords.epochs[..<done], of: id, seconds: 1)
        workspace.close()

        let reopened = try Workspace(folder.path(), for: .writing)
        let found = try #require(
            try reopened.unfinishedModel(
                optionsJSON: SampleRecords.model.optionsJSON, datasetHash: SampleDatasets.hash))
        #expect(found.record.id == id)
        #expect(found.record.epochsDone == done)
        #expect(found.weights == Data([UInt8(done)]))
        #expect(found.optimizerState == (done == 0 ? nil : Data([9])))
        #expect(try reopened.epochs(ofModel: id) == Array(SampleRecords.epochs[..<done]))
    }

    @Test("has the same rows whether its training was interrupted or not")
    func sameRows() throws {
        let other = try Workspace(folder.path("other.sqlite"), for: .creating)
        _ = try other.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        for (workspace, seconds) in [(workspace, 1.0), (other, 2.0)] {
            let id = try workspace.createModel(
                SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
            try train(workspace, epochs: SampleRecords.epochs[...], of: id, seconds: seconds)
            try workspace.finishModel(id, at: SampleRecords.date)
        }
        let query = "SELECT *, hex(weights) FROM model; SELECT * FROM training_epoch;"
        let rows = try SQLiteShell.run(folder.path(), query)
        #expect(rows.contains("|finished|"))
        #expect(try SQLiteShell.run(folder.path("other.sqlite"), query) == rows)
        #expect(try other.epochSeconds(ofModel: 1) == [2, 2, 2])
    }

    @Test("keeps the parameters that it is finished with and forgets the training's state")
    func finish() throws {
        let id = try workspace.createModel(SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
        try train(workspace, epochs: SampleRecords.epochs[...], of: id, seconds: 1)
        try workspace.finishModel(id, weights: Data([42]), validationMAE: 0.125, at: SampleRecords.date)
        let model = try workspace.model(.latest)
        #expect(model.weights == Data([42]))
        #expect(model.optimizerState == nil)
        #expect(
            model.record
                == ModelRecord(
                    id: id, details: SampleRecords.model, status: .finished, epochsDone: 3,
                    validationLoss: 0.5,
                    validationMAE: 0.125, createdAt: SampleRecords.date, finishedAt: SampleRecords.date))
        #expect(try workspace.models() == [model.record])
        #expect(try workspace.model(.name("first")) == model)
        #expect(
            try workspace.unfinishedModel(
                optionsJSON: SampleRecords.model.optionsJSON, datasetHash: SampleDatasets.hash) == nil)
    }

    @Test("is taken up only by a training with the same options on the same dataset")
    func otherOptions() throws {
        _ = try workspace.createModel(SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
        #expect(try workspace.unfinishedModel(optionsJSON: "{}", datasetHash: SampleDatasets.hash) == nil)
        #expect(
            try workspace.unfinishedModel(
                optionsJSON: SampleRecords.model.optionsJSON, datasetHash: SampleDatasets.otherHash)
                == nil)
    }

    @Test("takes no epoch out of turn", arguments: [0, 2, 3])
    func outOfTurn(epoch: Int) throws {
        let id = try workspace.createModel(SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
        var record = SampleRecords.epochs[0]
        record.epoch = epoch
        #expect(throws: WorkspaceError.self) {
            try workspace.saveEpoch(
                id, record, weights: Data([1]), optimizerState: nil, seconds: 1, at: SampleRecords.date)
        }
        #expect(try workspace.model(.id(id)).weights == Data([0]))
        #expect(try workspace.epochs(ofModel: id) == [])
    }

    @Test("is complete from the start when it was imported")
    func imported() throws {
        var new = SampleRecords.model
        new.source = .imported
        let id = try workspace.createModel(new, weights: Data([5]), at: SampleRecords.date)
        #expect(try workspace.model(.latest).record.status == .finished)
        #expect(throws: WorkspaceError.self) { try workspace.finishModel(id, at: SampleRecords.date) }
    }

    @Test("is listed when another is asked for")
    func listed() throws {
        let none = #expect(throws: WorkspaceError.self) { try workspace.model(.latest) }
        #expect(
            none?.description.hasPrefix(
                "\(folder.path()): this workspace has no model yet; run `icebreaker train") == true)
        var unnamed = SampleRecords.model
        unnamed.name = nil
        for model in [SampleRecords.model, unnamed, unnamed] {
            _ = try workspace.createModel(model, weights: Data([0]), at: SampleRecords.date)
        }
        for id in [1, 2] as [Int64] { try workspace.finishModel(id, at: SampleRecords.date) }
        let error = #expect(throws: WorkspaceError.self) { try workspace.model(.id(7)) }
        #expect(error?.description == "\(folder.path()): there is no model 7; choose one of 2, 1 (first).")
    }

    @Test("is the latest when it was finished last, whatever its number and the clock")
    func latest() throws {
        #expect(try workspace.latestModel() == nil)
        var unnamed = SampleRecords.model
        unnamed.name = nil
        for _ in 1...3 { _ = try workspace.createModel(unnamed, weights: Data([0]), at: SampleRecords.date) }
        try workspace.finishModel(2, at: SampleRecords.date)
        #expect(try workspace.model(.latest).record.id == 2)
        // In the same second, and then with a clock that was set back.
        try workspace.finishModel(1, at: SampleRecords.date)
        #expect(try workspace.latestModel() == 1)
        unnamed.source = .imported
        let imported = try workspace.createModel(unnamed, weights: Data([0]), at: SampleRecords.date - 3600)
        #expect(try workspace.latestModel() == imported)
        try workspace.finishModel(3, at: SampleRecords.date - 7200)
        #expect(try workspace.model(.latest).record.id == 3)
        let times = try workspace.models().compactMap(\.finishedAt)
        #expect(
            times.count == 4
                && times.map { ($0.timeIntervalSince(SampleRecords.date) * 1000).rounded() } == [1, 0, 3, 2])
    }

    @Test("says how to complete it when none is finished")
    func unfinished() throws {
        let id = try workspace.createModel(SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
        let expected = WorkspaceError.unfinished(
            file: folder.path(), model: id, advice: "continue its training with `icebreaker train --resume`")
        #expect(throws: expected) { try workspace.model(.latest) }
        #expect(throws: expected) { try workspace.trainedModel(.id(id), dataset: SampleDatasets.mixed) }
    }

    @Test("keeps its name to itself")
    func takenName() throws {
        let id = try workspace.createModel(SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
        for attempt in [
            { try workspace.requireFreeModelName("first") },
            {
                _ = try workspace.createModel(SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
            },
        ] as [() throws -> Void] {
            let error = #expect(throws: WorkspaceError.self) { try attempt() }
            let text =
                "\(folder.path()): model \(id) is called `first` already; give another --name, or leave it out."
            #expect(error?.description == text)
        }
        try workspace.requireFreeModelName("second")
        try workspace.requireFreeModelName(nil)
    }

    @Test(
        "has no name that a command would read as something else",
        arguments: ["latest", "2", "-3", "", " ", "a\nb", "--x"])
    func reservedName(name: String) throws {
        var model = SampleRecords.model
        model.name = name
        let error = #expect(throws: WorkspaceError.self) {
            try workspace.createModel(model, weights: Data([0]), at: SampleRecords.date)
        }
        #expect(error?.description.contains("the model's name: ") == true)
        #expect(try workspace.models() == [])
    }

    @Test("belongs to the dataset of its workspace")
    func otherDataset() throws {
        var model = SampleRecords.model
        model.datasetHash = SampleDatasets.otherHash
        let error = #expect(throws: WorkspaceError.self) {
            try workspace.createModel(model, weights: Data([0]), at: SampleRecords.date)
        }
        #expect(error?.description.contains("was replaced meanwhile") == true)
        let empty = try Workspace(folder.path("empty.sqlite"), for: .creating)
        #expect(throws: WorkspaceError.noDataset(file: folder.path("empty.sqlite"))) {
            try empty.createModel(SampleRecords.model, weights: Data([0]), at: SampleRecords.date)
        }
    }
}
