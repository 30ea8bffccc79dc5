/// Rows of texts in columns with lines around them, as psql prints them.
struct TextGrid {
    /// One cell.
    struct Cell {
        var text: String
        /// Whether it stands at the right, as numbers do.
        var isNumeric = false
    }

    private let titles: [Cell]
    private let rows: [[Cell]]
    private let widths: [Int]
    /// The least that a column is cut to.
    private static let narrowest = 8

    /// - Parameters:
    ///   - titles: the columns' titles.
    ///   - rows: one cell per column.
    ///   - width: how many columns of a terminal the grid may take; texts are cut for it, numbers never.
    init(titles: [String], rows: [[Cell]], width: Int? = nil) {
        self.titles = titles.indices.map {
            Cell(text: titles[$0], isNumeric: rows.first?[$0].isNumeric ?? false)
        }
        // A newline in a cell would begin a row.
        let rows = rows.map { row in
            row.map {
                Cell(
                    text: String($0.text.map { $0.isNewline || $0 == "\t" ? " " : $0 }),
                    isNumeric: $0.isNumeric)
            }
        }
        var widths = titles.indices.map { column in
            rows.reduce(titles[column].displayWidth) { max($0, $1[column].text.displayWidth) }
        }
        if let width {
            var excess = widths.reduce(0, +) + 3 * widths.count + 1 - width
            let texts = titles.indices.filter { column in rows.contains { !$0[column].isNumeric } }
            while excess > 0, let widest = texts.max(by: { widths[$0] < widths[$1] }),
                widths[widest] > Self.narrowest
            {
                widths[widest] -= 1
                excess -= 1
            }
        }
        (self.rows, self.widths) = (rows, widths)
    }

    /// The grid, without a line end after the last line.
    var text: String {
        let line = "+" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "+") + "+"
        return ([line, self.line(titles), line] + rows.map { self.line($0) } + [line]).joined(separator: "\n")
    }

    private func line(_ cells: [Cell]) -> String {
        let padded = zip(cells, widths).map { cell, width in
            let text = cell.text.truncated(toWidth: width)
            let blanks = String(repeating: " ", count: max(0, width - text.displayWidth))
            return cell.isNumeric ? blanks + text : text + blanks
        }
        return "| " + padded.joined(separator: " | ") + " |"
    }
}
