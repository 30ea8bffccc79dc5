import Datasets
import Preference

/// Picks the items whose answers gain most over all past users, one after another. What every user would gain from every
/// open item is kept, and worked out anew only for the users who answer the item just picked.
struct PastUserSearch<User: PastUser> {
    private let model: LatentFactorModel
    private let candidates: [Int]
    /// What the mean gain of each candidate is multiplied by, shape [candidates].
    private let weights: [Double]
    private let threads: Int
    private var users: [User] = []

    init(
        model: LatentFactorModel, table: RatingTable, users: [Int], candidates: [Int], weights: [Double], threads: Int
    ) {
        self.model = model
        self.weights = weights
        self.candidates = candidates
        self.threads = threads
        var places = Array(repeating: -1, count: table.itemCount)
        for (place, item) in candidates.enumerated() { places[item] = place }
        self.users = users.map { user in
            let rows = table.userOffsets[user]..<table.userOffsets[user + 1]
            return User(
                items: rows.map { Int(table.rows.items[$0]) }, ratings: rows.map { table.rows.ratings[$0] }, places: places,
                model: model)
        }
    }

    /// Picks items one after another.
    /// - Returns: the picks in order, then the items still open with what they would add next.
    mutating func run(picks: Int) -> (picked: [RankedItem], open: [RankedItem]) {
        let before = users.reduce(0) { $0 + $1.expectedError } / Double(max(users.count, 1))
        var picked: [RankedItem] = []
        var open = candidates.map { _ in true }
        refresh { _ in true }
        for _ in 0..<min(max(picks, 0), candidates.count) {
            let gains = gains()
            let scores = open.indices.map { open[$0] ? weights[$0] * gains[$0] : -Double.infinity }
            guard let best = scores.firstMaximum else { break }
            picked.append(pick(best, gain: gains[best], before: before))
            open[best] = false
            let model = model
            refresh { $0.answer(place: best, model: model) }
        }
        let gains = gains()
        let rest = open.indices.filter { open[$0] }.map { RankedItem(item: candidates[$0], score: weights[$0] * gains[$0]) }
        return (picked, rest)
    }

    /// Works the gains out anew for the users whom `change` affects.
    private mutating func refresh(where change: (inout User) -> Bool) {
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

    private func pick(_ place: Int, gain: Double, before: Double) -> RankedItem {
        let reason = before > 0 && gain > 0 ? User.reason(percent: Wording.oneDecimal(100 * gain / before)) : nil
        return RankedItem(item: candidates[place], score: weights[place] * gain, reason: reason)
    }
}

extension PastUserSearch {
    /// Ranks the most rated items by the search, and all others after them by popularity.
    /// - Parameters:
    ///   - strategy: the strategy's name.
    ///   - input: what it chooses from.
    ///   - candidateCount: how many of the most rated items are tried.
    ///   - maximumUsers: how many users at most play a new one; more are drawn from by the generator.
    ///   - generator: draws them.
    ///   - weight: what the mean gain of an item is multiplied by, from the share of users who know it.
    static func rank(
        strategy: String, _ input: ElicitationInput, candidateCount: Int, maximumUsers: Int,
        using generator: inout SeededGenerator, weight: (Double) -> Double = { _ in 1 }
    ) throws(ElicitationError) -> ItemRanking {
        let model = try input.model(for: strategy)
        let table = input.ratings
        guard table.userCount > 0 else { throw .noRatings(strategy: strategy) }
        let users = table.users(atMost: maximumUsers, using: &generator)
        let (candidates, known) = (table.mostRated(candidateCount), table.knownCounts)
        var search = PastUserSearch(
            model: model, table: table, users: users, candidates: candidates,
            weights: candidates.map { weight(known.share(ofItem: $0)) }, threads: input.threads)
        let (picked, open) = search.run(picks: input.depth)
        return ItemRanking(strategy: strategy, picked: picked, tried: open, table: table)
    }
}
