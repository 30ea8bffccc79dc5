import Algebra
import ClosedForm
import Foundation
import LatentFactors
import Support
import Tasks
import Testing

@Suite("Training with a local update in closed form") struct ClosedFormTrainerTests {
    private func trained(_ problem: ClosedFormProblem, _ options: ClosedFormOptions, threads: Int)
        -> ClosedFormTrainer<Float>
    {
        let trainer = ClosedFormTrainer<Float>(
            dataset: problem.dataset, rows: problem.rows, options: options, threads: threads)
        for _ in 0..<trainer.epochCount { trainer.runEpoch() }
        return trainer
    }

    @Test("gives the same bytes on any number of threads, and others for another seed")
    func threads() {
        let problem = ClosedFormProblem()
        var options = problem.options
        options.penalties.scale = 0.7
        let one = trained(problem, options, threads: 1).estimator
        #expect(one.parameters == trained(problem, options, threads: 3).estimator.parameters)
        options.seed = 1
        #expect(one.parameters != trained(problem, options, threads: 1).estimator.parameters)
    }

    @Test(
        "lowers the query loss and stays finite from either start",
        arguments: ClosedFormOptions.Start.allCases)
    func learning(start: ClosedFormOptions.Start) {
        let problem = ClosedFormProblem()
        var options = problem.options
        options.start = start
        options.minimumUpdates = 400
        let trainer = ClosedFormTrainer<Float>(
            dataset: problem.dataset, rows: problem.rows, options: options, threads: 1)
        trainer.runEpoch()
        let before = trainer.queryLoss
        while trainer.epoch < trainer.epochCount { trainer.runEpoch() }
        #expect(trainer.queryLoss < before)
        #expect(trainer.estimator.parameters.allSatisfy { $0.isFinite })
    }

    @Test("has nothing to do without ratings, and estimates all the same")
    func empty() {
        let problem = ClosedFormProblem()
        let rows = RatingRows(users: [], items: [], ratings: [], itemCount: 6)
        let trainer = ClosedFormTrainer<Float>(
            dataset: problem.dataset, rows: rows, options: problem.options, threads: 1)
        #expect(trainer.epochCount == 0)
        let tables = ClosedFormTables(trainer.estimator, problem.dataset, threads: 1)
        let task = UserTask(user: 0, items: [0, 1], ratings: [5, 3], supportCount: 1)
        #expect(tables.predictions(for: [task], threads: 1)[0][0].mean.isFinite)
    }

    @Test(
        "draws every user once per hundred ratings begun, query sets of at most half, and no item twice in a task"
    )
    func draws() {
        let problem = ClosedFormProblem()
        let draws = TaskDraws(problem.rows, options: problem.options)
        var generator = SeededGenerator(seed: 3)
        let visits = draws.visits(using: &generator)
        #expect(visits.sorted() == [0, 1, 2] && draws.batchCount == 2)
        for round in 0..<50 {
            for task in draws.batch(round % 2, of: visits, using: &generator) {
                #expect(Set(task.items).count == task.items.count)
                #expect((1...2).contains(task.items.count - task.supportCount))
                #expect(task.targets.count == task.items.count && task.dropped.count == task.items.count)
            }
        }
    }
}

@Suite("Estimates after the local update in closed form") struct ClosedFormTablesTests {
    @Test("are those of Bayesian linear regression computed with another factorisation, in rating units")
    func posterior() throws {
        let problem = ClosedFormProblem()
        var generator = SeededGenerator(seed: 5)
        let shape = problem.architecture
        let estimator = ClosedFormEstimator<Double>(
            shape, parameters: (0..<shape.parameterCount).map { _ in 0.5 * generator.normal() },
            knownItems: [true, true, false, true, true, false], mean: 3.2, scaling: problem.rows.scaling)
        let tables = ClosedFormTables(estimator, problem.dataset, threads: 1)
        let task = UserTask(user: 2, items: [0, 1, 2, 5, 3], ratings: [5, 2, 3, 4, 1], supportCount: 3)
        let found = tables.predictions(for: [task], threads: 1)[0]

        let (k, width) = (shape.vectorWidth, shape.rowWidth)
        func row(_ item: Int32) -> ArraySlice<Double> {
            tables.items[Int(item) * width..<Int(item + 1) * width]
        }
        var matrix = (0..<k * k).map { $0 % (k + 1) == 0 ? 1.0 : 0 }
        var right = (0..<k).map { tables.users[2 * k + $0] }
        for (item, rating) in zip(task.supportItems, task.supportRatings) {
            let x = Array(row(item))
            let precision = exp(-x[k + 1])
            for i in 0..<k {
                right[i] += precision * (rating - 3.2 - x[k]) * x[i]
                for j in 0..<k { matrix[i * k + j] += precision * x[i] * x[j] }
            }
        }
        let factor = try #require(Cholesky(matrix, dimension: k))
        let weights = factor.solve(right)
        for (place, item) in task.queryItems.enumerated() {
            let x = Array(row(item))
            let spread = factor.solve(Array(x[..<k]))
            let mean = 3.2 + x[k] + (0..<k).reduce(0) { $0 + x[$1] * weights[$1] }
            let variance = exp(x[k + 1]) + (0..<k).reduce(0) { $0 + x[$1] * spread[$1] }
            #expect(abs(found[place].mean - mean) < 1e-9)
            #expect(abs(found[place].variance - variance) < 1e-9)
        }
    }

    @Test("take an unknown item by its features alone, with more noise where that was learned")
    func unknownItems() {
        let problem = ClosedFormProblem()
        let shape = problem.architecture
        var parameters = [Double](repeating: 0, count: shape.parameterCount)
        for index in 0..<shape.rowWidth { parameters[5 * shape.rowWidth + index] = 9 }
        parameters[shape.doubt] = 0.5
        let estimator = ClosedFormEstimator<Double>(
            shape, parameters: parameters, knownItems: [true, true, true, true, true, false], mean: 3,
            scaling: problem.rows.scaling)
        let items = ClosedFormTables(estimator, problem.dataset, threads: 1).items
        #expect(Array(items.suffix(shape.rowWidth)) == [0, 0, 0, 0, 0, 0.5])
        #expect(Array(items.prefix(shape.rowWidth)) == [0, 0, 0, 0, 0, 0])
    }
}
