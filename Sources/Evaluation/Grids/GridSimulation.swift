import Algebra

/// What a user was shown and tapped.
package struct GridAnswers: Sendable, Hashable {
    /// The tiles that the user was asked about, in the order shown.
    package var shown: [Int32]
    /// Those of them that the user tapped.
    package var taps: [Int32]
}

/// Shows grids to held-out users and judges what is recommended from their taps.
///
/// A user taps the tiles that they have taken (``TapBehaviour`` says how reliably). Each recommender then
/// ranks all titles that the protocol lets it recommend, and the first ten are judged by what the user has
/// taken of them.
package struct GridSimulation: Sendable {
    package let people: [TapPerson]
    package let recommenders: [any GridRecommender]
    package let behaviour: TapBehaviour
    /// What those who leave are recommended.
    let fallback: PopularityRecommender
    let seed: UInt64
    let threads: Int

    /// - Parameters:
    ///   - people: the new users.
    ///   - recommenders: what turns taps into recommendations.
    ///   - share: μ, the share of the training users who took each title, shape [items].
    ///   - behaviour: how people use a grid.
    ///   - seed: the seed of what they overlook.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(
        people: [TapPerson], recommenders: [any GridRecommender], share: [Double],
        behaviour: TapBehaviour = TapBehaviour(),
        seed: UInt64, threads: Int
    ) {
        (self.people, self.recommenders, self.behaviour) = (people, recommenders, behaviour)
        fallback = PopularityRecommender(share: share)
        (self.seed, self.threads) = (seed, threads)
    }

    /// Shows everybody the same tiles.
    package func answers(to tiles: [Int32], draw: GridDraw) -> [GridAnswers] {
        concurrentMap(people.count, threads: threads) { person in
            let shown = draw.asked(tiles, person: person)
            return GridAnswers(shown: shown, taps: shown.filter { taps($0, person: person) })
        }
    }

    /// Whether a user taps a tile that they are asked about.
    package func taps(_ item: Int32, person: Int) -> Bool {
        people[person].taken.holds(item) && behaviour.taps(item, user: people[person].user, seed: seed)
    }

    /// How good the first ten recommendations are.
    /// - Parameters:
    ///   - answers: of every user.
    ///   - recommenders: whose recommendations are judged.
    ///   - draw: the draw of the protocol.
    ///   - excluded: titles that are not recommended for the protocol's sake beside the tiles that a user was
    ///     shown.
    /// - Returns: shape [recommenders][users]; `nil` where there is nothing to find.
    func qualities(
        _ answers: [GridAnswers], by recommenders: [any GridRecommender], draw: GridDraw,
        excluding excluded: [[Int32]]
    ) -> [[RecommendationQuality?]] {
        // Most often all have seen the same tiles, and what can be computed once for them is.
        let common = answers.first.map(\.shown) ?? []
        let isCommon = answers.allSatisfy { $0.shown == common }
        let shared = isCommon ? recommenders.map { $0.prepared(for: common) } : []
        let byPerson = concurrentMap(people.count, threads: threads) { person -> [RecommendationQuality?] in
            let answer = answers[person]
            let candidates = draw.candidates(without: excluded[person], people: people, person: person)
            let relevant = draw.relevant(people, person: person)
            let leaves = answer.taps.count < behaviour.leaveBelow
            return recommenders.indices.map { index in
                let scorer: any GridScorer =
                    leaves
                    ? fallback : isCommon ? shared[index] : recommenders[index].prepared(for: answer.shown)
                return RecommendationQuality(
                    scores: scorer.scores(user: people[person].user, taps: answer.taps),
                    candidates: candidates,
                    relevant: relevant, tolerance: recommenders[index].tolerance)
            }
        }
        return recommenders.indices.map { index in byPerson.map { $0[index] } }
    }
}
