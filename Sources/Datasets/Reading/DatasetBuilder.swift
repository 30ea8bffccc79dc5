import Foundation

/// Gathers the files of a folder into a dataset. Every reader says which file holds what; this does the rest.
struct DatasetBuilder {
    /// What a message says where a file is missing.
    var missingFileMend: String
    private let folder: URL
    private let options: ReadOptions
    private let format: any DatasetFormat
    private var users = EntityRows(what: "user")
    private var items = EntityRows(what: "item")
    private var ratings = RatingRows()
    private var scale: RatingScale?
    private var log: RejectionLog

    /// Starts with nothing read.
    init(_ folder: URL, options: ReadOptions, format: any DatasetFormat) {
        self.folder = folder
        self.options = options
        self.format = format
        missingFileMend = "\(format.name) needs \(format.files)"
        log = RejectionLog(skipInvalid: options.skipInvalid)
    }

    /// Whether the folder has a file with this name.
    func has(_ name: String) -> Bool { folder.has(name) }

    /// Opens a file of the folder.
    /// - Parameters:
    ///   - name: its path within the folder.
    ///   - syntax: how its fields are separated and quoted.
    ///   - hasHeader: whether the first record names the columns.
    ///   - fieldCount: how many fields each record must have; by default as many as the first.
    func open(
        _ name: String, _ syntax: RecordSyntax, hasHeader: Bool = false, fieldCount: Int? = nil
    ) throws -> DelimitedFile {
        let url = name.hasPrefix("/") ? URL(filePath: name) : folder.appending(path: name)
        return try DelimitedFile(
            SourceFile(url, name: name, needs: missingFileMend), syntax, hasHeader: hasHeader,
            fieldCount: fieldCount)
    }

    /// Reads the ratings.
    /// - Parameter scale: the interval of the ratings, where the format states one.
    mutating func readRatings(_ table: DelimitedFile, _ layout: RatingLayout, scale: RatingScale? = nil) throws {
        self.scale = layout.feedback(options) == .implicit ? .implicit : scale
        try ratings.read(
            table, layout, scale: scale, options: options, users: &users.index, items: &items.index, log: &log)
    }

    /// Reads the features of the users.
    mutating func readUsers(_ table: DelimitedFile, id: Int = 0, _ columns: [FeatureColumn]) throws {
        try users.read(table, id: id, columns: columns, log: &log)
    }

    /// Reads the features of the items.
    mutating func readItems(_ table: DelimitedFile, id: Int = 0, _ columns: [FeatureColumn]) throws {
        try items.read(table, id: id, columns: columns, log: &log)
    }

    /// Puts together what was read.
    /// - Parameter name: the dataset's name where its files state one.
    /// - Throws: `DatasetError` for a (user, item) pair that is rated twice.
    func dataset(name: String? = nil) throws -> Dataset {
        let (userTable, userPositions) = try users.table()
        let (itemTable, itemPositions) = try items.table()
        var log = log
        let interactions = try ratings.interactions(
            userIDs: userTable.ids, userPositions: userPositions, itemIDs: itemTable.ids, itemPositions: itemPositions,
            log: &log)
        let observed = RatingScale(
            minimum: interactions.ratings.min() ?? 0, maximum: interactions.ratings.max() ?? 0)
        return Dataset(
            name: options.name ?? name ?? folder.standardizedFileURL.lastPathComponent, format: format.name,
            users: userTable, items: itemTable, interactions: interactions, scale: scale ?? observed,
            feedback: ratings.feedback, rejections: log.rejections)
    }
}

extension URL {
    /// Whether this folder has a file, or a folder, with this name.
    func has(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: appending(path: name).path)
    }
}
