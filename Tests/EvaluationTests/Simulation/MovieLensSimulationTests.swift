import Evaluation
import LatentFactors
import Support
import Tasks
import TestSupport
import Testing

@Suite(
    "Elicitation simulation on MovieLens-1M",
    .enabled(if: ReferenceData.isPresent, "the reference data is not there"))
struct MovieLensSimulationTests {
    @Test(
        "finds that popular items say more than random ones, and any more than none; the same on any number of threads"
    )
    func popularity() throws {
        let rows = MovieLensTasks.allWarm
        let model = LatentFactorModel(fitting: rows, threads: 2)
        let tasks = TaskSet(
            MovieLensTasks.dataset, scenario: .userCold, holdout: MovieLensTasks.holdout,
            rule: ElicitationSimulation.rule(order: .hash)
        ).tasks
        #expect(tasks.count == 1058)
        let popularity = rows.popularity
        let known = popularity.indices.filter { popularity[$0] > 0 }
        let order = known.sorted { (-popularity[$0], $0) < (-popularity[$1], $1) }
        var generator = SeededGenerator(seed: 1)
        var shuffled = known.map(Int32.init)
        generator.shuffle(&shuffled)

        let simulation = ElicitationSimulation(
            tasks: tasks, scale: MovieLensTasks.dataset.scale, predictors: [FoldInPredictor(model)])
        let strategies = [
            SimulatedStrategy(name: "popularity", list: order.map(Int32.init)),
            SimulatedStrategy(name: "none", list: []),
            SimulatedStrategy(name: "random", list: shuffled),
        ]
        let outcomes = strategies.map { simulation.run($0, threads: 2) }
        #expect(outcomes[0] == simulation.run(strategies[0], threads: 1))
        let options = ElicitationComparison.Options(measures: [.mae, .ndcg3], replicates: 500)
        let comparison = try #require(ElicitationComparison(outcomes, options: options, threads: 2))
        #expect(comparison == ElicitationComparison(outcomes, options: options, threads: 1))

        let mae = comparison.effects.filter { $0.measure == .mae }
        #expect(mae[0].value.value < 0.756)
        for effect in mae.dropFirst() {
            #expect(effect.comparison.difference.lower > 0 && effect.comparison.holmPValue < 0.05)
        }
        #expect(mae[2].value.value < mae[1].value.value)
        #expect(try #require(mae[2].comparison.cohensDz) < #require(mae[1].comparison.cohensDz))
        #expect(comparison.answerability[0].answers.lower > 4 * comparison.answerability[2].answers.upper)
    }
}
