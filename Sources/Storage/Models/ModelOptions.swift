import Datasets
import Elicitation
import Foundation
import Preference
import Tasks

/// Everything that a model depends on beside the dataset: stored with it as JSON, so that every later step
/// looks at the same training ratings and at no others.
package struct ModelOptions: Sendable, Equatable, Codable {
    /// How it was trained; `nil` for weights from a file.
    package var training: TrainingOptions?
    /// The local update that its estimates follow.
    package var localUpdate: LocalUpdate
    /// Which users have a task.
    package var rule: TaskRule
    /// The users that training never saw, ascending.
    package var newUsers: [ExternalID]
    /// The items that training never saw, ascending.
    package var newItems: [ExternalID]
    /// The number of the model that the training started from; `nil` where it started anew.
    package var warmStart: Int64?
    /// The number of the model that was measured with the same settings, before this one was fitted on
    /// everything; `nil` of any other model.
    package var finalFitOf: Int64?
    /// How often training diverged and began again with smaller rates, which those of `training` are; `nil`
    /// for never.
    package var rateReductions: Int?

    /// Describes a model.
    package init(
        training: TrainingOptions?, localUpdate: LocalUpdate, rule: TaskRule, holdout: Holdout,
        dataset: Dataset,
        warmStart: Int64? = nil, finalFitOf: Int64? = nil, rateReductions: Int = 0
    ) {
        self.training = training
        self.localUpdate = localUpdate
        self.rule = rule
        self.warmStart = warmStart
        self.finalFitOf = finalFitOf
        self.rateReductions = rateReductions > 0 ? rateReductions : nil
        newUsers = holdout.newUserIDs(of: dataset)
        newItems = holdout.newItemIDs(of: dataset)
    }

    /// The users and items that training never saw, by their positions in a dataset.
    package func holdout(of dataset: Dataset) -> Holdout {
        Holdout(
            users: newUsers.compactMap(dataset.users.position),
            items: newItems.compactMap(dataset.items.position), of: dataset)
    }

    /// What P counts in the evidence score where nobody says otherwise: the users who know an item; the
    /// support pairs, as the authors' program does, of a model that was trained the way the authors trained
    /// theirs (`--preset paper`), which draws no sets.
    package var popularity: EvidencePopularity {
        training.map { !$0.resamplesSets } ?? false ? .support : .users
    }

    /// The options as JSON with sorted keys: equal options are equal text.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// Reads options from JSON.
    package init(json: String) throws {
        self = try JSONDecoder().decode(ModelOptions.self, from: Data(json.utf8))
    }
}
