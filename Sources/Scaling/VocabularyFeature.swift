import Datasets
import Support

/// One input feature with its tokens, and for items with every item's cell.
struct VocabularyFeature: Sendable, Equatable, Codable {
    var name: String
    var kind: FeatureKind
    /// The tokens in the order of their embedding rows; `nil` for a numeric feature.
    var tokens: [String]?
    /// The embedding rows of every item; `nil` for users and for a numeric feature.
    var rows: [[Int32]]?
    /// The number of every item; `nil` for users and for a token feature.
    var numbers: [Double?]?

    /// Takes a feature over; `nil` when it is no input.
    init?(_ feature: Feature, withCells: Bool) {
        guard feature.isInput else { return nil }
        (name, kind) = (feature.name, feature.kind)
        switch feature.values {
        case .categorical(let column), .multivalued(let column):
            tokens = column.vocabulary
            rows = withCells ? (0..<column.count).map { Array(column.indices(ofRow: $0)) } : nil
        case .numeric(let values): numbers = withCells ? values : nil
        case .text: return nil
        }
    }

    /// The feature of items.
    /// - Returns: `nil` where there is not one well-formed cell per item.
    func itemFeature(count: Int) -> Feature? {
        switch (kind, tokens, rows, numbers) {
        case (.numeric, nil, nil, let numbers?):
            guard numbers.count == count, numbers.allSatisfy({ $0?.isFinite ?? true }) else { return nil }
            return Feature(name: name, values: .numeric(numbers))
        case (.categorical, let tokens?, let rows?, nil), (.multivalued, let tokens?, let rows?, nil):
            let most = kind == .categorical ? 1 : tokens.count
            let isWellFormed = rows.allSatisfy { row in
                row.count <= most && row.allSatisfy { tokens.indices.contains(Int($0)) }
                    && zip(row, row.dropFirst()).allSatisfy(<)
            }
            guard rows.count == count, isWellFormed else { return nil }
            return feature(rows.map { row in row.map { tokens[Int($0)] } })
        default: return nil
        }
    }

    /// The feature of users with these cells; tokens outside the vocabulary are left out.
    func userFeature(_ cells: [TaskLineReader.Cell]) -> Feature {
        kind == .numeric
            ? Feature(name: name, values: .numeric(cells.map(\.number))) : feature(cells.map(\.tokens))
    }

    /// How many of these cells hold something that the estimator has learned from.
    func counts(_ cells: [TaskLineReader.Cell]) -> FeatureCounts {
        let names = Set((tokens ?? []).lazy.map(ByteText.init))
        var counts = FeatureCounts(name)
        for cell in cells {
            guard cell.number == nil else {
                counts.known += 1
                continue
            }
            if cell.tokens.isEmpty { counts.missing += 1 }
            for token in cell.tokens {
                if names.contains(ByteText(token)) { counts.known += 1 } else { counts.countUnknown(token) }
            }
        }
        return counts
    }

    private func feature(_ rows: [[String]]) -> Feature {
        let column = TokenColumn(rows: rows, vocabulary: tokens ?? [])
        return Feature(name: name, values: kind == .categorical ? .categorical(column) : .multivalued(column))
    }

    /// Whether the tokens, if it has them, ascend by their bytes.
    var isOrdered: Bool {
        guard let tokens else { return kind == .numeric }
        return kind != .numeric
            && zip(tokens, tokens.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
