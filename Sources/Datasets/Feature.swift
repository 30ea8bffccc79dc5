import Support

/// What the values of a feature are.
package enum FeatureKind: String, Sendable, Codable, CaseIterable {
    /// At most one token per user or item.
    case categorical
    /// Any number of distinct tokens per user or item.
    case multivalued
    /// One finite number, or none.
    case numeric
    /// Words for a person to read, such as a title; never an input of the estimator.
    case text
}

/// What a feature means to a person who reads a list, where it means one of these.
package enum FeatureRole: String, Sendable, Codable, CaseIterable {
    /// The name of the item, without its year.
    case title
    /// The year in which the item appeared.
    case year
    /// The genres or categories of the item.
    case genres
    /// The address of a picture of the item.
    case poster
}

/// One feature of all users or of all items: a column.
package struct Feature: Sendable, Equatable {
    /// The name, unique among the features of the same side.
    package var name: String
    /// What a person reads it as, if anything.
    package var role: FeatureRole?
    /// Whether the estimator learns from it. A text feature never is an input.
    package var isInput: Bool
    /// The values, one cell per user or item in the order of the ids.
    package var values: FeatureValues

    /// Creates a feature.
    package init(name: String, role: FeatureRole? = nil, isInput: Bool = true, values: FeatureValues) {
        self.name = name
        self.role = role
        self.isInput = isInput && values.kind != .text
        self.values = values
    }

    /// What the values are.
    package var kind: FeatureKind { values.kind }
}

/// The cells of a feature.
package enum FeatureValues: Sendable, Equatable {
    /// At most one token per row.
    case categorical(TokenColumn)
    /// Any number of distinct tokens per row.
    case multivalued(TokenColumn)
    /// One number per row; `nil` where it is missing.
    case numeric([Double?])
    /// One text per row; `nil` where it is missing.
    case text([String?])

    /// What the values are.
    package var kind: FeatureKind {
        switch self {
        case .categorical: .categorical
        case .multivalued: .multivalued
        case .numeric: .numeric
        case .text: .text
        }
    }

    /// The number of cells.
    package var count: Int {
        switch self {
        case .categorical(let column), .multivalued(let column): column.count
        case .numeric(let values): values.count
        case .text(let values): values.count
        }
    }

    /// Whether a cell has no value.
    func isMissing(_ row: Int) -> Bool {
        switch self {
        case .categorical(let column), .multivalued(let column):
            column.offsets[row] == column.offsets[row + 1]
        case .numeric(let values): values[row] == nil
        case .text(let values): values[row] == nil
        }
    }
}

/// Tokens per row in compressed form, over a vocabulary sorted by UTF-8 bytes.
///
/// Row r holds `indices[offsets[r] ..< offsets[r + 1]]`, ascending and distinct. A missing cell is an empty
/// row.
package struct TokenColumn: Sendable, Equatable {
    /// The distinct tokens, sorted by their UTF-8 bytes; a token's index is its position.
    package var vocabulary: [String]
    /// Where each row starts, shape [rows + 1].
    package var offsets: [Int32]
    /// Positions in the vocabulary, row after row.
    package var indices: [Int32]

    /// Builds a column from the tokens of every row; repeated tokens of a row collapse.
    /// - Parameter rows: the tokens, shape [rows][tokens].
    package init(rows: [[String]]) {
        let tokens = Set(rows.joined().lazy.map(ByteText.init)).map(\.text)
        self.init(rows: rows, vocabulary: tokens.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    /// Builds a column over a given vocabulary; tokens outside it are left out.
    /// - Parameters:
    ///   - rows: the tokens, shape [rows][tokens].
    ///   - vocabulary: the known tokens, sorted by their UTF-8 bytes.
    package init(rows: [[String]], vocabulary: [String]) {
        let positions = Dictionary(
            zip(vocabulary.lazy.map(ByteText.init), Int32(0)...), uniquingKeysWith: { first, _ in first })
        self.vocabulary = vocabulary
        offsets = [0]
        indices = []
        offsets.reserveCapacity(rows.count + 1)
        for row in rows {
            indices.append(contentsOf: Set(row.compactMap { positions[ByteText($0)] }).sorted())
            offsets.append(Int32(indices.count))
        }
    }

    /// The number of rows.
    package var count: Int { offsets.count - 1 }

    /// The vocabulary positions of one row, ascending.
    package func indices(ofRow row: Int) -> ArraySlice<Int32> {
        indices[Int(offsets[row])..<Int(offsets[row + 1])]
    }

    /// The tokens of one row, in vocabulary order.
    package func tokens(ofRow row: Int) -> [String] {
        indices(ofRow: row).map { vocabulary[Int($0)] }
    }
}
