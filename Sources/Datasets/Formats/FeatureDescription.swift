/// What a `dataset.yaml` says of one feature: `gender: categorical`, or a mapping with its kind and more.
struct FeatureDescription {
    /// The feature's name.
    let name: String
    /// Where it stands in its file; by default in the column of its name.
    let column: YAMLValue?
    /// The description itself, for messages.
    let value: YAMLValue
    private let kind: FeatureKind
    private let separator: String
    private let role: FeatureRole?
    private let isInput: Bool
    private let missing: Set<String>

    /// Reads a description.
    /// - Parameters:
    ///   - name: the feature's name.
    ///   - value: what the file says of it.
    ///   - missing: the texts that stand for a missing value.
    /// - Throws: `DatasetError` that names the line and the key.
    init(_ name: String, _ value: YAMLValue, missing: Set<String>) throws {
        self.name = name
        self.value = value
        self.missing = missing
        let entries =
            value.isScalar ? nil : try value.record(["kind"], ["column", "separator", "role", "input"])
        kind = try (entries?["kind"] ?? value).choice(FeatureKind.self)
        column = entries?["column"]
        separator = try entries?["separator"]?.string() ?? "|"
        role = try entries?["role"]?.choice(FeatureRole.self)
        isInput = try entries?["input"]?.bool() ?? (kind != .text)
        if let value = entries?["input"], isInput, kind == .text {
            throw value.error(
                "\(value.name) is true for a text, which the estimator cannot learn from",
                fix: "remove the line")
        }
        if let value = entries?["separator"], kind != .multivalued {
            throw value.error(
                "\(value.name) is given for a feature that is not multivalued", fix: "remove the line")
        }
    }

    /// How the feature is read.
    /// - Parameter column: its field, counted from 0.
    func featureColumn(_ column: Int) -> FeatureColumn {
        var feature: FeatureColumn =
            switch kind {
            case .categorical: .categorical(name, column: column, role: role, isInput: isInput)
            case .multivalued:
                .multivalued(name, column: column, separator: separator, role: role, isInput: isInput)
            case .numeric: .numeric(name, column: column, role: role, isInput: isInput)
            case .text: .text(name, column: column, role: role)
            }
        guard !missing.isEmpty else { return feature }
        let (present, missing, none) = (feature.cell, missing, Self.missingCell(kind))
        feature.cell = { row throws(RowFault) in
            missing.contains(row.text(column)) ? none : try present(row)
        }
        return feature
    }

    private static func missingCell(_ kind: FeatureKind) -> FeatureCell {
        switch kind {
        case .categorical, .multivalued: .tokens([])
        case .numeric: .number(nil)
        case .text: .text(nil)
        }
    }
}
