import Preference

/// The search of ``GreedyExtendStrategy``: what every user would gain from every open item is kept, and worked out anew
/// only for the users who answer the item just picked.
struct GreedyExtendSearch {
    private let model: LatentFactorModel
    private let candidates: [Int]
    private let threads: Int
    private var users: [GreedyExtendUser] = []

    init(model: LatentFactorModel, table: RatingTable, users: [Int], candidates: [Int], threads: Int) {
        self.model = model
        self.candidates = candidates
        self.threads = threads
        var places = Array(repeating: -1, count: table.itemCount)
        for (place, item) in candidates.enumerated() { places[item] = place }
        self.users = users.map { user in
            let rows = table.userOffsets[user]..<table.userOffsets[user + 1]
            return GreedyExtendUser(
                items: rows.map { Int(table.rows.items[$0]) }, ratings: rows.map { table.rows.ratings[$0] }, places: places,
                model: model)
        }
    }

    /// Picks items one after another.
    /// - Returns: the picks in order, then the items still open with what they would add next.
    mutating func run(picks: Int) -> (picked: [RankedItem], open: [RankedItem]) {
        let before = users.reduce(0) { $0 + $1.meanSquaredError } / Double(max(users.count, 1))
        var picked: [RankedItem] = []
        var open = candidates.map { _ in true }
        refresh { _ in true }
        for _ in 0..<min(max(picks, 0), candidates.count) {
            let gains = zip(gains(), open).map { $1 ? $0 : -Double.infinity }
            guard let best = gains.firstMaximum else { break }
            picked.append(RankedItem(item: candidates[best], score: gains[best], reason: reason(gains[best], before: before)))
            open[best] = false
            let model = model
            refresh { $0.answer(place: best, model: model) }
        }
        let gains = gains()
        return (
            picked, candidates.indices.filter { open[$0] }.map { RankedItem(item: candidates[$0], score: gains[$0]) }
        )
    }

    /// Works the gains out anew for the users whom `change` affects.
    private mutating func refresh(where change: (inout GreedyExtendUser) -> Bool) {
        let model = model
        users.withUnsafeMutableBufferPointer { users in
            guard let base = users.baseAddress else { return }
            Parallel.forEach(users.count, threads: threads) { index, _ in
                if change(&base[index]) { base[index].refreshGains(model: model) }
            }
        }
    }

    /// The mean gain of each candidate over all users, summed in their order.
    private func gains() -> [Double] {
        var sums = Array(repeating: 0.0, count: candidates.count)
        for user in users {
            for pair in user.pairs { sums[pair.place] += pair.gain }
        }
        return sums.map { $0 / Double(max(users.count, 1)) }
    }

    private func reason(_ gain: Double, before: Double) -> String? {
        guard before > 0, gain > 0 else { return nil }
        return "asking would have lowered the squared error on past users by \(Wording.oneDecimal(100 * gain / before))%"
    }
}
