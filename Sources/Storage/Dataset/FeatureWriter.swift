import Datasets
import Foundation
internal import GRDB

/// Writes one feature: its row, its vocabulary and its cells. A missing cell has no row.
struct FeatureWriter {
    private let database: Database
    private let feature: Feature
    private let side: String
    private let position: Int
    private let id: Int

    init(_ database: Database, _ feature: Feature, side: String, position: Int, id: Int) {
        (self.database, self.feature, self.side, self.position, self.id) = (
            database, feature, side, position, id
        )
    }

    /// - Parameter indices: the numbers of the users or items, one for each cell.
    func write(_ indices: [Int64]) throws {
        try database.execute(
            sql:
                "INSERT INTO feature (feature_id, side, position, name, kind, role, is_input) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                id, side, position, feature.name, feature.kind.rawValue, feature.role?.rawValue,
                feature.isInput,
            ])
        let value = feature.kind == .numeric ? "value_number" : "value_text"
        let cell = try RawStatement(
            database, "INSERT INTO \(side)_feature (feature_id, \(side)_index, \(value)) VALUES (?, ?, ?)")
        cell.bind(1, Int64(id))
        switch feature.values {
        case .categorical(let column):
            try write(vocabulary: column.vocabulary)
            try write(indices, to: cell) { row in
                column.indices(ofRow: row).first.map { column.vocabulary[Int($0)] }
            }
        case .multivalued(let column):
            try write(vocabulary: column.vocabulary)
            try write(indices, to: cell) { row in try json(column.tokens(ofRow: row)) }
        case .numeric(let values):
            for (row, index) in indices.enumerated() {
                guard let value = values[row] else { continue }
                cell.bind(2, index)
                cell.bind(3, value)
                try cell.run()
            }
        case .text(let values):
            try write(indices, to: cell) { values[$0] }
        }
    }

    private func write(vocabulary: [String]) throws {
        let token = try RawStatement(
            database, "INSERT INTO feature_token (feature_id, token_index, token) VALUES (?, ?, ?)")
        token.bind(1, Int64(id))
        for (index, text) in vocabulary.enumerated() {
            token.bind(2, Int64(index))
            token.bind(3, text)
            try token.run()
        }
    }

    private func write(_ indices: [Int64], to cell: RawStatement, _ value: (Int) throws -> String?) throws {
        for (row, index) in indices.enumerated() {
            guard let value = try value(row) else { continue }
            cell.bind(2, index)
            cell.bind(3, value)
            try cell.run()
        }
    }

    private func json(_ tokens: [String]) throws -> String? {
        tokens.isEmpty ? nil : String(decoding: try Self.encoder.encode(tokens), as: UTF8.self)
    }

    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return encoder
    }()
}
