import Evaluation
import TestSupport
import Testing

@Suite("Grid trial") struct GridTrialTests {
    private let golden: GridGolden

    init() throws { golden = try GridGolden.load() }

    private func trial(_ gridProtocol: GridProtocol, _ draw: GridDraw, popular: [Int32], threads: Int = 1)
        -> GridTrial
    {
        let training = GridTraining(golden.table, draws: [draw], threads: threads)
        return GridTrial(
            gridProtocol, draws: [draw], simulation: golden.simulation(training, threads: threads),
            popular: [popular])
    }

    private func expect(_ outcome: GridOutcome, _ expected: [[Double]?]?, reference: Bool = false) throws {
        let expected = try #require(expected)
        for (column, measure) in GridMeasure.allCases.enumerated() {
            let found =
                reference
                ? outcome.referenceValues(of: measure, recommender: 0)
                : outcome.values(of: measure, recommender: 0)
            #expect(found.map { $0 == nil } == expected.map { $0 == nil })
            for (value, row) in zip(found, expected) {
                if let value, let row { expectClose(value, row[column]) }
            }
        }
    }

    @Test("gives numpy's scores to 1e-9")
    func scores() throws {
        let training = GridTraining(golden.table, draws: [golden.half], threads: 1)
        let tiles = try #require(golden.lists["other"])
        let scorer = LinearRecommender(training, ridge: golden.ridge).prepared(for: tiles)
        for (person, expected) in zip(golden.people, golden.scores) {
            let found = scorer.scores(user: person.user, taps: tiles.filter(person.taken.contains))
            for (value, row) in zip(found, expected) { expectClose(value, row, within: 1e-9) }
        }
    }

    @Test("gives numpy's measures on half a catalogue", arguments: [1, 3])
    func catalogueSplit(_ threads: Int) throws {
        let popular = try #require(golden.lists["popularity"])
        let trial = trial(.catalogueSplit, golden.half, popular: popular, threads: threads)
        try expect(trial.reference, golden.split["popularity"])
        try expect(
            trial.outcome(of: "other", tiles: [try #require(golden.lists["other"])]), golden.split["other"])
    }

    @Test("gives numpy's measures without the tiles of the two grids that are compared")
    func pairExclusion() throws {
        let trial = trial(.pairExclusion, golden.catalogue, popular: try #require(golden.whole["popularity"]))
        let other = trial.outcome(of: "other", tiles: [try #require(golden.whole["other"])])
        try expect(other, golden.pair["other"])
        try expect(other, golden.pair["popularity"], reference: true)
    }

    @Test("recommends what is popular to those who leave, and to nobody else")
    func leaving() throws {
        let training = GridTraining(golden.table, draws: [golden.half], threads: 1)
        let tiles = try #require(golden.lists["other"])
        func outcome(_ leaveBelow: Int) -> GridOutcome {
            GridTrial(
                .catalogueSplit, draws: [golden.half],
                simulation: golden.simulation(training, behaviour: TapBehaviour(leaveBelow: leaveBelow)),
                popular: [tiles]
            ).reference
        }
        let (stays, leaves) = (outcome(0), outcome(3))
        let all = GridTrial(
            .catalogueSplit, draws: [golden.half],
            simulation: GridSimulation(
                people: golden.people, recommenders: [PopularityRecommender(share: training.share)],
                share: training.share,
                seed: 0, threads: 1), popular: [tiles]
        ).reference.values(of: .ndcg10, recommender: 0)
        let (staying, leaving) = (
            stays.values(of: .ndcg10, recommender: 0), leaves.values(of: .ndcg10, recommender: 0)
        )
        #expect(
            stays.taps == leaves.taps && stays.taps[0].contains { $0 < 3 }
                && stays.taps[0].contains { $0 >= 3 })
        for (person, taps) in stays.taps[0].enumerated() {
            #expect(leaving[person] == (taps < 3 ? all[person] : staying[person]))
        }
    }

    @Test("overlooks about the share of taps that it is told, the same ones in every grid")
    func tapRate() throws {
        let people = (0..<400).map { TapPerson(user: $0, taken: Array(0..<20)) }
        let simulation = GridSimulation(
            people: people, recommenders: [], share: [Double](repeating: 0.5, count: 20),
            behaviour: TapBehaviour(tapRate: 0.6), seed: 1, threads: 2)
        let draw = GridDraw(
            tiles: Array(repeating: true, count: 20), candidates: Array(repeating: true, count: 20))
        let first = simulation.answers(to: Array(0..<20), draw: draw)
        let taps = first.reduce(0) { $0 + $1.taps.count }
        #expect(abs(Double(taps) / 8000 - 0.6) < 0.03)
        let second = simulation.answers(to: [7, 3], draw: draw)
        for (one, other) in zip(first, second) { #expect(other.taps == [7, 3].filter(one.taps.contains)) }
    }
}
