import Datasets
import Foundation

/// What an import prints.
struct SummaryReport {
    let summary: DatasetSummary
    /// How many columns of a terminal the tables take at most.
    private static let width = 80

    init(_ summary: DatasetSummary) { self.summary = summary }

    /// The summary in a format: words and tables, the whole as JSON, or one line per figure as CSV.
    func rendered(_ format: OutputFormat) throws -> String {
        switch format {
        case .table:
            try
                ([figures, features, ranges].filter { !$0.rows.isEmpty }.map {
                    try $0.rendered(.table, width: Self.width)
                }
                + summary.rejections.map(\.sentence)).joined(separator: "\n")
        case .json: try json()
        case .csv: try SummaryFigures(summary).table.rendered(.csv)
        }
    }

    private var isImplicit: Bool { summary.feedback == .implicit }

    private var figures: ResultTable {
        var table = ResultTable(headings: [.init("figure", "dataset"), .init("value", summary.name)])
        func add(_ name: String, _ value: String) { table.rows.append([.text(name), .text(value)]) }
        add("format", summary.format)
        add("users", counted(summary.users, rated: summary.usersWithRatings))
        add("items", counted(summary.items, rated: summary.itemsWithRatings))
        add(
            isImplicit ? "interactions" : "ratings",
            "\(summary.ratings)" + (summary.hasTimestamps ? " with times" : " without times"))
        if let rule = summary.ratingRule, summary.reratings > 0 {
            add("repeated ratings", "\(summary.reratings); of each user and item the \(rule.rawValue) holds")
        }
        add("density", String(format: "%.3f%%", 100 * summary.density))
        if isImplicit {
            add("feedback", "implicit: interactions without ratings")
        } else {
            add("rating scale", "\(summary.scale.minimum.shortText) to \(summary.scale.maximum.shortText)")
        }
        add(
            isImplicit ? "rows left out" : "rows rejected",
            "\(summary.rejections.reduce(0) { $0 + $1.count })")
        add("warnings", "\(summary.warnings.count)")
        return table
    }

    private func counted(_ all: Int, rated: Int) -> String {
        all == rated ? "\(all)" : "\(all), \(rated) of them with \(isImplicit ? "interactions" : "ratings")"
    }

    private var features: ResultTable {
        ResultTable(
            headings: [
                .init("side", "of"), .init("name", "feature"), .init("kind", "kind"),
                .init("vocabulary", "tokens"),
                .init("missing", "missing"), .init("role", "shown as"), .init("input", "input"),
            ],
            rows: summary.features.map {
                [
                    .text($0.side.rawValue), .text($0.name), .text($0.kind.rawValue),
                    $0.vocabularySize.map { .integer($0) } ?? .missing, .integer($0.missing),
                    .text($0.role?.rawValue ?? ""),
                    .flag($0.isInput),
                ]
            })
    }

    /// The least, the median and the largest of all numbers.
    private var ranges: ResultTable {
        var table = ResultTable(
            headings: [
                .init("number", "number"), .init("least", "least"), .init("median", "median"),
                .init("largest", "largest"),
            ])
        func add(_ name: String, _ range: NumberRange?, _ text: (Double) -> String) {
            guard let range else { return }
            table.rows.append(
                [.text(name)] + [range.least, range.median, range.largest].map { .text(text($0)) })
        }
        add("rating", summary.ratingRange, \.shortText)
        add("time", summary.timeRange) { CalendarDate($0).description }
        for feature in summary.features {
            add("\(feature.side.rawValue): \(feature.name)", feature.range, \.shortText)
        }
        return table
    }

    private func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(summary), as: UTF8.self)
    }
}

extension Rejection {
    /// How many rows of which file were left out, and why.
    var sentence: String {
        "\(file): \(count) row\(count == 1 ? "" : "s") left out: \(reason)"
            + (firstLine > 0 ? ", first in line \(firstLine)" : "")
    }
}

extension Double {
    /// A number as people write it, with six digits at most after the point.
    fileprivate var shortText: String {
        abs(self) < 1e12 && self == rounded() ? plainText : String(format: "%.6g", self)
    }
}
