import ArgumentParser
import Study

/// The tables of a study as they are exported.
struct StudyExportReport {
    let export: StudyExport
    let study: String

    /// One table, or all: as one object in JSON.
    func rendered(_ name: StudyExport.Name?, _ format: OutputFormat) throws -> String {
        if let name { return try table(name).rendered(format) }
        guard format == .json else {
            return try StudyExport.Name.allCases.map { "\($0.rawValue):\n\(try table($0).rendered(format))" }
                .joined(separator: "\n\n")
        }
        var object: [String: Any] = ["study": study, "design_hash": try export.design.hash()]
        for name in StudyExport.Name.allCases { object[name.rawValue] = table(name).objects }
        return try ResultTable.json(object)
    }

    private func table(_ name: StudyExport.Name) -> ResultTable {
        let table = export.table(name)
        return ResultTable(
            headings: table.columns.map { .init($0.name, $0.name) },
            rows: table.rows.map { $0.map(ResultTable.Cell.init) })
    }
}

extension ResultTable.Cell {
    fileprivate init(_ value: ExportTable.Value) {
        self =
            switch value {
            case .text(let text): .text(text)
            case .integer(let number): .integer(number)
            case .number(let number): .number(number, digits: 3)
            case .flag(let flag): .flag(flag)
            case .list(let texts): .list(texts)
            case .missing: .missing
            }
    }
}

extension StudyExport.Name: ExpressibleByArgument {}
