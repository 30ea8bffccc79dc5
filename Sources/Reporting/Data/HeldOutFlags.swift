import Datasets
import Support
import Tasks

/// The `--holdout` that holds the same users and items out again.
struct HeldOutFlags {
    /// The words of the flag; empty where nothing is held out.
    let words: [String]
    /// The commands that write the files of ids that the flag names; none for a share.
    let files: [Command]

    /// - Parameters:
    ///   - users: the ids of the users.
    ///   - items: the ids of the items; `nil` where the command holds out users alone.
    ///   - seed: the seed with which a share would draw them.
    ///   - dataset: the dataset.
    ///   - source: where the workspace keeps them.
    init(users: [ExternalID], items: [ExternalID]?, seed: UInt64, dataset: Dataset, source: Source) {
        guard !users.isEmpty || !(items ?? []).isEmpty else {
            (words, files) = ([], [])
            return
        }
        let holdout = Holdout(
            users: users.compactMap(dataset.users.position),
            items: (items ?? []).compactMap(dataset.items.position), of: dataset)
        if let share = Self.share(
            holdout, users: users.count, items: items?.count, seed: seed, dataset: dataset)
        {
            (words, files) = (["--holdout", share.plainText], [])
            return
        }
        let lists = [("user", users), ("item", items ?? [])].filter { !$0.1.isEmpty }
        words = [
            "--holdout", lists.map { "\($0.0)s=\(source.file($0.0))" }.joined(separator: ","),
        ]
        files = lists.map { side, ids in
            Command(
                purpose:
                    "Write the \(Wording.count(ids.count, "id", "ids")) of held-out \(side)s to a file; WORKSPACE is the workspace of "
                    + "this report.", line: source.query(side))
        }
    }

    /// The row of the workspace that has the ids in its options.
    struct Source {
        var table: String
        var id: Int64

        fileprivate func file(_ side: String) -> String { "held-out-\(side)s-of-\(name)-\(id).txt" }

        fileprivate func query(_ side: String) -> String {
            let key = side == "user" ? "newUsers" : "newItems"
            return "sqlite3 WORKSPACE \"SELECT value FROM \(table), json_each(options_json, '$.\(key)') "
                + "WHERE \(table)_id = \(id)\" > \(file(side))"
        }

        private var name: String { table == "model" ? "model" : "analysis" }
    }

    /// The shortest share that a draw by the seed turns into this holdout; `nil` where none does, as for
    /// listed ids.
    private static func share(_ holdout: Holdout, users: Int, items: Int?, seed: UInt64, dataset: Dataset)
        -> Double?
    {
        // As many are drawn as the share of their number, rounded down: so the share is within these bounds.
        var (low, high) = (0.0, 1.0)
        for (drawn, all) in [(users, dataset.users.count)] + (items.map { [($0, dataset.items.count)] } ?? [])
        where all > 0 {
            low = max(low, Double(drawn) / Double(all))
            high = min(high, Double(drawn + 1) / Double(all))
        }
        for digits in 1...9 {
            let unit = (0..<digits).reduce(1.0) { power, _ in power * 10 }
            for numerator in [(low * unit).rounded(.up), (low * unit).rounded(.up) + 1] {
                let share = numerator / unit
                guard share > 0, share < 1, share <= high else { continue }
                var generator = SeededGenerator(seed: seed, stream: .holdout)
                let drawn = Holdout(share: share, of: dataset, using: &generator)
                if drawn.newUsers == holdout.newUsers, items == nil || drawn.newItems == holdout.newItems {
                    return share
                }
                // One draw tells, where as many are drawn: a longer share would draw the same.
                if drawn.newUsers.count(where: { $0 }) == users,
                    items == nil || drawn.newItems.count(where: { $0 }) == items
                {
                    return nil
                }
            }
        }
        return nil
    }
}
