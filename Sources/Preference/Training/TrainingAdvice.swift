import Datasets
import Support
import Tasks

/// Whether a model can be trained on a dataset, and by which command.
package struct TrainingAdvice: Sendable, Equatable {
    /// The words of the command after `icebreaker`; `nil` where no flags could make it work.
    package let command: [String]?
    /// Why there can be no model; `nil` where there can be one.
    package let obstacle: String?

    /// Looks at a dataset.
    package init(for dataset: Dataset) {
        guard (try? dataset.requireInputValues()) != nil else {
            self.init(
                command: nil, obstacle: "its dataset has no user or item feature that one could learn from")
            return
        }
        let (options, rule) = (
            TrainingOptions.standard(seed: 0, for: dataset.feedback), TaskRule(for: dataset)
        )
        let nothing = Holdout(nothingOf: dataset)
        if !TrainingTasks(dataset, holdout: nothing, rule: rule, options: options).training.isEmpty {
            self.init(command: ["train"], obstacle: nil)
        } else if let flags = TaskShortage(dataset, holdout: nothing, rule: rule).flags {
            self.init(command: ["train"] + flags, obstacle: nil)
        } else {
            self.init(
                command: nil, obstacle: "none of its users has two ratings, which a task needs at least")
        }
    }

    private init(command: [String]?, obstacle: String?) {
        (self.command, self.obstacle) = (command, obstacle)
    }

    /// What to do where there is no model yet, as the end of a sentence.
    package var sentence: String {
        if let command { return "run `\(CommandText.line(command))`" }
        return
            "there can be none, since \(obstacle ?? ""); import a dataset that has it, or use what needs no model, such as "
            + "`icebreaker select --strategy popularity`"
    }
}

extension TrainingAdvice {
    /// The same as a sentence of its own.
    package var fullSentence: String { sentence.prefix(1).uppercased() + sentence.dropFirst() + "." }
}

/// No user has as many ratings as a task needs.
package struct TaskShortage: Error, Sendable, Equatable, CustomStringConvertible {
    /// The rule that nobody meets.
    package let rule: TaskRule
    /// The most ratings that a training user has of training items.
    package let most: Int

    /// Counts the ratings of the training users.
    package init(_ dataset: Dataset, holdout: Holdout, rule: TaskRule) {
        var counts = [Int](repeating: 0, count: dataset.users.count)
        for (user, item) in zip(dataset.interactions.users, dataset.interactions.items)
        where holdout.scenario(user: Int(user), item: Int(item)) == .warm {
            counts[Int(user)] += 1
        }
        (self.rule, most) = (rule, counts.max() ?? 0)
    }

    /// The flags with which the user with the most ratings has a task: a third of them is the query set, at
    /// most the usual ten.
    package var flags: [String]? {
        guard most >= 2 else { return nil }
        let query = min(10, max(1, most / 3))
        let bound = most > rule.maximumRatings ? ["--max-ratings", "\(most)"] : []
        let least = most < rule.minimumRatings || most <= rule.queryCount
        return (least ? ["--query-count", "\(query)", "--min-ratings", "\(query + 1)"] : []) + bound
    }

    /// One sentence with what to do.
    package var description: String {
        let range =
            rule.maximumRatings == .max
            ? "\(rule.minimumRatings) ratings or more"
            : "\(rule.minimumRatings) to \(rule.maximumRatings) ratings"
        let problem = "no user to train on has \(range), as a task needs; the most that one has is \(most)"
        guard let flags, !flags.isEmpty else {
            return "\(problem); import more ratings, or hold fewer items out"
        }
        return "\(problem); train with `\(CommandText.line(["train"] + flags))`"
    }
}
