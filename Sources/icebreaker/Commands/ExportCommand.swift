import ArgumentParser
import Foundation
import Scaling
import Storage
import Study
import Workflows

/// `icebreaker export`: writes what the workspace holds to a file or to standard output.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write scores, a list, a grid, an analysis, a model or a study's responses to a file.",
        discussion: """
            Scores, lists and analyses are written as CSV or JSON, a model as safetensors, the vocabulary that a worker needs \
            beside it as JSON. A grid is the table that recommends from taps without this program: as CSV, JSON or SQL for \
            PostgreSQL, SQLite and DuckDB; it is also stored in the workspace, for the view grid_recommendation. An analysis has several tables: JSON \
            has them all, CSV takes one, named with --table. Tables: \(tables). Of a study, `study export` writes all tables.
            """)
    private static var tables: String { AnalysisTable.allCases.map(\.rawValue).joined(separator: ", ") }

    enum What: String, ExpressibleByArgument, CaseIterable {
        case scores
        case list
        case grid
        case analysis
        case model
        case vocabulary
        case responses
    }

    @Argument(help: "What to write: scores, list, grid, analysis, model, vocabulary or responses.")
    var what: What
    @Argument(
        help: ArgumentHelp(
            "Which one, by number or name; of analyses, compare or evaluate; of responses, the study's name. Default: the latest; "
                + "of models, the one that select takes."))
    var reference: String?
    @Option(
        name: [.customShort("o"), .long], help: "The file to write. Default: standard output.",
        completion: .file())
    var output: String?
    @Option(
        name: .long,
        help: "csv or json, of a grid also sql; a model is always safetensors, a vocabulary JSON.")
    var format: ExportFormat = .csv
    @OptionGroup var mark: ByteOrderMarkOption
    @Option(name: .long, help: "Which table of an analysis to write. Default: all that it has.")
    var table: AnalysisTable?
    @OptionGroup var grid: GridExportFlags
    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        guard what == .grid ? format != .table : format.printed != nil else {
            throw ValidationError(
                what == .grid
                    ? "a grid is written as csv, json or sql."
                    : "--format sql is for a grid; choose csv or json.")
        }
        guard what == .grid || !grid.areGiven else {
            throw ValidationError(
                "--list, --positive-from, --features and --pairs are for a grid; leave them out.")
        }
        guard grid.list == nil || reference == nil else {
            throw ValidationError("Name the list once, with --list or without.")
        }
        try mark.check(format.printed)
        guard !mark.bom || (what != .model && what != .vocabulary) else {
            throw ValidationError("--bom marks CSV, and a \(what.rawValue) is none; leave it out.")
        }
        guard what != .model || output != nil else {
            throw ValidationError("a model is a binary file; name it with --output FILE.")
        }
        guard what == .analysis || table == nil else {
            throw ValidationError("--table names a table of an analysis; leave it out for \(what.rawValue).")
        }
    }

    func run() async throws {
        if what == .responses { return try await exportResponses() }
        if what == .grid { return try exportGrid() }
        let workspace = try workspace.open(for: .reading)
        let file = ResultFile(output)
        let format = format.printed ?? .csv
        let usual =
            what == .model || what == .vocabulary ? try workspace.defaultModel(for: .shipping) : .latest
        let reference = reference.map(RecordReference.init) ?? usual
        switch what {
        case .scores:
            try file.write(mark.marked(ScoresReport(workspace.scores(reference)).rendered(format), format))
        case .list:
            try file.write(mark.marked(ListReport(workspace.list(reference)).rendered(format), format))
        case .analysis: try file.write(mark.marked(analysis(workspace, reference), format))
        case .model: try file.write(workspace.model(reference).weights)
        case .vocabulary: try file.write(Vocabulary(of: reference, in: workspace).encoded())
        case .grid, .responses: break
        }
    }

    /// Makes the table of a grid, stores it where the workspace can be written to, and writes it.
    private func exportGrid() throws {
        let (details, contents) = try GridExport.export(
            (grid.list ?? reference).map(RecordReference.init) ?? .latest, in: workspace.path,
            options: grid.options, progress: .console(quiet: true))
        let data = try GridReport(details, contents).data(format)
        try ResultFile(output).write(format == .csv ? Data(mark.marked("", .csv).utf8) + data : data)
    }

    /// What `study export --table responses` writes.
    private func exportResponses() async throws {
        let store = try StudyStore(workspace.path, for: .reading)
        let name = reference ?? "latest"
        var study = try await store.study(named: name)
        if study == nil, name == "latest" { study = try await store.studies().last }
        if study == nil { study = try await store.requiredStudy(name) }
        guard let study else { return }
        let format = format.printed ?? .csv
        let export = StudyExport(study.design, sessions: try await store.sessions(of: study), features: [])
        let report = StudyExportReport(export: export, study: study.design.name)
        try ResultFile(output).write(mark.marked(try report.rendered(.responses, format), format))
    }

    private func analysis(_ workspace: Workspace, _ reference: RecordReference) throws -> String {
        let format = format.printed ?? .csv
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
