import Preference
import Tasks

extension EvidenceScores {
    /// Scores the items of the support sets by an estimator's gradient norms (MeLU, section 3.3).
    /// - Parameters:
    ///   - tasks: the tasks whose support pairs are measured.
    ///   - estimator: the meta-learned estimator.
    ///   - inputs: the encoded features.
    ///   - popularity: P, the number of users who know each item, shape [items]; `nil` to take the support
    ///     pairs' counts.
    ///   - options: which gradient, and how it is measured.
    ///   - normalization: how both columns are scaled to 0...1.
    ///   - threads: how many threads to use; the result does not depend on it.
    ///   - progress: told how many tasks are done.
    /// - Throws: ``EvidenceError`` when the estimator has diverged.
    package init(
        tasks: [UserTask], estimator: Estimator<Float>, inputs: EstimatorInputs, popularity: [Int]?,
        options: GradientOptions,
        normalization: Normalization, threads: Int, progress: (Int) -> Void = { _ in }
    ) throws(EvidenceError) {
        let norms = estimator.gradientNorms(
            tasks, inputs: inputs, options: options, threads: threads, progress: progress)
        try self.init(
            gradientNorms: norms.means, supportCounts: norms.supportCounts, popularity: popularity,
            normalization: normalization)
    }
}
