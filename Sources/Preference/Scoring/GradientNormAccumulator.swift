import Algebra
import Tasks

/// Measures gradient norms of tasks that come a few at a time, so that they need not all be held in memory.
///
/// The sums are taken without rounding: how the tasks are shared out among calls, and in which order they
/// come, changes no bit of the result. Memory is that of one round of pairs and of the items, whatever the
/// number of tasks.
package final class GradientNormAccumulator<Scalar: EstimatorScalar> {
    private let scorer: PairScorer<Scalar>

    /// Begins with no task.
    /// - Parameters:
    ///   - estimator: at its meta-learned parameters.
    ///   - inputs: the encoded features of the users and items that tasks will name.
    ///   - options: which gradient, and how it is measured.
    ///   - threads: how many threads to use.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    package init(
        _ estimator: Estimator<Scalar>, inputs: EstimatorInputs, options: GradientOptions, threads: Int
    ) {
        scorer = PairScorer(estimator, inputs: inputs, options: options, threads: threads)
    }

    /// Measures the support pairs of some tasks.
    /// - Parameters:
    ///   - tasks: warm tasks; only their support sets are looked at.
    ///   - progress: told how many of them are done.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    package func add(_ tasks: [UserTask], progress: (Int) -> Void = { _ in }) {
        var done = 0
        while done < tasks.count {
            let round = tasks[done..<scorer.endOfRound(tasks, from: done)]
            scorer.run(round)
            done = round.endIndex
            progress(done)
        }
    }

    /// G and P of all tasks so far; G in parameter units per rating unit and what the options' gradient adds.
    package var norms: ItemGradientNorms { scorer.norms }
}
