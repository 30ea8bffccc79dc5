import ClosedForm
import Datasets
import LatentFactors
import Tasks

/// Items and users as vectors by their features and ids, a new user folded in by ridge regression;
/// meta-learned, see ``ClosedFormTrainer``.
///
/// Beside matrix factorisation it knows new items and users by their features.
package struct ClosedFormBaseline: RatingBaseline {
    /// `closed-form`.
    package let name = "closed-form"
    private let tables: ClosedFormTables<Float>

    /// Trains on the rows.
    /// - Parameters:
    ///   - rows: the training ratings.
    ///   - dataset: the features, whose users and items the rows are of.
    ///   - options: how to train.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(
        _ rows: RatingRows, dataset: Dataset, options: ClosedFormOptions = ClosedFormOptions(), threads: Int
    ) {
        let trainer = ClosedFormTrainer<Float>(
            dataset: dataset, rows: rows, options: options, threads: threads)
        for _ in 0..<trainer.epochCount { trainer.runEpoch() }
        tables = ClosedFormTables(trainer.estimator, dataset, threads: threads)
    }

    /// ŷ of every task's query set, in rating units, shape [tasks][query].
    package func predictions(for tasks: [UserTask], threads: Int) -> [[Double]] {
        tables.predictions(for: tasks, threads: threads).map { $0.map(\.mean) }
    }
}
