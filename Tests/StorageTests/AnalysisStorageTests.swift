import Storage
import Testing

@Suite("A stored analysis")
struct AnalysisStorageTests {
    let folder: TemporaryFolder
    let workspace: Workspace

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(folder.path(), for: .creating)
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
    }

    @Test("gives its results back")
    func roundTrip() throws {
        let id = try workspace.saveAnalysis(
            SampleRecords.analysis(), evaluations: SampleRecords.evaluations, elicitations: SampleRecords.elicitations,
            at: SampleRecords.date)
        #expect(
            try workspace.analysisRun(.latest)
                == AnalysisRunRecord(id: id, details: SampleRecords.analysis(), createdAt: SampleRecords.date))
        #expect(try workspace.evaluations(ofAnalysis: id) == SampleRecords.evaluations)
        #expect(try workspace.elicitations(ofAnalysis: id) == SampleRecords.elicitations)
    }

    @Test("is not stored with a result that appears twice")
    func duplicate() throws {
        #expect(throws: WorkspaceError.self) {
            try workspace.saveAnalysis(
                SampleRecords.analysis(), evaluations: SampleRecords.evaluations + SampleRecords.evaluations,
                at: SampleRecords.date)
        }
        #expect(throws: WorkspaceError.self) { try workspace.analysisRun(.latest) }
    }
}
