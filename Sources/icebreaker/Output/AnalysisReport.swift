import ArgumentParser
import Storage

/// A table of results of an analysis, by the name that `export` takes.
enum AnalysisTable: String, ExpressibleByArgument, CaseIterable {
    case evaluation
    case elicitationResults = "elicitation-results"
    case elicitationByAnswer = "elicitation-by-answer"
    case lists
    case measures
    case similarities
}

/// An analysis as it is exported.
struct AnalysisReport {
    private let run: AnalysisRunRecord
    private let results: AnalysisResults

    init(_ run: AnalysisRunRecord, results: AnalysisResults) { (self.run, self.results) = (run, results) }

    /// The tables that have rows.
    var tables: [AnalysisTable] { AnalysisTable.allCases.filter { !table($0).rows.isEmpty } }

    /// One table.
    func rendered(_ name: AnalysisTable, _ format: OutputFormat) throws -> String {
        try table(name).rendered(format)
    }

    /// All tables that have rows: in JSON one object with the analysis and its tables.
    func rendered(_ format: OutputFormat) throws -> String {
        switch format {
        case .table:
            try tables.map { "\($0.rawValue):\n\(try rendered($0, format))" }.joined(separator: "\n\n")
        case .csv: try tables.first.map { try rendered($0, format) } ?? ""
        case .json: try json()
        }
    }

    private func json() throws -> String {
        var object: [String: Any] = [
            "analysis_run_id": run.id, "kind": run.details.kind, "seed": run.details.seed,
            "dataset_hash": run.details.datasetHash, "software_version": run.details.softwareVersion,
        ]
        if let model = run.details.modelID { object["model_id"] = model }
        for name in tables { object[name.rawValue.replacing("-", with: "_")] = table(name).objects }
        return try ResultTable.json(object)
    }

    private func table(_ name: AnalysisTable) -> ResultTable {
        switch name {
        case .evaluation: ResultTable(results.evaluations)
        case .elicitationResults: ResultTable(results.elicitations)
        case .elicitationByAnswer: ResultTable(results.answered)
        case .lists: ResultTable(results.lists)
        case .measures: ResultTable(results.measures)
        case .similarities: ResultTable(results.similarities)
        }
    }
}
