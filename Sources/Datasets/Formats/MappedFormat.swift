import Foundation

/// Any CSV or TSV files, mapped to users, items, features and ratings by a `dataset.yaml` beside them.
package struct MappedFormat: DatasetFormat {
    /// `mapped`.
    package let name = "mapped"
    /// What a folder of this format holds.
    package let files = "dataset.yaml, which describes the others"
    private static let description = "dataset.yaml"

    /// Creates the reader.
    package init() {}

    /// Whether the folder has a `dataset.yaml`.
    package func recognises(_ folder: URL) -> Bool { folder.has(Self.description) }

    /// Reads a folder.
    /// - Throws: `DatasetError` that names the file, the line and the fix.
    package func read(_ folder: URL, options: ReadOptions) throws -> Dataset {
        try read(description: folder.appending(path: Self.description), options: options)
    }

    /// Reads the files that a description names; their paths start from its folder.
    /// - Throws: `DatasetError` that names the file, the line and the fix.
    package func read(description url: URL, options: ReadOptions) throws -> Dataset {
        let description = try DatasetDescription(SourceFile(url))
        let folder = url.absoluteURL.deletingLastPathComponent()
        var builder = DatasetBuilder(folder, options: options, format: self)
        builder.missingFileMend = "check the path in \(url.lastPathComponent)"
        if let users = description.users {
            let (file, id, columns) = try Self.open(users, builder)
            try builder.readUsers(file, id: id, columns)
        }
        if let items = description.items {
            let (file, id, columns) = try Self.open(items, builder)
            try builder.readItems(file, id: id, columns)
        }
        let ratings = description.ratings
        let file = try builder.open(ratings.file.path, ratings.file.syntax, hasHeader: ratings.file.hasHeader)
        let layout = try RatingLayout(
            user: file.column(ratings.user), item: file.column(ratings.item),
            rating: ratings.rating.map { try file.column($0) },
            timestamp: ratings.timestamp.map { try file.column($0) }, unit: ratings.unit)
        try builder.readRatings(file, layout, scale: description.scale)
        return try builder.dataset(name: description.name)
    }

    private static func open(
        _ entities: DatasetDescription.Entities, _ builder: DatasetBuilder
    ) throws -> (DelimitedFile, id: Int, [FeatureColumn]) {
        let file = try builder.open(
            entities.file.path, entities.file.syntax, hasHeader: entities.file.hasHeader)
        let columns = try entities.features.map { feature in
            if feature.column == nil, file.header == nil {
                throw feature.value.error(
                    "\(feature.value.name) has no column, and the file has no header",
                    fix: "give it column: NUMBER")
            }
            return feature.featureColumn(
                try feature.column.map { try file.column($0) }
                    ?? file.column(named: feature.name, in: feature.value))
        }
        return (file, try file.column(entities.id), columns)
    }
}

extension DelimitedFile {
    /// The position of a column that a description names or, in a file without a header, counts from 1.
    fileprivate func column(_ value: YAMLValue) throws -> Int {
        let text = try value.string()
        if header != nil { return try column(named: text, in: value) }
        guard let number = Int(text), (1...fieldCount).contains(number) else {
            throw value.error(
                "\(value.name) is \(text.quotedForMessage), but \(source.name) has no header and \(fieldCount) columns",
                fix: "give a number from 1 to \(fieldCount)")
        }
        return number - 1
    }

    fileprivate func column(named name: String, in value: YAMLValue) throws -> Int {
        do {
            return try column(name)
        } catch {
            throw value.error(
                "\(value.name): in \(error.file), \(error.problem)",
                fix: columnHint(name) ?? "name one of its columns")
        }
    }
}
