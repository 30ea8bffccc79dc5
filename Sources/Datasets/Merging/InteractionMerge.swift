/// The interactions of a dataset and an addition: two lists in the same order become one.
struct InteractionMerge {
    /// The whole.
    let interactions: Interactions
    /// What became of ratings that repeat a user and an item.
    let reratings: Reratings
    /// How many interactions of the base have another rating or time now.
    private(set) var changed = 0

    /// - Parameter rule: which of two ratings of the same user and item holds; `nil` where that is a fault.
    init(
        _ base: Dataset, _ addition: Dataset, rule: RatingRule?, users: EntityMerge, items: EntityMerge,
        source: String,
        log: inout RejectionLog
    ) throws(DatasetError) {
        let rows = Self.rows(base, users.basePlaces, items.basePlaces)
        let others = Self.rows(addition, users.additionPlaces, items.additionPlaces)
        var pairs = RepeatedPairs(
            rule: rule, timed: base.interactions.timestamps != nil,
            base: base.reratings.behindMeans.moved(users.basePlaces, items.basePlaces),
            addition: addition.reratings.behindMeans.moved(users.additionPlaces, items.additionPlaces))
        var merged: [RatingEvent] = []
        merged.reserveCapacity(rows.count + others.count)
        var (next, other, repeats) = (0, 0, 0)
        while next < rows.count || other < others.count {
            if other == others.count || next < rows.count && rows[next].pair < others[other].pair {
                merged.append(rows[next])
                next += 1
            } else if next == rows.count || others[other].pair < rows[next].pair {
                merged.append(others[other])
                other += 1
            } else {
                var row = rows[next]
                if base.feedback == .implicit {
                    // Logs repeat what was taken before; the earliest time counts.
                    row.time = min(row.time, others[other].time)
                    log.leaveOut(.takenAgain, file: source, line: 0)
                } else if rule != nil {
                    row = pairs.outcome(row, others[other])
                    repeats += 1
                } else {
                    try log.reject(.ratedBefore(row, users: users.table, items: items.table), file: source)
                }
                if row != rows[next] { changed += 1 }
                merged.append(row)
                (next, other) = (next + 1, other + 1)
            }
        }
        interactions = Interactions(
            users: merged.map(\.user), items: merged.map(\.item), ratings: merged.map(\.rating),
            timestamps: base.interactions.timestamps.map { _ in merged.map(\.time) })
        reratings = Reratings(
            rule: rule, count: base.reratings.count + addition.reratings.count + repeats,
            behindMeans: pairs.behindMeans)
    }

    private static func rows(_ dataset: Dataset, _ users: [Int32], _ items: [Int32]) -> [RatingEvent] {
        let rows = dataset.interactions
        return (0..<rows.count).lazy.map {
            RatingEvent(
                user: rows.users[$0], item: rows.items[$0], rating: rows.ratings[$0],
                time: rows.timestamps?[$0] ?? 0)
        }.moved(users, items)
    }
}

/// What holds of the pairs that a dataset and an addition both have, and what all their means are made of.
private struct RepeatedPairs {
    let rule: RatingRule?
    let timed: Bool
    private let base: [UInt64: [RatingEvent]]
    private let addition: [UInt64: [RatingEvent]]
    private var whole: [UInt64: [RatingEvent]]

    /// - Parameters:
    ///   - rule: which rating of a pair holds.
    ///   - timed: whether ratings have times.
    ///   - base: what the means of the base are made of, by the places of the whole.
    ///   - addition: the same of the addition.
    init(rule: RatingRule?, timed: Bool, base: [RatingEvent], addition: [RatingEvent]) {
        (self.rule, self.timed) = (rule, timed)
        self.base = Dictionary(grouping: base, by: \.pair)
        self.addition = Dictionary(grouping: addition, by: \.pair)
        whole = self.base.merging(self.addition) { first, _ in first }
    }

    /// What holds of a pair that both have, what comes in after what is there.
    mutating func outcome(_ row: RatingEvent, _ other: RatingEvent) -> RatingEvent {
        guard let rule else { return row }
        let outcome = rule.outcome(
            of: (base[row.pair] ?? [row]) + (addition[row.pair] ?? [other]), timed: timed)
        whole[row.pair] = outcome.behindMean.isEmpty ? nil : outcome.behindMean
        return RatingEvent(user: row.user, item: row.item, rating: outcome.rating, time: outcome.time)
    }

    /// What all means are made of, by user, item, rating and time.
    var behindMeans: [RatingEvent] { whole.keys.sorted().flatMap { whole[$0] ?? [] } }
}

extension Sequence<RatingEvent> {
    /// The events by the places of a whole.
    fileprivate func moved(_ users: [Int32], _ items: [Int32]) -> [RatingEvent] {
        map {
            RatingEvent(
                user: users[Int($0.user)], item: items[Int($0.item)], rating: $0.rating, time: $0.time)
        }
    }
}

extension RowFault {
    /// A rating of a pair that the workspace has a rating of.
    fileprivate static func ratedBefore(_ row: RatingEvent, users: EntityTable, items: EntityTable)
        -> RowFault
    {
        let (user, item) = (users.ids[Int(row.user)], items.ids[Int(row.item)])
        return RowFault(
            reason: "rated twice",
            problem:
                "user \(user.description.shortenedForMessage) rates item \(item.description.shortenedForMessage), "
                + "which the workspace has a rating of",
            fix:
                "say which of them holds with --ratings latest, first or mean, or leave such ratings out with --skip-invalid"
        )
    }
}
