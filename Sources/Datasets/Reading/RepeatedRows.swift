/// The rows of a ratings file by user and item, of which those that repeat a user and an item become one.
struct RepeatedRows {
    private var order: [Int32]
    private let runs: [Range<Int>]
    private var users: [Int32]
    private var items: [Int32]
    private var ratings: [Double]
    private var times: [Double]?
    private var outcomes: [RatingRule.Outcome] = []
    /// How many ratings a rule has replaced or taken into a mean.
    private(set) var reratings = 0

    /// - Parameters:
    ///   - order: the rows by user and then by item, those of the same pair in the order of the file.
    ///   - runs: where in `order` a pair has more than one row.
    ///   - users: the user of each row.
    ///   - items: the item of each row.
    ///   - ratings: the rating of each row.
    ///   - times: the time of each row, where there are times.
    init(
        order: [Int32], runs: [Range<Int>], users: [Int32], items: [Int32], ratings: [Double],
        times: [Double]?
    ) {
        (self.order, self.runs, self.users, self.items, self.ratings, self.times) = (
            order, runs, users, items, ratings, times
        )
    }

    /// Where a pair has more than one row.
    static func runs(in order: [Int32], users: [Int32], items: [Int32]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        for next in order.indices.dropFirst() {
            let (row, first) = (Int(order[next]), Int(order[start]))
            if users[row] == users[first], items[row] == items[first] { continue }
            if next - start > 1 { runs.append(start..<next) }
            start = next
        }
        if order.count - start > 1 { runs.append(start..<order.count) }
        return runs
    }

    /// Keeps what a rule says and counts the others.
    mutating func apply(_ rule: RatingRule) {
        outcomes = runs.map { rule.outcome(of: $0.map { event(Int(order[$0])) }, timed: times != nil) }
        reratings = runs.reduce(0) { $0 + $1.count - 1 }
    }

    /// Keeps the row of the earliest time.
    /// - Parameter drop: called with each other row.
    mutating func keepEarliest(drop: (Int) -> Void) {
        outcomes = runs.map { run in
            let rows = run.map { Int(order[$0]) }
            var earliest = rows[0]
            if let times { for row in rows.dropFirst() where times[row] < times[earliest] { earliest = row } }
            for row in rows where row != earliest { drop(row) }
            return RatingRule.Outcome(rating: ratings[earliest], time: times?[earliest] ?? 0)
        }
    }

    /// Keeps the row that comes first in the file.
    /// - Parameter reject: called with each other row, in the order of the file, and the first of its pair.
    mutating func keepFirst(reject: (_ row: Int, _ first: Int) throws -> Void) throws {
        let others = runs.flatMap { run in
            run.dropFirst().map { (row: Int(order[$0]), first: Int(order[run.lowerBound])) }
        }
        for (row, first) in others.sorted(by: { $0.row < $1.row }) { try reject(row, first) }
        outcomes = runs.map { run in
            let first = Int(order[run.lowerBound])
            return RatingRule.Outcome(rating: ratings[first], time: times?[first] ?? 0)
        }
    }

    /// What the means were made of, by user and item.
    var behindMeans: [RatingEvent] { outcomes.flatMap(\.behindMean) }

    /// One interaction of each pair. The rows are let go of, so that they do not lie in memory beside the
    /// columns.
    mutating func takeInteractions() -> Interactions {
        let places = firstRows
        var values = places.map { ratings[Int($0)] }
        var moments = times.map { times in places.map { times[Int($0)] } }
        var removed = 0
        for (run, outcome) in zip(runs, outcomes) {
            let place = run.lowerBound - removed
            values[place] = outcome.rating
            moments?[place] = outcome.time
            removed += run.count - 1
        }
        let (userColumn, itemColumn) = (places.map { users[Int($0)] }, places.map { items[Int($0)] })
        (order, users, items, ratings, times) = ([], [], [], [], nil)
        return Interactions(users: userColumn, items: itemColumn, ratings: values, timestamps: moments)
    }

    /// The first row of each pair.
    private var firstRows: [Int32] {
        guard !runs.isEmpty else { return order }
        var rows: [Int32] = []
        rows.reserveCapacity(order.count)
        var next = 0
        for run in runs {
            rows.append(contentsOf: order[next...run.lowerBound])
            next = run.upperBound
        }
        rows.append(contentsOf: order[next...])
        return rows
    }

    private func event(_ row: Int) -> RatingEvent {
        RatingEvent(user: users[row], item: items[row], rating: ratings[row], time: times?[row] ?? 0)
    }
}
