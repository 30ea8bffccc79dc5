import Study
import Support
import Testing

@Suite("Suppression of small cells") struct CellSuppressionTests {
    /// The hidden cells that row sums of 0 (the total being minus the rest) and column sums fix, by
    /// elimination.
    static func determined(_ hidden: Set<[Int]>, rows: Int, columns: Int) -> [[Int]] {
        let cells = hidden.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
        var equations = (0..<rows).map { row in cells.map { $0[0] == row ? 1.0 : 0 } }
        equations += (0..<columns).map { column in cells.map { $0[1] == column ? 1.0 : 0 } }
        var row = 0
        for column in cells.indices {
            guard
                let pivot = equations.indices.dropFirst(row).first(where: {
                    abs(equations[$0][column]) > 1e-9
                })
            else {
                continue
            }
            equations.swapAt(row, pivot)
            let scale = equations[row][column]
            equations[row] = equations[row].map { $0 / scale }
            for other in equations.indices where other != row && equations[other][column] != 0 {
                let factor = equations[other][column]
                equations[other] = zip(equations[other], equations[row]).map { $0 - factor * $1 }
            }
            row += 1
        }
        // A cell is known where an equation of the reduced system has it alone.
        return equations.compactMap { equation in
            let parts = equation.indices.filter { abs(equation[$0]) > 1e-9 }
            return parts.count == 1 ? cells[parts[0]] : nil
        }
    }

    @Test("leaves no cell that the sums tell, whatever the table", arguments: 0..<300)
    func sound(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let (rows, columns) = (2 + generator.integer(below: 6), 2 + generator.integer(below: 3))
        let counts = (0..<rows).map { _ in
            let cells = (0..<columns).map { _ in generator.integer(below: 2) * generator.integer(below: 25) }
            return cells + [cells.reduce(0, +)]
        }
        let hidden = CellSuppression(counts, minCell: 5).hidden
        for (row, cells) in counts.enumerated() {
            for (column, count) in cells.enumerated() where (1..<5).contains(count) {
                #expect(hidden.contains([row, column]))
            }
        }
        #expect(Self.determined(hidden, rows: rows, columns: columns + 1) == [], "\(counts) \(hidden)")
        #expect(CellSuppression(counts, minCell: 1).hidden.isEmpty)
    }

    @Test("hides the smallest other cell of the row and of the columns with one")
    func secondary() {
        let table = CellTable(
            name: "gender", columns: ["a", "b"], rows: ["F", "M", "other"],
            counts: [[20, 3], [9, 12], [7, 30]], minCell: 5)
        #expect(table.rows.map(\.counts) == [[nil, nil], [nil, nil], [7, 30]])
        #expect(table.rows.map(\.total) == [23, 21, 37])
        #expect(table.columnTotals == [36, 45] && table.total == 81 && table.isSuppressed)
    }

    @Test("hides one more cell of a single column, and no others")
    func single() {
        let table = CellTable(
            name: "age", columns: ["all"], rows: ["a", "b", "c", "d"], counts: [[20], [9], [3], [12]],
            minCell: 5)
        #expect(table.rows.map(\.counts) == [[20], [nil], [nil], [12]])
        #expect(table.rows.map(\.total) == [20, nil, nil, 12] && table.total == 44)
    }

    @Test("counts values that few have together, and those who did not tell apart")
    func rare() {
        let participants =
            [[String]](repeating: ["9"], count: 6) + [[String]](repeating: ["10"], count: 7) + [["spy"]]
        let table = CellTable(
            name: "job", columns: ["all"], values: [participants + [[]] + [["king"]]], minCell: 3)
        #expect(table.rows.map(\.value) == ["9", "10", CellTable.rareValues])
        #expect(table.rows.map(\.total) == [6, 7, 3])
        let open = CellTable(name: "job", columns: ["all"], values: [participants + [[]]], minCell: 1)
        #expect(open.rows.map(\.value) == ["9", "10", "not-told", "spy"])
    }
}
