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
            SampleRecords.analysis(), results: SampleRecords.results, at: SampleRecords.date)
        #expect(
            try workspace.analysisRun(.latest)
                == AnalysisRunRecord(id: id, details: SampleRecords.analysis(), createdAt: SampleRecords.date)
        )
        #expect(try workspace.evaluations(ofAnalysis: id) == SampleRecords.evaluations)
        #expect(try workspace.elicitations(ofAnalysis: id) == SampleRecords.elicitations)
        #expect(try workspace.answeredElicitations(ofAnalysis: id) == SampleRecords.answered)
        #expect(try workspace.comparedLists(ofAnalysis: id) == SampleRecords.comparedLists)
        #expect(try workspace.strategyMeasures(ofAnalysis: id) == SampleRecords.measures)
        #expect(try workspace.listSimilarities(ofAnalysis: id) == SampleRecords.similarities)
        #expect(try workspace.results(ofAnalysis: id) == SampleRecords.results)
    }

    @Test(
        "is not stored with a result that appears twice",
        arguments: [
            AnalysisResults(evaluations: SampleRecords.evaluations + SampleRecords.evaluations),
            AnalysisResults(elicitations: SampleRecords.elicitations + SampleRecords.elicitations),
            AnalysisResults(answered: SampleRecords.answered + SampleRecords.answered),
            AnalysisResults(lists: SampleRecords.comparedLists + SampleRecords.comparedLists),
            AnalysisResults(measures: SampleRecords.measures + SampleRecords.measures),
            AnalysisResults(similarities: SampleRecords.similarities + SampleRecords.similarities),
        ])
    func duplicate(results: AnalysisResults) throws {
        #expect(throws: WorkspaceError.self) {
            try workspace.saveAnalysis(SampleRecords.analysis(), results: results, at: SampleRecords.date)
        }
        #expect(throws: WorkspaceError.self) { try workspace.analysisRun(.latest) }
    }

    @Test("is not stored with a measure of similarity that there is none of")
    func unknownMeasure() throws {
        let similarity = ListSimilarityRecord(
            strategy: "melu", otherStrategy: "design", measure: "distance", value: 1)
        #expect(throws: WorkspaceError.self) {
            try workspace.saveAnalysis(
                SampleRecords.analysis(), results: AnalysisResults(similarities: [similarity]),
                at: SampleRecords.date)
        }
    }
}
