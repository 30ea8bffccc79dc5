/// The interactions of a dataset and an addition: two lists in the same order become one.
struct InteractionMerge {
    /// The whole.
    let interactions: Interactions

    init(
        _ base: Dataset, _ addition: Dataset, users: EntityMerge, items: EntityMerge, source: String, log: inout RejectionLog
    ) throws(DatasetError) {
        let rows = Self.rows(base, users.basePlaces, items.basePlaces)
        let others = Self.rows(addition, users.additionPlaces, items.additionPlaces)
        var merged: [Row] = []
        merged.reserveCapacity(rows.count + others.count)
        var (next, other) = (0, 0)
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
                } else {
                    try log.reject(.ratedBefore(row, users: users.table, items: items.table), file: source)
                }
                merged.append(row)
                (next, other) = (next + 1, other + 1)
            }
        }
        interactions = Interactions(
            users: merged.map(\.user), items: merged.map(\.item), ratings: merged.map(\.rating),
            timestamps: base.interactions.timestamps.map { _ in merged.map(\.time) })
    }

    /// One interaction, by the places of the whole.
    fileprivate struct Row {
        var user: Int32
        var item: Int32
        var rating: Double
        var time: Double

        var pair: UInt64 { UInt64(UInt32(bitPattern: user)) << 32 | UInt64(UInt32(bitPattern: item)) }
    }

    private static func rows(_ dataset: Dataset, _ users: [Int32], _ items: [Int32]) -> [Row] {
        let rows = dataset.interactions
        return (0..<rows.count).map {
            Row(
                user: users[Int(rows.users[$0])], item: items[Int(rows.items[$0])], rating: rows.ratings[$0],
                time: rows.timestamps?[$0] ?? 0)
        }
    }
}

extension RowFault {
    /// A rating of a pair that the workspace has a rating of.
    fileprivate static func ratedBefore(_ row: InteractionMerge.Row, users: EntityTable, items: EntityTable) -> RowFault {
        let (user, item) = (users.ids[Int(row.user)], items.ids[Int(row.item)])
        return RowFault(
            reason: "rated twice",
            problem: "user \(user.description.shortenedForMessage) rates item \(item.description.shortenedForMessage), "
                + "which the workspace has a rating of")
    }
}
