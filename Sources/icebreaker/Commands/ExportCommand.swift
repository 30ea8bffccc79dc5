import ArgumentParser
import Foundation
import Scaling
import Storage
import Study

/// `icebreaker export`: writes what the workspace holds to a file or to standard output.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write scores, a list, an analysis, a model or a study's responses to a file.",
        discussion: """
            Scores, lists and analyses are written as CSV or JSON, a model as safetensors, the vocabulary that a worker needs \
            beside it as JSON. An analysis has several tables: JSON \
            has them all, CSV takes one, named with --table. Tables: \(tables). Of a study, `study export` writes all tables.
            """)
    private static var tables: String { AnalysisTable.allCases.map(\.rawValue).joined(separator: ", ") }

    enum What: String, ExpressibleByArgument, CaseIterable {
        case scores
        case list
        case analysis
        case model
        case vocabulary
        case responses
    }

    @Argument(help: "What to write: scores, list, analysis, model, vocabulary or responses.")
    var what: What
    @Argument(help: "Which one, by number or name; of analyses, compare or evaluate; of responses, the study's name.")
    var reference = "latest"
    @Option(name: [.customShort("o"), .long], help: "The file to write. Default: standard output.", completion: .file())
    var output: String?
    @Option(name: .long, help: "csv or json; a model is always safetensors, a vocabulary JSON.")
    var format: OutputFormat = .csv
    @Option(name: .long, help: "Which table of an analysis to write. Default: all that it has.")
    var table: AnalysisTable?
    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        guard what != .model || output != nil else {
            throw ValidationError("a model is a binary file; name it with --output FILE.")
        }
        guard what == .analysis || table == nil else {
            throw ValidationError("--table names a table of an analysis; leave it out for \(what.rawValue).")
        }
    }

    func run() async throws {
        if what == .responses { return try await exportResponses() }
        let workspace = try workspace.open(for: .reading)
        let (reference, file) = (RecordReference(reference), ResultFile(output))
        switch what {
        case .scores: try file.write(ScoresReport(workspace.scores(reference)).rendered(format))
        case .list: try file.write(ListReport(workspace.list(reference)).rendered(format))
        case .analysis: try file.write(analysis(workspace, reference))
        case .model: try file.write(workspace.model(reference).weights)
        case .vocabulary: try file.write(Vocabulary(of: reference, in: workspace).encoded())
        case .responses: break
        }
    }

    /// What `study export --table responses` writes.
    private func exportResponses() async throws {
        let store = try StudyStore(workspace.path, for: .reading)
        var study = try await store.study(named: reference)
        if study == nil, reference == "latest" { study = try await store.studies().last }
        if study == nil { study = try await store.requiredStudy(reference) }
        guard let study else { return }
        let export = StudyExport(study.design, sessions: try await store.sessions(of: study), features: [])
        let report = StudyExportReport(export: export, study: study.design.name)
        try ResultFile(output).write(try report.rendered(.responses, format))
    }

    private func analysis(_ workspace: Workspace, _ reference: RecordReference) throws -> String {
        let run = try workspace.analysisRun(reference)
        let report = AnalysisReport(run, results: try workspace.results(ofAnalysis: run.id))
        if let table { return try report.rendered(table, format) }
        guard format != .csv || report.tables.count < 2 else {
            let names = report.tables.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(
                "analysis \(run.id) has several tables and a CSV file holds one; choose it with --table: \(names); "
                    + "or write them all with --format json.")
        }
        return try report.rendered(format)
    }
}
