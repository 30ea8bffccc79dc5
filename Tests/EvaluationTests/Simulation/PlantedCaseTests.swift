import Datasets
import Elicitation
import Evaluation
import Preference
import Support
import Tasks
import Testing

/// Forty items that equally many users know. Half of them everybody finds ordinary; the other half divide
/// people into those who like one kind and those who like the other, and only these are worth asking about.
private enum Divided {
    static let items = 40
    static let ordinary = 20
    static let users = 320
    static let heldOut = 200

    static let dataset: Dataset = {
        let kinds = TokenColumn(
            rows: (0..<items).map { [$0 < ordinary ? "ordinary" : $0 % 2 == 0 ? "even" : "odd"] })
        return Dataset(
            name: "divided", format: "planted",
            users: EntityTable(ids: (0..<users + heldOut).map { .integer(Int64($0)) }),
            items: EntityTable(
                ids: (0..<items).map { .integer(Int64($0)) },
                features: [Feature(name: "kind", values: .categorical(kinds))]),
            interactions: Interactions(users: [], items: [], ratings: []),
            scale: RatingScale(minimum: 1, maximum: 5))
    }()

    /// Every user has rated ten ordinary items and ten that divide, each item equally often, and ten more
    /// that divide are the query set.
    static func tasks(_ range: Range<Int>, seed: UInt64) -> [UserTask] {
        var generator = SeededGenerator(seed: seed)
        return range.map { user in
            let taste = generator.unitInterval() < 0.5 ? 1.0 : -1
            let support = (0..<10).flatMap { [(user + $0) % ordinary, ordinary + (user + $0) % ordinary] }
            let query = (10..<20).map { ordinary + (user + $0) % ordinary }
            let ratings = (support + query).map { item in
                let liking = item < ordinary ? 0 : taste * (item % 2 == 0 ? 1.5 : -1.5)
                return min(5, max(1, 3 + liking + 0.3 * generator.normal()))
            }
            return UserTask(
                user: Int32(user), items: (support + query).map(Int32.init), ratings: ratings,
                supportCount: 20)
        }
    }
}

@Suite("A planted case of equally popular items, half of them informative") struct PlantedCaseTests {
    private let trainer: MetaTrainer<Float>
    private let warm = TaskSet(
        scenario: .warm, tasks: Divided.tasks(0..<Divided.users, seed: 1), usersInScenario: Divided.users,
        ratingsInScenario: 30 * Divided.users)

    init() throws {
        var options = TrainingOptions.standard(seed: 0).keepingBack(0.1)
        // As many ratings as a new user will give, drawn anew each epoch, so that the step fits what they
        // say.
        options.maximumSupport = 10
        options.epochs = 30
        trainer = try MetaTrainer(
            dataset: Divided.dataset, tasks: TrainingTasks(warm: warm, validationShare: 0.1, seed: 0),
            options: options,
            threads: 2)
        while !trainer.isFinished { try trainer.runEpoch() }
    }

    private func list(_ target: GradientTarget) throws -> [Int32] {
        let scores = try EvidenceScores(
            tasks: warm.tasks, estimator: trainer.best, inputs: inputs, popularity: nil,
            options: GradientOptions(gradient: target), normalization: .maximum, threads: 2)
        #expect(Set(scores.candidates.map(\.popularity)).count == 1)
        return scores.ranked.prefix(10).map { Int32($0.item) }
    }

    private var inputs: EstimatorInputs {
        EstimatorInputs(Divided.dataset, architecture: trainer.best.architecture)
    }

    @Test("is where melu asks about informative items only, and popularity cannot tell them apart")
    func lists() throws {
        #expect(try list(.loss).allSatisfy { $0 >= Divided.ordinary })
        let counts = KnownCounts(
            counts: Array(repeating: Divided.users / 2, count: Divided.items), userCount: Divided.users)
        #expect(ItemRanking(popularity: counts).top(10) == Array(0..<10))
    }

    @Test("is where melu's answers lower the error of new users, against popularity and against chance")
    func simulation() throws {
        let predictor = LocalUpdatePredictor(
            trainer.best, inputs: inputs, update: trainer.options.localUpdate)
        let newUsers = Divided.tasks(Divided.users..<Divided.users + Divided.heldOut, seed: 2)
        let simulation = ElicitationSimulation(
            tasks: newUsers, scale: Divided.dataset.scale, predictors: [predictor], shown: 10)
        var generator = SeededGenerator(seed: 3)
        var shuffled = (0..<Divided.items).map(Int32.init)
        generator.shuffle(&shuffled)
        let outcomes = [
            SimulatedStrategy(name: "popularity", list: (0..<10).map(Int32.init)),
            SimulatedStrategy(name: "melu", list: try list(.loss)),
            SimulatedStrategy(name: "random", list: shuffled),
        ].map { simulation.run($0, threads: 2) }
        let options = ElicitationComparison.Options(shown: 10, measures: [.mae], replicates: 1000)
        let effects = try #require(ElicitationComparison(outcomes, options: options, threads: 2)).effects
        let (popularity, melu, random) = (effects[0], effects[1], effects[2])
        #expect(melu.comparison.difference.upper < -0.5)
        #expect(melu.comparison.holmPValue < 0.01)
        #expect(melu.value.upper < random.value.lower)
        #expect(popularity.value.value > 1)
    }
}
