import Support

/// The users, or the items, of a dataset while it is read: their ids, and the rows of their feature file.
struct EntityRows {
    /// `user` or `item`.
    let what: String
    /// All ids met so far, in any file.
    var index = IDIndex()
    private var columns: [FeatureColumn] = []
    private var cells: [[FeatureCell]] = []
    /// The feature file; empty where there is none.
    private(set) var file = ""
    /// How many rows it has.
    private(set) var tally = RowTally()
    /// The row of each id number in the feature file, and its line; -1 where it has none.
    private var rowOfNumber: [Int32] = []
    private var lineOfNumber: [Int32] = []

    init(what: String) { self.what = what }

    /// Reads the feature file.
    /// - Parameters:
    ///   - table: the file.
    ///   - id: which field is the id, counted from 0.
    ///   - columns: the features.
    /// - Throws: `DatasetError` for a faulty row, or when there is none.
    mutating func read(
        _ table: DelimitedFile, id: Int, columns: [FeatureColumn], log: inout RejectionLog
    ) throws {
        file = table.source.name
        self.columns = columns
        cells = Array(repeating: [], count: columns.count)
        var widths = [Int?](repeating: nil, count: columns.count)
        let tally = try table.forEachRow(log: &log) { (row, line) throws(RowFault) in
            var values: [FeatureCell] = []
            var rowWidths = widths
            for (position, column) in columns.enumerated() {
                values.append(try column.cell(row))
                try Self.checkWidth(values[position], &rowWidths[position], of: column.name)
            }
            let number = Int(try index.number(of: row, id, what))
            try addRow(number: number, line: line)
            widths = rowWidths
            for (position, value) in values.enumerated() { cells[position].append(value) }
        }
        guard tally.rows > 0 else {
            throw DatasetError(
                file: table.source.name, problem: "there is no \(what) in it",
                fix: "put the \(what)s into it, or take the file away")
        }
        guard tally.faulty < tally.rows else { throw tally.nothingLeft(of: file, what: what) }
        self.tally = tally
    }

    /// Whether an id has a row in the feature file.
    /// - Parameter number: the number of the id in the index.
    func isListed(_ number: Int) -> Bool { number < rowOfNumber.count && rowOfNumber[number] >= 0 }

    private static func checkWidth(_ cell: FeatureCell, _ width: inout Int?, of name: String) throws(RowFault)
    {
        guard case .vector(let numbers) = cell, !numbers.isEmpty else { return }
        if let width, width != numbers.count { throw .vectorLength(numbers.count, expected: width, in: name) }
        width = numbers.count
    }

    private mutating func addRow(number: Int, line: Int) throws(RowFault) {
        while rowOfNumber.count <= number {
            rowOfNumber.append(-1)
            lineOfNumber.append(-1)
        }
        guard rowOfNumber[number] < 0 else {
            throw .repeatedID(index.ids[number], of: what, firstLine: Int(lineOfNumber[number]))
        }
        rowOfNumber[number] = Int32(cells.first?.count ?? 0)
        lineOfNumber[number] = Int32(truncatingIfNeeded: line)
    }

    /// The table of all ids, those without a row in the feature file included.
    /// - Returns: the table, and the position there of each id number.
    /// - Throws: `DatasetError` when two features have the same name.
    func table() throws(DatasetError) -> (table: EntityTable, positions: [Int32]) {
        let (ids, positions) = index.sorted()
        var rows = [Int?](repeating: nil, count: ids.count)
        for (number, row) in rowOfNumber.enumerated() where row >= 0 {
            rows[Int(positions[number])] = Int(row)
        }
        let features = zip(columns, cells).flatMap { column, cells in
            column.features(rows.map { $0.map { cells[$0] } })
        }
        let names = features.map(\.name)
        if let name = names.indices.first(where: { names[..<$0].contains(names[$0]) }).map({ names[$0] }) {
            throw DatasetError(
                file: file, problem: "two features are named \(name.quotedForMessage)",
                fix: "give each its own name")
        }
        return (EntityTable(ids: ids, features: features), positions)
    }
}

extension FeatureColumn {
    /// The features that the cells of this column make: one, or one per component of a vector.
    /// - Parameter cells: one cell per id in the order of the table, `nil` where the id has no row.
    fileprivate func features(_ cells: [FeatureCell?]) -> [Feature] {
        switch kind {
        case .categorical: return [feature(.categorical(TokenColumn(rows: cells.map { $0?.tokens ?? [] })))]
        case .multivalued: return [feature(.multivalued(TokenColumn(rows: cells.map { $0?.tokens ?? [] })))]
        case .numeric: return [feature(.numeric(cells.map { $0?.number }))]
        case .text: return [feature(.text(cells.map { $0?.text }))]
        case .numericIfPossible:
            let tokens = cells.map { $0?.tokens.first }
            let numbers = tokens.map { $0.flatMap(DecimalNumber.parse) }
            let areNumbers = zip(tokens, numbers).allSatisfy { ($0 == nil) == ($1 == nil) }
            return [
                feature(
                    areNumbers
                        ? .numeric(numbers)
                        : .categorical(TokenColumn(rows: tokens.map { $0.map { [$0] } ?? [] })))
            ]
        case .vector:
            let vectors = cells.map { $0?.vector ?? [] }
            return (0..<(vectors.map(\.count).max() ?? 0)).map { component in
                var part = feature(.numeric(vectors.map { $0.isEmpty ? nil : $0[component] }))
                part.name += "_\(component)"
                return part
            }
        }
    }

    private func feature(_ values: FeatureValues) -> Feature {
        Feature(name: name, role: role, isInput: isInput, values: values)
    }
}

extension FeatureCell {
    fileprivate var tokens: [String] { if case .tokens(let tokens) = self { tokens } else { [] } }
    fileprivate var number: Double? { if case .number(let number) = self { number } else { nil } }
    fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
    fileprivate var vector: [Double] { if case .vector(let numbers) = self { numbers } else { [] } }
}
