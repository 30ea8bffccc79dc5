import Datasets
import Tasks

extension Vocabulary {
    /// The tasks that a training learns from and is judged by: those of the rule, and those of users with
    /// more ratings than it allows, whom a worker leaves out where the training does not want them.
    /// - Parameters:
    ///   - dataset: where the ratings are.
    ///   - datasetHash: its SHA-256.
    /// - Returns: the tasks by ascending user.
    /// - Throws: ``ShardError`` when the vocabulary was made from another dataset.
    package func trainingTasks(of dataset: Dataset, datasetHash: String) throws(ShardError) -> [UserTask] {
        guard datasetHash == self.datasetHash else {
            throw ShardError(
                file: "vocabulary", problem: "it was made from another dataset",
                fix: "begin anew with `icebreaker worker begin` on this workspace")
        }
        var rule = rule
        rule.maximumRatings = .max
        let holdout = Holdout(
            users: newUsers.compactMap { dataset.users.position(of: $0) },
            items: newItems.compactMap { dataset.items.position(of: $0) }, of: dataset)
        return TaskSet(dataset, scenario: .warm, holdout: holdout, rule: rule).tasks
    }
}
