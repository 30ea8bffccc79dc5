import ArgumentParser

/// How `export` writes: as the other commands print, or a grid as SQL.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
    case csv
    case sql

    /// The format of what every command prints; `nil` for SQL.
    var printed: OutputFormat? { OutputFormat(rawValue: rawValue) }
}
