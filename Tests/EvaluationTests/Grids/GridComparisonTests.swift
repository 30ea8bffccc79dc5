import Evaluation
import Statistics
import TestSupport
import Testing

@Suite("Grid comparison") struct GridComparisonTests {
    private let golden: GridGolden
    private let outcomes: [GridOutcome]

    init() throws {
        golden = try GridGolden.load()
        let training = GridTraining(golden.table, draws: [golden.half], threads: 1)
        let popular = try #require(golden.lists["popularity"])
        let simulation = GridSimulation(
            people: golden.people,
            recommenders: [
                LinearRecommender(training, ridge: golden.ridge), TapsOnlyRecommender(training),
                PopularityRecommender(share: training.share),
            ], share: training.share, seed: 0, threads: 1)
        let trial = GridTrial(
            .catalogueSplit, draws: [golden.half], simulation: simulation, popular: [popular])
        let pages = AdaptiveGrid(
            pages: [2, 3], model: training.model(of: training.candidates(of: golden.half)), draw: golden.half,
            targets: training.share, ridge: golden.ridge)
        outcomes = [
            trial.reference, trial.outcome(of: "other", tiles: [try #require(golden.lists["other"])]),
            trial.outcome(of: "pages", answers: [pages.answers(of: simulation, threads: 2)], isPaged: true),
        ]
    }

    @Test("has the mean difference of each grid to the popular one, and none for that itself")
    func differences() throws {
        let comparison = GridComparison(outcomes, replicates: 200)
        #expect(comparison.effects.count == 3 * 3 * 3 && comparison.isDefined && comparison.leftOut.isEmpty)
        let effect = try #require(
            comparison.effects.first { $0.strategy == "other" && $0.recommender == "linear" })
        let own = try #require(golden.split["other"]).compactMap { $0?[0] }
        let popular = try #require(golden.split["popularity"]).compactMap { $0?[0] }
        let mean = zip(own, popular).reduce(0) { $0 + $1.0 - $1.1 } / Double(own.count)
        expectClose(effect.comparison.difference.value, mean)
        for reference in comparison.effects where reference.strategy == "popularity" {
            #expect(reference.comparison.difference.value == 0)
        }
        // What ignores the taps recommends the same after every grid.
        for unmoved in comparison.effects where unmoved.recommender == "popularity" {
            #expect(unmoved.comparison.difference.value == 0)
        }
    }

    @Test("corrects over the grids of one protocol, recommender and measure")
    func holm() throws {
        let comparison = GridComparison(outcomes, replicates: 200)
        let family = comparison.effects.filter {
            $0.recommender == "linear" && $0.measure == .ndcg10 && $0.strategy != "popularity"
        }.map(\.comparison)
        #expect(family.count == 2)
        #expect(family.map(\.holmPValue) == holmAdjusted(family.map(\.permutationPValue)))
    }

    @Test("compares recommenders with linear, and pages with the best fixed list")
    func contrasts() throws {
        let contrasts = GridComparison(outcomes, replicates: 200).contrasts
        #expect(contrasts.count { $0.kind == .recommender } == 3 * 2)
        let pages = try #require(contrasts.first { $0.kind == .pages })
        #expect(pages.strategy == "pages" && ["popularity", "other"].contains(pages.other))
    }

    @Test("shows each page from the taps so far, every tile once and among those that may be shown")
    func pages() {
        let paged = outcomes[2]
        #expect(paged.isPaged && paged.users == 15)
        #expect(paged.taps[0].allSatisfy { (0...5).contains($0) })
    }

    @Test("counts whom nothing can be said of")
    func leftOut() throws {
        let training = GridTraining(golden.table, draws: [golden.half], threads: 1)
        let tile = try #require(golden.lists["popularity"])
        let people = golden.people + [TapPerson(user: 99, taken: tile)]
        let simulation = GridSimulation(
            people: people, recommenders: [LinearRecommender(training)], share: training.share, seed: 0,
            threads: 1)
        let trial = GridTrial(.catalogueSplit, draws: [golden.half], simulation: simulation, popular: [tile])
        let comparison = GridComparison([trial.reference], replicates: 100)
        #expect(comparison.leftOut.map(\.users) == [1])
        #expect(comparison.effects.allSatisfy { $0.users == people.count - 1 })
        #expect(comparison.coverage[0].taps.value > 0)
    }

    @Test("has the same bytes for any number of threads")
    func threads() {
        #expect(
            GridComparison(outcomes, replicates: 300, threads: 1)
                == GridComparison(outcomes, replicates: 300, threads: 3))
    }
}
