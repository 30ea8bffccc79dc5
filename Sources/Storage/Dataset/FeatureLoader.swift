import Datasets
import Foundation
internal import GRDB
import Support

/// Reads the features of one side.
struct FeatureLoader {
    private let database: Database
    private let side: String

    init(_ database: Database, side: String) { (self.database, self.side) = (database, side) }

    /// The features in their order.
    /// - Parameters:
    ///   - table: the users or items without features.
    ///   - numbers: their numbers in the tables.
    func features(of table: EntityTable, _ numbers: EntityNumbers) throws -> [Feature] {
        try Row.fetchAll(
            database,
            sql:
                "SELECT feature_id, name, kind, role, is_input FROM feature WHERE side = ? ORDER BY position",
            arguments: [side]
        ).map { row in
            let role: String? = try row.value(3)
            return Feature(
                name: try row.value(1), role: role.flatMap(FeatureRole.init), isInput: try row.value(4),
                values: try values(
                    ofFeature: try row.value(0), kind: FeatureKind(rawValue: try row.value(2)) ?? .text,
                    numbers))
        }
    }

    private func values(ofFeature id: Int64, kind: FeatureKind, _ numbers: EntityNumbers) throws
        -> FeatureValues
    {
        switch kind {
        case .categorical:
            return .categorical(try tokens(ofFeature: id, numbers) { [$0] })
        case .multivalued:
            return .multivalued(
                try tokens(ofFeature: id, numbers) { try decoder.decode([String].self, from: Data($0.utf8)) })
        case .numeric:
            var cells = [Double?](repeating: nil, count: numbers.indices.count)
            try eachCell(ofFeature: id, numbers) { row, cell in cells[row] = cell.double(2) }
            return .numeric(cells)
        case .text:
            var cells = [String?](repeating: nil, count: numbers.indices.count)
            try eachCell(ofFeature: id, numbers) { row, cell in cells[row] = cell.text(1) }
            return .text(cells)
        }
    }

    private func tokens(
        ofFeature id: Int64, _ numbers: EntityNumbers, split: (String) throws -> [String]
    ) throws -> TokenColumn {
        let statement = try RawStatement(
            database, "SELECT token FROM feature_token WHERE feature_id = ? ORDER BY token_index")
        statement.bind(1, id)
        var vocabulary: [String] = []
        while try statement.step() { vocabulary.append(statement.text(0)) }
        let positions = Dictionary(
            zip(vocabulary.lazy.map(ByteText.init), Int32(0)...), uniquingKeysWith: { first, _ in first })

        var column = TokenColumn(rows: [], vocabulary: vocabulary)
        column.offsets.reserveCapacity(numbers.indices.count + 1)
        try eachCell(ofFeature: id, numbers) { row, cell in
            let indices = try split(cell.text(1)).map { token in
                guard let index = positions[ByteText(token)] else {
                    throw DamagedData(problem: "`\(token)` is not in its feature's vocabulary")
                }
                return index
            }
            guard row >= column.count else {
                throw DamagedData(problem: "the \(side) features are out of order")
            }
            while column.count < row { column.offsets.append(Int32(column.indices.count)) }
            column.indices.append(contentsOf: indices.sorted())
            column.offsets.append(Int32(column.indices.count))
        }
        while column.count < numbers.indices.count { column.offsets.append(Int32(column.indices.count)) }
        return column
    }

    /// Calls `body` with the row and the statement of each cell that is there, in the order of the ids.
    private func eachCell(
        ofFeature id: Int64, _ numbers: EntityNumbers, _ body: (Int, RawStatement) throws -> Void
    ) throws {
        let index = "\(side)_index"
        // A sort is spared where the numbers have the order of the ids.
        let (source, order) = numbers.areInOrder ? ("", index) : ("JOIN \(side) USING (\(index))", "position")
        let statement = try RawStatement(
            database,
            """
            SELECT \(index), value_text, value_number FROM \(side)_feature \(source) WHERE feature_id = ? ORDER BY \(order)
            """)
        statement.bind(1, id)
        while try statement.step() {
            guard let row = numbers.position(statement.integer(0)) else {
                throw DamagedData(problem: "a feature names an unknown \(side)")
            }
            try body(Int(row), statement)
        }
    }

    private let decoder = JSONDecoder()
}
