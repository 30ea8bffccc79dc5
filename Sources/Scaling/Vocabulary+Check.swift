import Datasets
import Tasks

extension Vocabulary {
    /// Stops where workers would do something else than one machine: they know ratings, whole histories and
    /// one version of a dataset.
    /// - Parameters:
    ///   - dataset: the dataset.
    ///   - rule: which users have a task.
    ///   - isOlder: whether the model was made on an earlier version of the dataset.
    /// - Throws: ``ShardError``, or `ImplicitFeedbackError` where there are no ratings.
    package static func check(_ dataset: Dataset, rule: TaskRule, isOlder: Bool = false) throws {
        guard dataset.feedback == .explicit else {
            throw ImplicitFeedbackError(
                "worker", reason: "workers read and estimate ratings", fix: "train and select on one machine")
        }
        guard rule.maximumHistory == nil else {
            throw ShardError(
                file: "worker", problem: "the task rule bounds histories, which workers do not",
                fix: "train without --max-history")
        }
        guard !isOlder else {
            throw ShardError(
                file: "worker", problem: "the model was made on an earlier version of the dataset",
                fix:
                    "bring the latest up to date with `icebreaker train --warm-start latest`, or name another"
            )
        }
    }
}
