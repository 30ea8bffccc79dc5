/// Counts of participants by a value and by arm, without the cells that so few are in that they might be
/// recognised.
package struct CellTable: Sendable, Equatable, Codable {
    /// The counts of one value.
    package struct Row: Sendable, Equatable, Codable {
        /// The value.
        package var value: String
        /// The count of each column; nil where it is suppressed.
        package var counts: [Int?]
        /// The sum of the counts; nil where it is suppressed.
        package var total: Int?
    }

    /// The row that holds the values that fewer participants than the smallest cell have.
    package static let rareValues = "rare-values"

    /// What is counted, such as the name of a user feature.
    package var name: String
    /// The columns: the names of the arms, or `all`.
    package var columns: [String]
    /// The rows.
    package var rows: [Row]
    /// The sums of the columns.
    package var columnTotals: [Int]
    /// The sum of all.
    package var total: Int

    /// Whether a cell is suppressed.
    package var isSuppressed: Bool { rows.contains { $0.total == nil || $0.counts.contains(nil) } }

    /// Suppresses the small cells of counts; see `CellSuppression`.
    /// - Parameters:
    ///   - name: what is counted.
    ///   - columns: the names of the columns, at least one.
    ///   - rows: the values.
    ///   - counts: shape [rows, columns].
    ///   - minCell: k, the fewest participants of a cell that is shown.
    package init(name: String, columns: [String], rows: [String], counts: [[Int]], minCell: Int) {
        self.name = name
        self.columns = columns
        columnTotals = columns.indices.map { column in counts.reduce(0) { $0 + $1[column] } }
        total = columnTotals.reduce(0, +)
        // One column too has its totals beside it: a row of its own would be known by a sum that nobody
        // shows.
        let extended = counts.map { $0 + [$0.reduce(0, +)] }
        let hidden = CellSuppression(extended, minCell: minCell).hidden
        self.rows = rows.indices.map { row in
            Row(
                value: rows[row],
                counts: columns.indices.map { hidden.contains([row, $0]) ? nil : counts[row][$0] },
                total: hidden.contains([row, columns.count]) ? nil : counts[row].reduce(0, +))
        }
    }

    /// Counts the values that participants have. Values that fewer than k have are counted together, so that
    /// not even their names are told.
    /// - Parameters:
    ///   - name: what is counted.
    ///   - columns: the names of the columns.
    ///   - values: each column's participants, each with their values; who has none counts as `not-told`.
    ///   - minCell: k.
    package init(name: String, columns: [String], values: [[[String]]], minCell: Int) {
        let perColumn = values.map { participants in
            participants.reduce(into: [String: Int]()) { counts, values in
                for value in values.isEmpty ? ["not-told"] : Set(values).sorted() {
                    counts[value, default: 0] += 1
                }
            }
        }
        let totals = perColumn.reduce(into: [String: Int]()) { $0.merge($1, uniquingKeysWith: +) }
        let (rare, kept) = totals.keys.sorted(by: Self.precedes).reduce(into: ([String](), [String]())) {
            found, value in
            if totals[value, default: 0] < minCell { found.0.append(value) } else { found.1.append(value) }
        }
        var counts = kept.map { value in perColumn.map { $0[value, default: 0] } }
        if !rare.isEmpty {
            counts.append(perColumn.map { column in rare.reduce(0) { $0 + column[$1, default: 0] } })
        }
        self.init(
            name: name, columns: columns, rows: kept + (rare.isEmpty ? [] : [Self.rareValues]),
            counts: counts, minCell: minCell)
    }

    /// Numbers by size, before words by their letters.
    private static func precedes(_ first: String, _ second: String) -> Bool {
        switch (Double(first), Double(second)) {
        case (let x?, let y?): (x, first) < (y, second)
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): first < second
        }
    }
}
