import Preference
import Testing

@Suite("A training that diverges")
struct DivergenceTests {
    private func trainer(_ options: TrainingOptions, validationShare: Double = 0) throws -> MetaTrainer<Float>
    {
        let problem = SmallProblem()
        return try MetaTrainer(
            dataset: problem.dataset,
            tasks: TrainingTasks(warm: problem.tasks, validationShare: validationShare, seed: 0),
            options: options, threads: 1)
    }

    private func options(local: Double, global: Double, maximumStep: Double?) -> TrainingOptions {
        var options = TrainingOptions.standard(seed: 3)
        options.localUpdate = LocalUpdate(steps: 5, localLearningRate: local, maximumStep: maximumStep)
        options.globalLearningRate = global
        (options.epochs, options.batchSize, options.validationShare) = (40, 1, 0)
        return options
    }

    @Test("says so, though every loss is finite")
    func detected() throws {
        let trainer = try trainer(options(local: 1, global: 1e-3, maximumStep: nil))
        #expect(throws: TrainingError.diverged(epoch: 1)) { try trainer.runEpoch() }
        #expect(
            PreferenceLoss.squaredError.hasExploded(1e14) && PreferenceLoss.squaredError.hasExploded(.nan))
        #expect(
            !PreferenceLoss.squaredError.hasExploded(25) && !PreferenceLoss.binaryCrossEntropy.hasExploded(3))
        #expect(
            PreferenceLoss.binaryCrossEntropy.hasExploded(1e3)
                && PreferenceLoss.binaryCrossEntropy.hasExploded(.infinity))
    }

    @Test("by its local steps is one that the trust region holds")
    func held() throws {
        let trainer = try trainer(options(local: 1, global: 1e-3, maximumStep: 0.5))
        while !trainer.isFinished { try trainer.runEpoch() }
        #expect(
            trainer.history.allSatisfy { $0.queryLoss < 160 }
                && trainer.best.parameters.allSatisfy(\.isFinite))
    }

    @Test(
        "begins again with a quarter of both rates, at most twice, and says so each time",
        arguments: [0, 1, 2, 3])
    func retried(failures: Int) throws {
        let start = options(local: 0.8, global: 0.4, maximumStep: nil)
        var (notes, tried): ([String], [TrainingOptions.Rates]) = ([], [])
        func run() throws -> Int {
            try DivergenceRetry.run(start, note: { notes.append($0) }) { options, reductions in
                tried.append(options.rates)
                guard reductions >= failures else { throw TrainingError.diverged(epoch: 7) }
                return reductions
            }
        }
        if failures <= 2 {
            #expect(try run() == failures)
        } else {
            let last = TrainingOptions.Rates(local: 0.05, global: 0.025)
            #expect(throws: TrainingError.divergedAtLast(epoch: 7, rates: last)) { try run() }
        }
        #expect(tried.map(\.local) == Array([0.8, 0.2, 0.05].prefix(min(failures, 2) + 1)))
        #expect(
            notes.count == min(failures, 2)
                && notes.allSatisfy { $0.contains("epoch 7") && $0.contains("starting again") })
    }

    @Test("with every trial of a rate search leaves no rates")
    func search() throws {
        let search = RateSearch(options(local: 1, global: 1, maximumStep: nil))
        #expect(search.tuned(by: search.trials) == nil)
        var results = search.trials
        results[4].validationError = 0.7
        #expect(search.tuned(by: results)?.globalLearningRate == search.trials[4].globalLearningRate)
    }

    @Test("is refused by the network without meta-learning after two smaller rates")
    func fineTuned() throws {
        let problem = SmallProblem()
        var notes: [String] = []
        #expect(throws: TrainingError.self) {
            try FineTunedNetwork(
                dataset: problem.dataset,
                tasks: TrainingTasks(warm: problem.tasks, validationShare: 0, seed: 0),
                options: options(local: 0.02, global: 1e9, maximumStep: 0.5), threads: 1,
                note: { notes.append($0) })
        }
        #expect(notes.count == 2)
    }
}
