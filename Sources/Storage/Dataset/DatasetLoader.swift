import Datasets
internal import GRDB

/// Reads the dataset that `DatasetWriter` wrote.
struct DatasetLoader {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// The row of the dataset, or `nil` when nothing was imported yet.
    func record() throws -> DatasetRecord? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT name, format, content_hash, rating_minimum, rating_maximum, has_timestamps, user_count, item_count,
                    rating_count, feedback FROM dataset
                """
        ).map { row in
            let (minimum, maximum): (Double, Double) = try (row.value(3), row.value(4))
            guard minimum.isFinite, maximum.isFinite, minimum <= maximum else {
                throw DamagedData(problem: "the rating scale is \(minimum) to \(maximum)")
            }
            let feedback: String = try row.value(9)
            guard let feedback = Feedback(rawValue: feedback) else {
                throw DamagedData(problem: "the kind of feedback is `\(feedback)`")
            }
            return DatasetRecord(
                name: try row.value(0), format: try row.value(1), contentHash: try row.value(2),
                scale: RatingScale(minimum: minimum, maximum: maximum), feedback: feedback,
                hasTimestamps: try row.value(5), users: try row.value(6), items: try row.value(7),
                ratings: try row.value(8))
        }
    }

    /// The dataset, or `nil` when nothing was imported yet.
    func dataset() throws -> Dataset? {
        guard let record = try record() else { return nil }
        let (users, userNumbers) = try entities("user")
        let (items, itemNumbers) = try entities("item")
        return Dataset(
            name: record.name, format: record.format, users: users, items: items,
            interactions: try interactions(
                userNumbers, itemNumbers, timed: record.hasTimestamps, expected: record.ratings),
            scale: record.scale, feedback: record.feedback, rejections: try rejections(),
            reratings: try reratings(userNumbers, itemNumbers), warnings: try warnings())
    }

    private func warnings() throws -> [DatasetWarning] {
        try Row.fetchAll(
            database, sql: "SELECT kind, count, text FROM import_warning ORDER BY import_warning_id"
        ).map { row in
            let kind: String = try row.value(0)
            guard let known = DatasetWarning.Kind(rawValue: kind) else {
                throw DamagedData(problem: "the kind of a warning is `\(kind)`")
            }
            return DatasetWarning(known, count: try row.value(1), try row.value(2))
        }
    }

    private func reratings(_ users: EntityNumbers, _ items: EntityNumbers) throws -> Reratings {
        guard let row = try Row.fetchOne(database, sql: "SELECT rating_rule, rerating_count FROM dataset")
        else {
            return Reratings()
        }
        let rule: String? = try row.value(0)
        var reratings = Reratings(rule: rule.flatMap(RatingRule.init), count: try row.value(1))
        // They are written again whenever the dataset grows, so their order is that of the ids.
        let statement = try RawStatement(
            database, "SELECT interaction_id, rating, timestamp FROM repeated_rating ORDER BY rowid")
        while try statement.step() {
            let pair = InteractionID(statement.integer(0))
            guard let user = users.position(pair.user), let item = items.position(pair.item) else {
                throw DamagedData(problem: "a repeated rating names an unknown user or item")
            }
            reratings.behindMeans.append(
                RatingEvent(user: user, item: item, rating: statement.double(1), time: statement.double(2)))
        }
        return reratings
    }

    private func rejections() throws -> [Rejection] {
        try Row.fetchAll(
            database, sql: "SELECT file, reason, count, first_line FROM rejection ORDER BY rejection_id"
        )
        .map {
            Rejection(
                file: try $0.value(0), reason: try $0.value(1), count: try $0.value(2),
                firstLine: try $0.value(3))
        }
    }

    private func entities(_ side: String) throws -> (table: EntityTable, numbers: EntityNumbers) {
        let statement = try RawStatement(
            database, "SELECT \(side)_index, \(side)_id FROM \(side) ORDER BY position")
        var (indices, ids): ([Int64], [ExternalID]) = ([], [])
        while try statement.step() {
            let id = ExternalID(statement.text(1))
            if let last = ids.last, !(last < id) {
                throw DamagedData(problem: "the \(side) ids do not ascend")
            }
            indices.append(statement.integer(0))
            ids.append(id)
        }
        let numbers = try EntityNumbers(indices, side: side)
        var table = EntityTable(ids: ids)
        table.features = try FeatureLoader(database, side: side).features(of: table, numbers)
        return (table, numbers)
    }

    /// Rows come in the order of the numbers, which is that of the ids until some are appended that lie between
    /// others.
    private func interactions(
        _ users: EntityNumbers, _ items: EntityNumbers, timed: Bool, expected: Int
    ) throws -> Interactions {
        let statement = try RawStatement(
            database,
            "SELECT user_index, item_index, rating, timestamp FROM interaction ORDER BY interaction_id")
        var columns = InteractionColumns(capacity: max(0, min(expected, 1 << 25)), timed: timed)
        while try statement.step() {
            guard let user = users.position(statement.integer(0)),
                let item = items.position(statement.integer(1))
            else {
                throw DamagedData(problem: "the ratings name an unknown user or item")
            }
            columns.append(user, item)
            columns.ratings.append(statement.double(2))
            if timed { columns.timestamps.append(statement.double(3)) }
        }
        guard columns.pairsAreUnique else { throw DamagedData(problem: "a user rates an item twice") }
        return Interactions(
            users: columns.users, items: columns.items, ratings: columns.ratings,
            timestamps: timed ? columns.timestamps : nil)
    }
}

/// The number of a rating in the tables: that of its user and that of its item, in one.
struct InteractionID {
    let rawValue: Int64

    /// - Precondition: both are from 0 to 2³¹ − 1.
    init(user: Int64, item: Int64) { rawValue = user << 32 | item }
    init(_ rawValue: Int64) { self.rawValue = rawValue }

    var user: Int64 { rawValue >> 32 }
    var item: Int64 { rawValue & 0xFFFF_FFFF }
}

/// Where the users or items with the numbers of the tables stand in the order of their ids.
struct EntityNumbers {
    /// The number of each position.
    let indices: [Int64]
    /// Whether the numbers are the positions, as until ids are appended that lie between others.
    let areInOrder: Bool
    private let positions: [Int32]

    /// - Parameter indices: the number of each position: 0, 1, 2 … in some order.
    init(_ indices: [Int64], side: String) throws {
        var positions = [Int32](repeating: -1, count: indices.count)
        for (position, index) in indices.enumerated() {
            guard index >= 0, index < indices.count, positions[Int(index)] < 0 else {
                throw DamagedData(problem: "the \(side) numbers have gaps")
            }
            positions[Int(index)] = Int32(position)
        }
        (self.indices, self.positions) = (indices, positions)
        areInOrder = zip(indices, indices.dropFirst()).allSatisfy(<)
    }

    /// The numbers of the users or items that are stored.
    init(_ database: Database, side: String) throws {
        let stored = try Int64.fetchAll(database, sql: "SELECT \(side)_index FROM \(side) ORDER BY position")
        try self.init(stored, side: side)
    }

    /// The position of a number; `nil` for one that nothing has.
    func position(_ index: Int64) -> Int32? {
        index >= 0 && index < positions.count ? positions[Int(index)] : nil
    }
}

private struct InteractionColumns {
    private(set) var users: [Int32] = []
    private(set) var items: [Int32] = []
    var ratings: [Double] = []
    var timestamps: [Double] = []
    /// Whether each pair so far lies after the one before.
    private var ascend = true
    private var last = UInt64(0)

    init(capacity: Int, timed: Bool) {
        users.reserveCapacity(capacity)
        items.reserveCapacity(capacity)
        ratings.reserveCapacity(capacity)
        if timed { timestamps.reserveCapacity(capacity) }
    }

    mutating func append(_ user: Int32, _ item: Int32) {
        let key = Self.key(user, item)
        if !users.isEmpty, key <= last { ascend = false }
        last = key
        users.append(user)
        items.append(item)
    }

    var pairsAreUnique: Bool {
        guard !ascend else { return true }
        let keys = zip(users, items).map(Self.key).sorted()
        return zip(keys, keys.dropFirst()).allSatisfy(<)
    }

    private static func key(_ user: Int32, _ item: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: user)) << 32 | UInt64(UInt32(bitPattern: item))
    }
}
