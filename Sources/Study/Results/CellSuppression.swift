/// Which cells of a table of counts are hidden: those of fewer than k participants (but 0), and as many more
/// as it takes that none of them can be computed from the sums of rows and columns, which are known.
///
/// With the rows and columns as vertices and the hidden cells as edges, a hidden cell follows from the sums
/// just where it is a bridge, an edge on no cycle (Gusfield, "A graph theoretic approach to statistical data
/// security", SIAM Journal on Computing 1988). The one hidden cell of a line is the simplest bridge. Each
/// bridge is closed to a cycle by hiding one more cell, the smallest that is not 0 where there is one. What
/// stays known of a hidden cell is a range.
package struct CellSuppression {
    /// The hidden cells, as [row, column].
    package private(set) var hidden: Set<[Int]> = []
    private let counts: [[Int]]

    /// - Parameters:
    ///   - counts: shape [rows, columns]; a row's total may be its last cell.
    ///   - minCell: k; with 1 nothing is hidden.
    package init(_ counts: [[Int]], minCell: Int) {
        self.counts = counts
        let cells = counts.indices.flatMap { row in counts[row].indices.map { [row, $0] } }
        hidden = Set(cells.filter { (1..<max(minCell, 1)).contains(count($0)) })
        while let addition = cells.lazy.filter(hidden.contains).compactMap(closing).first {
            hidden.insert(addition)
        }
    }

    private func count(_ cell: [Int]) -> Int { counts[cell[0]][cell[1]] }

    /// The cell to hide so that a hidden one is no bridge, or less of one; nil where it is none, or where the
    /// table is all hidden.
    private func closing(_ cell: [Int]) -> [Int]? {
        let nearRow = reached(fromRow: cell[0], without: cell)
        guard !nearRow.columns.contains(cell[1]) else { return nil }
        let nearColumn = reached(fromColumn: cell[1], without: cell)
        let joining = product(nearRow.rows, nearColumn.columns) + product(nearColumn.rows, nearRow.columns)
        let all =
            product(nearRow.rows, Set(counts[cell[0]].indices))
            + product(Set(counts.indices), nearColumn.columns)
        return smallest(of: joining) ?? smallest(of: all)
    }

    private func product(_ rows: Set<Int>, _ columns: Set<Int>) -> [[Int]] {
        rows.sorted().flatMap { row in columns.sorted().map { [row, $0] } }
    }

    /// The smallest shown cell that is not 0, else any shown cell.
    private func smallest(of cells: [[Int]]) -> [Int]? {
        cells.filter { !hidden.contains($0) }.min { first, second in
            (count(first) == 0 ? 1 : 0, count(first), first[0], first[1])
                < (count(second) == 0 ? 1 : 0, count(second), second[0], second[1])
        }
    }

    private func reached(fromRow row: Int, without cell: [Int]) -> (rows: Set<Int>, columns: Set<Int>) {
        spread(rows: [row], columns: [], without: cell)
    }

    private func reached(fromColumn column: Int, without cell: [Int]) -> (rows: Set<Int>, columns: Set<Int>) {
        spread(rows: [], columns: [column], without: cell)
    }

    /// The rows and columns that hidden cells connect to the given ones.
    private func spread(rows: Set<Int>, columns: Set<Int>, without cell: [Int]) -> (
        rows: Set<Int>, columns: Set<Int>
    ) {
        var (rows, columns) = (rows, columns)
        var size = 0
        while rows.count + columns.count > size {
            size = rows.count + columns.count
            for edge in hidden where edge != cell && (rows.contains(edge[0]) || columns.contains(edge[1])) {
                rows.insert(edge[0])
                columns.insert(edge[1])
            }
        }
        return (rows, columns)
    }
}
