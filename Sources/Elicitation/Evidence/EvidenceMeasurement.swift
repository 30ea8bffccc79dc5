import Preference
import Tasks

extension EvidenceScores {
    /// Scores the items of the support sets by an estimator's gradient norms (MeLU, section 3.3).
    /// - Parameters:
    ///   - tasks: the warm tasks.
    ///   - estimator: the meta-learned estimator.
    ///   - inputs: the encoded features.
    ///   - options: which gradient, and how it is measured.
    ///   - normalization: how both columns are brought to 0...1.
    ///   - threads: how many threads to use; the result does not depend on it.
    ///   - progress: told how many tasks are done.
    /// - Throws: ``EvidenceError`` when the estimator has diverged.
    public init(
        tasks: [UserTask], estimator: Estimator<Float>, inputs: EstimatorInputs, options: GradientOptions,
        normalization: Normalization, threads: Int, progress: (Int) -> Void = { _ in }
    ) throws(EvidenceError) {
        let norms = estimator.gradientNorms(tasks, inputs: inputs, options: options, threads: threads, progress: progress)
        try self.init(gradientNorms: norms.means, supportCounts: norms.supportCounts, normalization: normalization)
    }
}
