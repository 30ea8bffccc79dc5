import Foundation
import Preference
import Support

/// Scores made-up pairs that are made while they are scored; see `Benchmarks/scale`.
enum ScaleMeasurement {
    /// Prints the number of pairs, the seconds of scoring and of making them, and a number that depends on all of the result.
    static func run(pairs: Int, threads: Int) {
        let dataset = SyntheticRatings.catalogue(seed: 1)
        var generator = SeededGenerator(seed: 1, stream: RandomStream(number: 1))
        let estimator = Estimator<Float>(EstimatorArchitecture(for: dataset), outputBias: 3.5, using: &generator)
        let inputs = EstimatorInputs(dataset, architecture: estimator.architecture)
        var ratings = SyntheticRatings(seed: 1)
        let accumulator = GradientNormAccumulator(estimator, inputs: inputs, options: GradientOptions(), threads: threads)
        var (scoring, making) = (Duration.zero, Duration.zero)
        var done = 0
        while done < pairs {
            let start = ContinuousClock.now
            let tasks = ratings.tasks(pairs: min(1 << 16, pairs - done))
            let middle = ContinuousClock.now
            accumulator.add(tasks)
            making += middle - start
            scoring += ContinuousClock.now - middle
            done += tasks.reduce(0) { $0 + $1.supportCount }
        }
        let norms = accumulator.norms
        let check = zip(norms.means, norms.supportCounts).reduce(0) { $0 + $1.0 * Double($1.1) }
        print(done, scoring.inSeconds, making.inSeconds, check)
    }
}
