/// All draws of one protocol, with the popular grid that every other is compared with.
package struct GridTrial: Sendable {
    package let gridProtocol: GridProtocol
    package let draws: [GridDraw]
    private let simulation: GridSimulation
    /// The recommenders that the protocol can take.
    private let recommenders: [any GridRecommender]
    private let popular: [[GridAnswers]]
    private let popularQualities: [[[RecommendationQuality?]]]

    /// Shows everybody the popular grid.
    /// - Parameters:
    ///   - gridProtocol: the protocol.
    ///   - draws: its draws.
    ///   - simulation: the users and the recommenders.
    ///   - popular: the most popular tiles in each draw.
    package init(
        _ gridProtocol: GridProtocol, draws: [GridDraw], simulation: GridSimulation, popular: [[Int32]]
    ) {
        (self.gridProtocol, self.draws, self.simulation) = (gridProtocol, draws, simulation)
        let answers = zip(popular, draws).map { simulation.answers(to: $0, draw: $1) }
        self.popular = answers
        // Where titles are hidden each user is asked about other tiles.
        recommenders = simulation.recommenders.filter { gridProtocol != .heldOutTitles || $0.takesPages }
        let recommenders = recommenders
        popularQualities = zip(answers, draws).map { answers, draw in
            simulation.qualities(
                answers, by: recommenders, draw: draw,
                excluding: gridProtocol == .pairExclusion ? answers.map(\.shown) : answers.map { _ in [] })
        }
    }

    /// What the popular grid led to.
    package var reference: GridOutcome {
        GridOutcome(
            strategy: GridComparison.reference, gridProtocol: gridProtocol,
            recommenders: recommenders.map(\.name),
            isPaged: false, taps: popular.map { $0.map(\.taps.count) }, qualities: popularQualities,
            references: popularQualities)
    }

    /// What the same tiles for everybody lead to.
    /// - Parameters:
    ///   - strategy: the name in results.
    ///   - tiles: the tiles in each draw.
    package func outcome(of strategy: String, tiles: [[Int32]]) -> GridOutcome {
        outcome(
            of: strategy, answers: zip(tiles, draws).map { simulation.answers(to: $0, draw: $1) },
            isPaged: false)
    }

    /// What given answers lead to.
    /// - Parameters:
    ///   - strategy: the name in results.
    ///   - answers: of every user in each draw.
    ///   - isPaged: whether each user was shown tiles of their own.
    package func outcome(of strategy: String, answers: [[GridAnswers]], isPaged: Bool) -> GridOutcome {
        let kept = self.recommenders.indices.filter { !isPaged || self.recommenders[$0].takesPages }
        let recommenders = kept.map { self.recommenders[$0] }
        var (qualities, references): ([[[RecommendationQuality?]]], [[[RecommendationQuality?]]]) = ([], [])
        for (number, draw) in draws.enumerated() {
            let excluded =
                gridProtocol == .pairExclusion
                ? zip(answers[number], popular[number]).map { $0.shown + $1.shown }
                : answers[number].map { _ in [] }
            qualities.append(
                simulation.qualities(answers[number], by: recommenders, draw: draw, excluding: excluded))
            references.append(
                gridProtocol == .pairExclusion
                    ? simulation.qualities(popular[number], by: recommenders, draw: draw, excluding: excluded)
                    : kept.map { popularQualities[number][$0] })
        }
        return GridOutcome(
            strategy: strategy, gridProtocol: gridProtocol, recommenders: recommenders.map(\.name),
            isPaged: isPaged,
            taps: answers.map { $0.map(\.taps.count) }, qualities: qualities, references: references)
    }
}
