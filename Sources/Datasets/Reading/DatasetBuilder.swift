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
    private var ratings = InteractionRows()
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
    mutating func readRatings(_ table: DelimitedFile, _ layout: RatingLayout, scale: RatingScale? = nil)
        throws
    {
        self.scale = layout.feedback(options) == .implicit ? .implicit : scale
        try ratings.read(
            table, layout, scale: scale, options: options, users: &users.index, items: &items.index, log: &log
        )
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
        let (interactions, reratings) = try ratings.interactions(
            userIDs: userTable.ids, userPositions: userPositions, itemIDs: itemTable.ids,
            itemPositions: itemPositions,
            log: &log)
        let observed = ratings.observed ?? RatingScale(minimum: 0, maximum: 0)
        var dataset = Dataset(
            name: options.name ?? name ?? folder.standardizedFileURL.lastPathComponent, format: format.name,
            users: userTable, items: itemTable, interactions: interactions, scale: scale ?? observed,
            feedback: ratings.feedback, rejections: log.rejections, reratings: reratings)
        dataset.warnings =
            tallies.compactMap { DatasetWarning.mostlyLeftOut($0.tally, file: $0.file) }
            + [
                joinWarning(
                    users, (userTable.ids, interactions.users), userPositions,
                    (itemTable.ids, interactions.items)),
                joinWarning(
                    items, (itemTable.ids, interactions.items), itemPositions,
                    (userTable.ids, interactions.users)),
            ].compactMap(\.self) + DatasetReview(dataset).warnings
        return dataset
    }

    private var tallies: [(file: String, tally: RowTally)] {
        [(users.file, users.tally), (items.file, items.tally), (ratings.file, ratings.tally)]
    }

    /// Says that many of the rated users or items have no row in their feature file.
    private func joinWarning(
        _ entities: EntityRows, _ side: (ids: [ExternalID], rated: [Int32]), _ positions: [Int32],
        _ other: (ids: [ExternalID], rated: [Int32])
    ) -> DatasetWarning? {
        guard !entities.file.isEmpty else { return nil }
        let (ids, isRated) = (side.ids, side.rated.marks(of: side.ids.count))
        var isListed = [Bool](repeating: false, count: ids.count)
        for (number, position) in positions.enumerated() {
            isListed[Int(position)] = entities.isListed(number)
        }
        let join = IDJoin(
            what: entities.what, rated: isRated.count { $0 },
            unknown: ids.indices.filter { isRated[$0] && !isListed[$0] }.map { ids[$0] },
            known: ids.indices.filter { isListed[$0] }.map { ids[$0] },
            others: zip(other.ids, other.rated.marks(of: other.ids.count)).compactMap { $1 ? $0 : nil })
        return join.warning(
            file: ratings.file, missing: "has a row in \(entities.file)", there: entities.file)
    }
}

extension URL {
    /// Whether this folder has a file, or a folder, with this name.
    func has(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: appending(path: name).path)
    }
}
