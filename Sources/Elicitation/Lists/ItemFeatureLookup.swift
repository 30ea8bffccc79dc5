import Datasets
import Support

extension EntityTable {
    /// The feature that a rule means: the one of that name, else the one that people read in that role
    /// (`genre` is also understood as the role `genres`).
    /// - Throws: ``RuleError/unknownFeature(rule:name:known:)``.
    func feature(meantBy name: String, rule: String) throws(RuleError) -> Feature {
        let role = FeatureRole(rawValue: name == "genre" ? "genres" : name)
        if let feature = feature(named: name) ?? role.flatMap({ self.feature(role: $0) }) { return feature }
        throw .unknownFeature(rule: rule, name: name, known: features.map(\.name))
    }
}

extension Feature {
    /// Whether the values compare as numbers: a numeric feature, or the year in whatever form the dataset
    /// writes it.
    var isOrdered: Bool { kind == .numeric || role == .year }

    /// The values of one row as text: none where it is missing, several where the feature is multi-valued.
    func texts(ofRow row: Int) -> [String] {
        switch values {
        case .categorical(let column), .multivalued(let column): column.tokens(ofRow: row)
        case .numeric(let values): values[row].map { [$0.plainText] } ?? []
        case .text(let values): values[row].map { [$0] } ?? []
        }
    }

    /// The value of one row as a number, where it has one.
    func number(ofRow row: Int) -> Double? {
        if case .numeric(let values) = values { return values[row] }
        return texts(ofRow: row).first.flatMap(Double.init)
    }

    /// Whether any row has this value; for a text feature without asking, since it has no vocabulary.
    func mayHold(_ value: String) -> Bool {
        switch values {
        case .categorical(let column), .multivalued(let column): column.vocabulary.contains(value)
        case .numeric, .text: true
        }
    }

    /// Up to three tokens of the vocabulary that are spelt most like a value.
    func tokens(nearestTo value: String) -> [String] {
        switch values {
        case .categorical(let column), .multivalued(let column):
            Feature.nearest(to: value, in: column.vocabulary)
        case .numeric, .text: []
        }
    }

    private static func nearest(to value: String, in vocabulary: [String]) -> [String] {
        let wanted = Array(value.lowercased().unicodeScalars)
        return vocabulary.map { (editDistance(wanted, Array($0.lowercased().unicodeScalars)), $0) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(3).map(\.1)
    }
}

/// The fewest insertions, deletions and replacements that turn one sequence into the other (Levenshtein,
/// 1966).
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var row = Array(0...right.count)
    for (i, scalar) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, other) in right.enumerated() {
            let replaced = diagonal + (scalar == other ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
        }
    }
    return row[right.count]
}
