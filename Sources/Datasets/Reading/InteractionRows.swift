/// Which fields of a ratings file are what, counted from 0.
struct RatingLayout: Sendable {
    var user: Int
    var item: Int
    /// `nil` where there are interactions without ratings.
    var rating: Int?
    var timestamp: Int?
    var unit = TimestampUnit.seconds

    /// Whether the rows become interactions without ratings.
    func feedback(_ options: ReadOptions) -> Feedback {
        options.implicit || rating == nil ? .implicit : .explicit
    }
}

/// The ratings of a file as they come, users and items by the numbers of their index.
struct InteractionRows {
    private(set) var users: [Int32] = []
    private(set) var items: [Int32] = []
    private(set) var ratings: [Double] = []
    private(set) var timestamps: [Double]?
    private(set) var feedback = Feedback.explicit
    private(set) var file = ""
    /// Which of several ratings of a pair holds; `nil` where they are a fault, and where there are no
    /// ratings.
    private(set) var rule: RatingRule?
    /// The interval of all valid ratings, those that another one replaces included.
    private(set) var observed: RatingScale?
    /// How many rows the file has.
    private(set) var tally = RowTally()
    private var lines: [Int32] = []

    /// Reads a ratings file.
    /// - Parameters:
    ///   - table: the file.
    ///   - layout: which fields are what.
    ///   - scale: the interval of the ratings, where the format states one.
    ///   - options: whether ratings are taken as mere interactions, and from where on.
    /// - Throws: `DatasetError` for a faulty row, or when no rating is left.
    mutating func read(
        _ table: DelimitedFile, _ layout: RatingLayout, scale: RatingScale?, options: ReadOptions,
        users userIndex: inout IDIndex, items itemIndex: inout IDIndex, log: inout RejectionLog
    ) throws {
        file = table.source.name
        feedback = layout.feedback(options)
        if options.positiveFrom != nil, layout.rating == nil { throw DatasetError.nothingToCompare(in: file) }
        rule = feedback == .implicit ? nil : options.ratings ?? (layout.timestamp == nil ? nil : .latest)
        let isImplicit = feedback == .implicit
        let threshold = isImplicit ? options.positiveFrom ?? -.infinity : -.infinity
        timestamps = layout.timestamp.map { _ in [] }
        // Capacity hint: a typical row takes about 16 bytes. A wrong guess only costs a reallocation.
        reserve(table.source.data.count / 16)
        tally = try table.forEachRow(log: &log) { (row, line) throws(RowFault) in
            let rating =
                try layout.rating.map { column throws(RowFault) in try row.number(column, "rating") } ?? 1
            if let scale, !scale.contains(rating) { throw .outside(scale, rating: rating) }
            let time: Double =
                if let column = layout.timestamp { try layout.unit.seconds(row, column) } else { 0 }
            if row.isEmpty(layout.item) { throw .emptyID(of: "item") }
            if rating < threshold { throw .below(threshold) }
            users.append(try userIndex.number(of: row, layout.user, "user"))
            items.append(try itemIndex.number(of: row, layout.item, "item"))
            ratings.append(isImplicit ? 1 : rating)
            timestamps?.append(time)
            lines.append(Int32(truncatingIfNeeded: line))
        }
        guard let least = ratings.min(), let largest = ratings.max() else { throw noRating(options) }
        observed = RatingScale(minimum: least, maximum: largest)
    }

    private func noRating(_ options: ReadOptions) -> DatasetError {
        if tally.rows > 0, tally.faulty == tally.rows { return tally.nothingLeft(of: file, what: "row") }
        return DatasetError(
            file: file, problem: tally.rows == 0 ? "there is no rating in it" : "no rating in it is valid",
            fix: options.positiveFrom.map { "lower --positive-from, which is \($0.plainText)" }
                ?? "put at least one rating into it")
    }

    private mutating func reserve(_ count: Int) {
        users.reserveCapacity(count)
        items.reserveCapacity(count)
        ratings.reserveCapacity(count)
        lines.reserveCapacity(count)
        timestamps?.reserveCapacity(count)
    }

    /// The ratings in columns, one of each user and item: by the rule of several ratings where there is one,
    /// else the first of the file; of interactions without ratings, which logs repeat as often as a user
    /// comes back, the earliest.
    /// - Parameters:
    ///   - userIDs: the ids of the users, ascending.
    ///   - userPositions: the position of each user number there.
    ///   - itemIDs: the ids of the items, ascending.
    ///   - itemPositions: the position of each item number there.
    /// - Throws: `DatasetError` for a repeated pair where there is no rule, naming both lines, unless such
    ///   rows are to be left out.
    func interactions(
        userIDs: [ExternalID], userPositions: [Int32], itemIDs: [ExternalID], itemPositions: [Int32],
        log: inout RejectionLog
    ) throws -> (interactions: Interactions, reratings: Reratings) {
        let users = users.map { userPositions[Int($0)] }
        let items = items.map { itemPositions[Int($0)] }
        let order = Self.order(users: users, userCount: userIDs.count, items: items, itemCount: itemIDs.count)
        let runs = RepeatedRows.runs(in: order, users: users, items: items)
        var kept = RepeatedRows(
            order: order, runs: runs, users: users, items: items, ratings: ratings, times: timestamps)
        if feedback == .implicit {
            kept.keepEarliest { log.leaveOut(.takenAgain, file: file, line: Int(lines[$0])) }
        } else if let rule {
            kept.apply(rule)
        } else {
            try kept.keepFirst { row, first in
                let fault = RowFault.repeatedRating(
                    user: userIDs[Int(users[row])], item: itemIDs[Int(items[row])],
                    firstLine: Int(lines[first]))
                try log.reject(fault, file: file, line: Int(lines[row]))
            }
        }
        let reratings = Reratings(rule: rule, count: kept.reratings, behindMeans: kept.behindMeans)
        return (kept.takeInteractions(), reratings)
    }

    /// The rows by user and then by item, rows of the same pair in the order of the file: two stable counting
    /// sorts.
    private static func order(users: [Int32], userCount: Int, items: [Int32], itemCount: Int) -> [Int32] {
        let rows = Array(0..<Int32(users.count))
        return countingSort(countingSort(rows, by: items, count: itemCount), by: users, count: userCount)
    }

    private static func countingSort(_ rows: [Int32], by keys: [Int32], count: Int) -> [Int32] {
        var starts = [Int](repeating: 0, count: count + 1)
        for key in keys { starts[Int(key) + 1] += 1 }
        for key in 0..<count { starts[key + 1] += starts[key] }
        var sorted = [Int32](repeating: 0, count: rows.count)
        for row in rows {
            let key = Int(keys[Int(row)])
            sorted[starts[key]] = row
            starts[key] += 1
        }
        return sorted
    }
}
