/// A table with a caption and a heading for each column; the first cell of a row is its heading.
struct DataTable {
    var caption: String
    var headings: [Cell]
    var rows: [Row]

    /// A row.
    struct Row {
        var first: Cell
        var cells: [Cell]
    }

    /// A cell; numbers stand at the right.
    struct Cell {
        var text: String
        var isNumber = false
        var anchor: String?

        static func text(_ text: String) -> Cell { Cell(text: text) }
        static func number(_ text: String) -> Cell { Cell(text: text, isNumber: true) }
    }

    /// - Parameters:
    ///   - caption: what the table shows.
    ///   - headings: the columns' titles; those of number columns begin with `#`, which is not shown.
    ///   - rows: as many texts as there are headings in each.
    init(_ caption: String, _ headings: [String], _ rows: [[String]]) {
        let isNumber = headings.map { $0.hasPrefix("#") }
        self.caption = caption
        self.headings = zip(headings, isNumber).map {
            Cell(text: $1 ? String($0.dropFirst()) : $0, isNumber: $1)
        }
        self.rows = rows.map { row in
            let cells = zip(row, isNumber).map { Cell(text: $0, isNumber: $1) }
            return Row(first: cells.first ?? .text(""), cells: Array(cells.dropFirst()))
        }
    }
}
