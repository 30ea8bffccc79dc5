import Datasets
import Preference
import Storage
import Tasks

/// What an evaluation measures: a model on what it held out, or the baselines alone.
struct EvaluationSubject {
    /// The model; `nil` for the baselines alone.
    let model: TrainedModel?
    /// The users and items that are new.
    let holdout: Holdout
    /// Who has a task.
    let rule: TaskRule

    /// A model on what it held out.
    init(_ model: TrainedModel) { (self.model, holdout, rule) = (model, model.holdout, model.options.rule) }

    /// The baselines alone, under the usual rule.
    init(holdout: Holdout, dataset: Dataset) {
        (model, self.holdout, rule) = (nil, holdout, TaskRule(for: dataset))
    }

    /// The tasks of a scenario.
    func tasks(_ scenario: Scenario, of dataset: Dataset) -> TaskSet {
        TaskSet(dataset, scenario: scenario, holdout: holdout, rule: rule)
    }
}

/// No scenario has a task.
struct NothingToMeasure: Error, CustomStringConvertible {
    let shortage: TaskShortage
    var description: String {
        let rule = shortage.rule
        return
            "no user has the \(rule.minimumRatings) ratings in one scenario that a task needs; the most that one has is "
            + "\(shortage.most): import more ratings, or train a model with a smaller --min-ratings"
    }
}

extension TaskShortage {
    /// The same where nothing is trained.
    var ofEvaluation: NothingToMeasure { NothingToMeasure(shortage: self) }
}
