import Support

/// One RecBole atomic file and the types in its header.
struct RecBoleFile {
    /// The types that a column may have.
    enum FieldType: String, CaseIterable {
        case token
        case tokens = "token_seq"
        case float
        case floats = "float_seq"
    }

    /// The file; the header still has the types.
    let table: DelimitedFile
    private let fields: [(name: String, type: FieldType)]

    /// Reads the types.
    /// - Throws: `DatasetError` for a column without a known type.
    init(_ table: DelimitedFile) throws {
        self.table = table
        fields = try (table.header ?? []).map { column in
            let colon = column.lastIndex(of: ":") ?? column.endIndex
            guard let type = FieldType(rawValue: String(column[colon...].dropFirst())) else {
                throw DatasetError(
                    file: table.source.name, line: 1,
                    problem: "the column \(column.quotedForMessage) has no known type",
                    fix:
                        "write it as NAME:TYPE, where the type is \(FieldType.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            return (String(column[..<colon]), type)
        }
    }

    /// Whether the header names a column.
    func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    /// The position of a column that the header must name.
    /// - Throws: `DatasetError` that lists the columns that are there.
    func column(_ name: String) throws -> Int {
        guard let position = fields.firstIndex(where: { $0.name == name }) else {
            let found = fields.map(\.name.shortenedForMessage).joined(separator: ", ")
            throw DatasetError(
                file: table.source.name, line: 1,
                problem: "the header has no column \(name.quotedForMessage); its columns are \(found)",
                fix: "name the column so in the first line, with its type")
        }
        return position
    }

    /// The features: every column but the id.
    /// - Parameters:
    ///   - id: the name of the id's column.
    ///   - areItems: whether names such as `title`, `genre` and `year` mean what they say.
    func features(except id: String, areItems: Bool) -> [FeatureColumn] {
        fields.indices.filter { fields[$0].name != id }.map { column in
            let (name, type) = fields[column]
            let role = areItems ? Self.role(name) : nil
            return switch (type, role) {
            case (.token, .title), (.tokens, .title): .text(name, column: column, role: .title)
            case (.token, .year): .year(name, column: column)
            case (.token, _): .categorical(name, column: column, role: role)
            case (.tokens, _):
                .multivalued(name, column: column, separator: " ", role: role == .genres ? .genres : nil)
            case (.float, _): .numeric(name, column: column, role: role == .year ? .year : nil)
            case (.floats, _): .vector(name, column: column)
            }
        }
    }

    private static func role(_ name: String) -> FeatureRole? {
        switch name {
        case "title", "movie_title", "item_title", "book_title", "name", "item_name": .title
        case "year", "release_year": .year
        case "class", "genre", "genres", "category", "categories": .genres
        default: nil
        }
    }
}

extension FeatureColumn {
    /// A year: a number if every one of the file is, else a token.
    fileprivate static func year(_ name: String, column: Int) -> FeatureColumn {
        var feature = categorical(name, column: column, role: .year)
        feature.kind = .numericIfPossible
        return feature
    }

    /// Numbers separated by spaces.
    fileprivate static func vector(_ name: String, column: Int) -> FeatureColumn {
        FeatureColumn(name: name, kind: .vector) { row throws(RowFault) in
            var numbers: [Double] = []
            for part in row.text(column).parts(separatedBy: " ") {
                guard let number = DecimalNumber.parse(part) else { throw .notANumber(part, in: name) }
                numbers.append(number)
            }
            return .vector(numbers)
        }
    }
}
