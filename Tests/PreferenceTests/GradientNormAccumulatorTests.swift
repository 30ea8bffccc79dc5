import Preference
import Support
import Tasks
import Testing

@Suite("Gradient norms of tasks that come a few at a time")
struct GradientNormAccumulatorTests {
    @Test(
        "are those of all tasks together, in any order and on any number of threads", arguments: [1, 7, 40],
        [1, 2, 3])
    func parts(size: Int, threads: Int) {
        let problem = SmallProblem()
        var generator = SeededGenerator(seed: 3)
        let estimator = Estimator<Float>(problem.architecture, outputBias: 3, using: &generator)
        let inputs = EstimatorInputs(problem.dataset, architecture: estimator.architecture)
        let tasks = (0..<40).map { number in
            var items = Array(Int32(0)..<6)
            generator.shuffle(&items)
            let ratings = items.map { _ in Double(1 + generator.integer(below: 5)) }
            return UserTask(
                user: Int32(number % 2), items: items, ratings: ratings, supportCount: 1 + number % 5)
        }
        let whole = estimator.gradientNorms(tasks, inputs: inputs, options: GradientOptions(), threads: 1)
        let accumulator = GradientNormAccumulator(
            estimator, inputs: inputs, options: GradientOptions(), threads: threads)
        var done: [Int] = []
        for start in stride(from: 0, to: tasks.count, by: size) {
            accumulator.add(tasks[start..<min(start + size, tasks.count)].reversed()) { done.append($0) }
        }
        #expect(
            accumulator.norms == whole
                && whole.supportCounts.reduce(0, +) == tasks.reduce(0) { $0 + $1.supportCount })
        #expect(done.allSatisfy { $0 > 0 && $0 <= size })
    }
}
