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
                hasTimestamps: try row.value(5), users: try row.value(6), items: try row.value(7), ratings: try row.value(8))
        }
    }

    /// The dataset, or `nil` when nothing was imported yet.
    func dataset() throws -> Dataset? {
        guard let record = try record() else { return nil }
        let users = try entities("user")
        let items = try entities("item")
        return Dataset(
            name: record.name, format: record.format, users: users, items: items,
            interactions: try interactions(users, items, timed: record.hasTimestamps, expected: record.ratings),
            scale: record.scale, feedback: record.feedback, rejections: try rejections(),
            reratings: try reratings(users, items), warnings: try warnings())
    }

    private func warnings() throws -> [DatasetWarning] {
        try Row.fetchAll(database, sql: "SELECT kind, count, text FROM import_warning ORDER BY import_warning_id").map { row in
            let kind: String = try row.value(0)
            guard let known = DatasetWarning.Kind(rawValue: kind) else {
                throw DamagedData(problem: "the kind of a warning is `\(kind)`")
            }
            return DatasetWarning(known, count: try row.value(1), try row.value(2))
        }
    }

    private func reratings(_ users: EntityTable, _ items: EntityTable) throws -> Reratings {
        guard let row = try Row.fetchOne(database, sql: "SELECT rating_rule, rerating_count FROM dataset") else {
            return Reratings()
        }
        let rule: String? = try row.value(0)
        var reratings = Reratings(rule: rule.flatMap(RatingRule.init), count: try row.value(1))
        let statement = try RawStatement(
            database, "SELECT user_id, item_id, rating, timestamp FROM repeated_rating ORDER BY user_id, item_id, position")
        while try statement.step() {
            guard let user = users.position(of: statement.id(0)), let item = items.position(of: statement.id(1)) else {
                throw DamagedData(problem: "a repeated rating names an unknown user or item")
            }
            reratings.behindMeans.append(
                RatingEvent(user: Int32(user), item: Int32(item), rating: statement.double(2), time: statement.double(3)))
        }
        return reratings
    }

    private func rejections() throws -> [Rejection] {
        try Row.fetchAll(database, sql: "SELECT file, reason, count, first_line FROM rejection ORDER BY rejection_id")
            .map { Rejection(file: try $0.value(0), reason: try $0.value(1), count: try $0.value(2), firstLine: try $0.value(3)) }
    }

    private func entities(_ side: String) throws -> EntityTable {
        let statement = try RawStatement(database, "SELECT \(side)_id FROM \(side) ORDER BY \(side)_id")
        var ids: [ExternalID] = []
        while try statement.step() {
            let id = statement.id(0)
            if let last = ids.last, !(last < id) { throw DamagedData(problem: "the \(side) ids do not ascend") }
            ids.append(id)
        }
        var table = EntityTable(ids: ids)
        table.features = try FeatureLoader(database, side: side).features(of: table)
        return table
    }

    /// Rows come in the order of (user, item), so that a user's position is looked up once.
    private func interactions(
        _ users: EntityTable, _ items: EntityTable, timed: Bool, expected: Int
    ) throws -> Interactions {
        let statement = try RawStatement(
            database, "SELECT user_id, item_id, rating, timestamp FROM interaction ORDER BY user_id, item_id")
        var columns = InteractionColumns(capacity: max(0, min(expected, 1 << 25)), timed: timed)
        let items = ItemPositions(items)
        var (user, last) = (-1, Int32(-1))
        while try statement.step() {
            let id = statement.id(0)
            if user < 0 || users.ids[user] != id {
                guard let position = users.position(of: id) else {
                    throw DamagedData(problem: "the ratings name an unknown user")
                }
                guard position > user else { throw DamagedData(problem: "the ratings are out of order") }
                (user, last) = (position, -1)
            }
            guard let item = items.position(statement) else { throw DamagedData(problem: "the ratings name an unknown item") }
            guard item > last else { throw DamagedData(problem: "the ratings are out of order") }
            last = item
            columns.users.append(Int32(user))
            columns.items.append(item)
            columns.ratings.append(statement.double(2))
            if timed { columns.timestamps.append(statement.double(3)) }
        }
        return Interactions(
            users: columns.users, items: columns.items, ratings: columns.ratings, timestamps: timed ? columns.timestamps : nil)
    }
}

private struct InteractionColumns {
    var users: [Int32] = []
    var items: [Int32] = []
    var ratings: [Double] = []
    var timestamps: [Double] = []

    init(capacity: Int, timed: Bool) {
        users.reserveCapacity(capacity)
        items.reserveCapacity(capacity)
        ratings.reserveCapacity(capacity)
        if timed { timestamps.reserveCapacity(capacity) }
    }
}

/// Positions of item ids: by table where the ids are integers in a narrow range, else by hash.
private struct ItemPositions {
    private let table: EntityTable
    private let first: Int64
    private var dense: [Int32] = []

    init(_ table: EntityTable) {
        self.table = table
        guard case .integer(let first)? = table.ids.first, case .integer(let last)? = table.ids.last,
            case let (span, overflow) = last.subtractingReportingOverflow(first), !overflow, span < 16 * table.count + 1024
        else {
            self.first = 0
            return
        }
        self.first = first
        dense = Array(repeating: -1, count: Int(span) + 1)
        for (position, id) in table.ids.enumerated() {
            if case .integer(let value) = id { dense[Int(value - first)] = Int32(position) }
        }
    }

    /// The position of the item whose id is in column 1.
    func position(_ statement: RawStatement) -> Int32? {
        guard !dense.isEmpty, statement.isInteger(1) else {
            return table.position(of: statement.id(1)).map(Int32.init)
        }
        let (index, overflow) = statement.integer(1).subtractingReportingOverflow(first)
        guard !overflow, index >= 0, index < dense.count else { return nil }
        let position = dense[Int(index)]
        return position < 0 ? nil : position
    }
}
