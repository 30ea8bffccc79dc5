import Datasets
import Foundation

/// What an import prints.
struct SummaryReport {
    let summary: DatasetSummary

    init(_ summary: DatasetSummary) { self.summary = summary }

    /// The summary in a format: words and two tables, the whole as JSON, or one line per figure as CSV.
    func rendered(_ format: OutputFormat) throws -> String {
        switch format {
        case .table: try [figures.rendered(.table), features.rendered(.table), rejections].joined(separator: "\n")
        case .json: try json()
        case .csv: try figures.rendered(.csv)
        }
    }

    private var figures: ResultTable {
        var table = ResultTable(headings: [.init("figure", "dataset"), .init("value", summary.name)])
        func add(_ name: String, _ value: String) { table.rows.append([.text(name), .text(value)]) }
        add("format", summary.format)
        add("users", counted(summary.users, rated: summary.usersWithRatings))
        add("items", counted(summary.items, rated: summary.itemsWithRatings))
        let isImplicit = summary.feedback == .implicit
        add(
            isImplicit ? "interactions" : "ratings",
            "\(summary.ratings)" + (summary.hasTimestamps ? " with times" : " without times"))
        add("density", String(format: "%.3f%%", 100 * summary.density))
        if isImplicit {
            add("feedback", "implicit: interactions without ratings")
        } else {
            add("rating scale", String(format: "%g to %g", summary.scale.minimum, summary.scale.maximum))
        }
        add(isImplicit ? "rows left out" : "rows rejected", "\(summary.rejections.reduce(0) { $0 + $1.count })")
        return table
    }

    private func counted(_ all: Int, rated: Int) -> String {
        all == rated ? "\(all)" : "\(all), \(rated) of them with \(summary.feedback == .implicit ? "interactions" : "ratings")"
    }

    private var features: ResultTable {
        ResultTable(
            headings: [
                .init("side", "of"), .init("name", "feature"), .init("kind", "kind"), .init("vocabulary", "tokens"),
                .init("missing", "missing"), .init("role", "shown as"), .init("input", "learned from"),
            ],
            rows: summary.features.map {
                [
                    .text($0.side.rawValue), .text($0.name), .text($0.kind.rawValue),
                    $0.vocabularySize.map { .integer($0) } ?? .missing, .integer($0.missing), .text($0.role?.rawValue ?? ""),
                    .flag($0.isInput),
                ]
            })
    }

    private var rejections: String {
        summary.rejections.map {
            "\($0.file): \($0.count) rows left out: \($0.reason)" + ($0.firstLine > 0 ? ", first in line \($0.firstLine)" : "")
        }
        .joined(separator: "\n")
    }

    private func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(summary), as: UTF8.self)
    }
}
