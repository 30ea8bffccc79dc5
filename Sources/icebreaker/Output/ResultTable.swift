import Foundation
import Support

/// Rows of results that print as a table, as JSON or as CSV.
struct ResultTable {
    /// One value.
    enum Cell {
        case text(String)
        case integer(Int)
        /// A number and how many digits after the point a table shows of it.
        case number(Double, digits: Int)
        case flag(Bool)
        case list([String])
        case missing
    }

    /// One column: its key in JSON and CSV, its title in a table, `nil` where a table leaves it out.
    struct Heading {
        var key: String
        var title: String?

        init(_ key: String, _ title: String?) { (self.key, self.title) = (key, title) }
    }

    var headings: [Heading]
    var rows: [[Cell]] = []

    /// The rows in a format, without a line end after the last.
    /// - Parameter width: how many columns of a terminal a table may take; by default as many as it needs.
    func rendered(_ format: OutputFormat, width: Int? = nil) throws -> String {
        switch format {
        case .table: table(width)
        case .json: try json()
        case .csv: csv()
        }
    }

    /// The same without the columns that have nothing in any row.
    var withoutEmptyColumns: ResultTable {
        let kept = headings.indices.filter { column in rows.contains { !$0[column].words.isEmpty } }
        return ResultTable(
            headings: kept.map { headings[$0] }, rows: rows.map { row in kept.map { row[$0] } })
    }

    private func table(_ width: Int?) -> String {
        guard !rows.isEmpty else { return "nothing yet" }
        let shown = headings.indices.filter { headings[$0].title != nil }
        return TextGrid(
            titles: shown.map { headings[$0].title ?? "" },
            rows: rows.map { row in
                shown.map { TextGrid.Cell(text: row[$0].words, isNumeric: row[$0].isNumeric) }
            },
            width: width
        ).text
    }

    private func json() throws -> String { try Self.json(objects) }

    /// The rows as JSON objects.
    var objects: [[String: Any]] {
        rows.map { row in Dictionary(uniqueKeysWithValues: zip(headings.map(\.key), row.map(\.value))) }
    }

    /// An array or object as JSON for people; equal values are equal bytes.
    static func json(_ value: Any) throws -> String {
        let data = try JSONSerialization.data(
            withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }

    private func csv() -> String {
        ([headings.map { $0.key.csvField }] + rows.map { $0.map(\.plain.csvField) }).map {
            $0.joined(separator: ",")
        }
        .joined(separator: "\n")
    }
}

extension ResultTable.Cell {
    /// As a person reads it in a table.
    fileprivate var words: String {
        switch self {
        case .number(let value, let digits):
            value.isFinite ? String(format: "%.\(digits)f", value) : "not defined"
        case .flag(let value): value ? "yes" : ""
        case .list(let values): values.joined(separator: ", ")
        default: plain
        }
    }

    /// In full, as a program reads it.
    fileprivate var plain: String {
        switch self {
        case .text(let text): text
        case .integer(let value): String(value)
        case .number(let value, _): value.isFinite ? String(value) : ""
        case .flag(let value): value ? "true" : "false"
        case .list(let values): values.joined(separator: "|")
        case .missing: ""
        }
    }

    /// As a JSON value.
    fileprivate var value: Any {
        switch self {
        case .text(let text): text
        case .integer(let value): value
        case .number(let value, _): value.isFinite ? value as Any : NSNull()
        case .flag(let value): value
        case .list(let values): values
        case .missing: NSNull()
        }
    }

    fileprivate var isNumeric: Bool {
        switch self {
        case .integer, .number, .missing: true
        default: false
        }
    }
}
