import ArgumentParser
import Foundation
import Storage

/// `icebreaker export`: writes what the workspace holds to a file or to standard output.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write scores, a list, an analysis or a model to a file.",
        discussion: """
            Scores, lists and analyses are written as CSV or JSON, a model as safetensors. An analysis has several tables: JSON \
            has them all, CSV takes one, named with --table. Tables: \(tables).
            """)
    private static var tables: String { AnalysisTable.allCases.map(\.rawValue).joined(separator: ", ") }

    enum What: String, ExpressibleByArgument, CaseIterable {
        case scores
        case list
        case analysis
        case model
    }

    @Argument(help: "What to write: scores, list, analysis or model.")
    var what: What
    @Argument(help: "Which one, by number or name; of analyses, compare or evaluate.")
    var reference = "latest"
    @Option(name: [.customShort("o"), .long], help: "The file to write. Default: standard output.", completion: .file())
    var output: String?
    @Option(name: .long, help: "csv or json; a model is always safetensors.")
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

    func run() throws {
        let workspace = try workspace.open(for: .reading)
        let reference = RecordReference(reference)
        switch what {
        case .scores: try write(ScoresReport(workspace.scores(reference)).rendered(format))
        case .list: try write(ListReport(workspace.list(reference)).rendered(format))
        case .analysis: try write(analysis(workspace, reference))
        case .model: try write(workspace.model(reference).weights)
        }
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

    private func write(_ text: String) throws {
        guard output != nil else { return Console.result(text) }
        try write(Data((text + "\n").utf8))
    }

    /// Writes through a temporary file, so that a failure leaves nothing half-written.
    private func write(_ data: Data) throws {
        guard let output else { return }
        do {
            try data.write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw ExportError(file: output)
        }
    }
}

/// A file that cannot be written.
struct ExportError: Error, CustomStringConvertible {
    let file: String
    var description: String { "\(file): the file cannot be written; give --output a path in a folder that you may write to" }
}
