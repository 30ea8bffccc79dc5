import Algebra
import LatentFactors
import Support

/// Picks the items whose answers gain most over all past users, one after another. What every user would gain
/// from every open item is kept, and changed only for the users who answer the item just picked.
struct PastUserSearch<Criterion: PastUserCriterion> {
    private let model: LatentFactorModel
    private let candidates: [Int]
    /// What the mean gain of each candidate is multiplied by, shape [candidates].
    private let weights: [Double]
    private let threads: Int
    private let users: PastUsers
    /// The mean over the users of what there is at the start.
    private let before: Double
    /// What each pair would gain for its user, a mean over their ratings.
    private let pairGains: Buffer<Double>

    init(
        model: LatentFactorModel, table: RatingTable, users: [Int], candidates: [Int], weights: [Double],
        threads: Int
    ) {
        self.model = model
        self.weights = weights
        self.candidates = candidates
        self.threads = threads
        let starts = Buffer<Double>(users.count)
        let past = PastUsers(
            model: model, table: table, users: users, candidates: candidates, threads: threads
        ) { user, start in
            starts[user] = Criterion.start(start, model: model)
        }
        self.users = past
        before = users.indices.reduce(0) { $0 + starts[$1] / past.counts[$1] } / Double(max(users.count, 1))
        pairGains = Buffer(past.pairs.count)
        Parallel.forEach(users.count, threads: threads) { user, _ in refresh(user) }
    }

    /// Picks items one after another.
    /// - Returns: the picks in order, then the items still open with what they would add next.
    func run(picks: Int) -> (picked: [RankedItem], open: [RankedItem]) {
        var picked: [RankedItem] = []
        var open = candidates.map { _ in true }
        for _ in 0..<min(max(picks, 0), candidates.count) {
            let gains = gains()
            let scores = open.indices.map { open[$0] ? weights[$0] * gains[$0] : -Double.infinity }
            guard let best = scores.firstMaximum else { break }
            picked.append(pick(best, gain: gains[best]))
            open[best] = false
            users.answer(place: best, threads: threads, refresh: refresh)
        }
        let gains = gains()
        let rest = open.indices.filter { open[$0] }.map {
            RankedItem(item: candidates[$0], score: weights[$0] * gains[$0])
        }
        return (picked, rest)
    }

    /// Works out what the pairs of a user would gain.
    private func refresh(_ user: Int) {
        for index in users.offsets[user]..<users.offsets[user + 1] {
            let gain = Criterion.gain(users.pairs[index], noiseVariance: model.noiseVariance)
            pairGains.start[index] = gain / users.counts[user]
        }
    }

    /// The mean gain of each candidate over all users, summed in their order; anything for those already
    /// asked about.
    private func gains() -> [Double] {
        var sums = Array(repeating: 0.0, count: candidates.count)
        sums.withUnsafeMutableBufferPointer { sums in
            users.places.withUnsafeBufferPointer { places in
                for (index, place) in places.enumerated() { sums[Int(place)] += pairGains.start[index] }
            }
        }
        return sums.map { $0 / Double(max(users.count, 1)) }
    }

    private func pick(_ place: Int, gain: Double) -> RankedItem {
        let reason =
            before > 0 && gain > 0 ? Criterion.reason(percent: Wording.oneDecimal(100 * gain / before)) : nil
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
        guard table.raterCount > 0 else { throw .noRatings(strategy: strategy) }
        let users = table.users(atMost: maximumUsers, using: &generator)
        let (candidates, known) = (table.mostRated(candidateCount), table.knownCounts)
        let search = PastUserSearch(
            model: model, table: table, users: users, candidates: candidates,
            weights: candidates.map { weight(known.share(ofItem: $0)) }, threads: input.threads)
        let (picked, open) = search.run(picks: input.depth)
        return ItemRanking(strategy: strategy, picked: picked, tried: open, table: table)
    }
}
