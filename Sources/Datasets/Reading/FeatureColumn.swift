import Support

/// One value of a feature as a row of its file gives it.
enum FeatureCell: Sendable, Equatable {
    /// Tokens; none where the cell is missing.
    case tokens([String])
    /// A number, or none.
    case number(Double?)
    /// Words, or none.
    case text(String?)
    /// Several numbers, each of which becomes a feature of its own; none where the cell is missing.
    case vector([Double])
}

/// How a feature is read from the rows of a file.
struct FeatureColumn: Sendable {
    /// What the cells are.
    enum Kind: Sendable {
        case categorical, multivalued, numeric, text
        /// Several numbers, each of which becomes a numeric feature of its own.
        case vector
        /// Tokens that become numbers if every one of them is a number.
        case numericIfPossible
    }

    /// The feature's name.
    var name: String
    /// What its cells are.
    var kind: Kind
    /// What a person reads it as.
    var role: FeatureRole?
    /// Whether the estimator learns from it.
    var isInput = true
    /// Takes the cell from a record.
    var cell: @Sendable (RecordScanner) throws(RowFault) -> FeatureCell

    /// At most one token: the text of one field.
    static func categorical(_ name: String, column: Int, role: FeatureRole? = nil, isInput: Bool = true)
        -> FeatureColumn
    {
        FeatureColumn(name: name, kind: .categorical, role: role, isInput: isInput) { row in
            .tokens(row.isEmpty(column) ? [] : [row.text(column)])
        }
    }

    /// Any number of tokens in one field; empty ones do not count.
    static func multivalued(
        _ name: String, column: Int, separator: String, role: FeatureRole? = nil, isInput: Bool = true
    ) -> FeatureColumn {
        FeatureColumn(name: name, kind: .multivalued, role: role, isInput: isInput) { row in
            .tokens(row.text(column).parts(separatedBy: separator))
        }
    }

    /// A number.
    static func numeric(_ name: String, column: Int, role: FeatureRole? = nil, isInput: Bool = true)
        -> FeatureColumn
    {
        FeatureColumn(name: name, kind: .numeric, role: role, isInput: isInput) { row throws(RowFault) in
            .number(row.isEmpty(column) ? nil : try row.number(column, name))
        }
    }

    /// Words for a person.
    static func text(_ name: String, column: Int, role: FeatureRole? = nil) -> FeatureColumn {
        FeatureColumn(name: name, kind: .text, role: role, isInput: false) { row in
            .text(row.isEmpty(column) ? nil : row.text(column))
        }
    }
}
