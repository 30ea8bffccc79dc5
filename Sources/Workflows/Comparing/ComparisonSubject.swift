import Datasets
import Elicitation
import Evaluation
import Preference
import Storage
import Support
import Tasks

/// Whom a comparison interviews, and with what: a model and the users that it held out, or users held out for
/// this alone.
package struct ComparisonSubject {
    /// The model; `nil` where strategies and predictions need none.
    package let model: TrainedModel?
    /// The users and items that are new.
    package let holdout: Holdout
    /// The training users' tasks under the model's rule; empty without a model.
    let warm: [UserTask]
    /// The users who are interviewed.
    let heldOut: [UserTask]

    /// The users that are held out for this, or else by a model.
    /// - Parameters:
    ///   - holdout: who is held out, without a model.
    ///   - model: which model; the latest that held out users where `nil`.
    /// - Throws: ``NobodyToInterview`` or ``NoComparison``, with a command that interviews somebody.
    package init(
        _ holdout: Holdout?, model: RecordReference?, in workspace: Workspace, dataset: Dataset,
        progress: WorkProgress
    ) throws {
        let advice = ComparisonAdvice(dataset, in: workspace)
        if holdout == nil, model == nil, try workspace.models().isEmpty {
            throw NoComparison(
                command: try advice.command(), canTrain: TrainingAdvice(for: dataset).command != nil,
                training: try advice.training())
        }
        var tried: Int64?
        do {
            if let holdout {
                try self.init(holdout: holdout, dataset: dataset)
            } else {
                let model = try workspace.trainedModel(
                    model ?? workspace.defaultModel(for: .measuring), dataset: dataset)
                progress.notes(about: model)
                tried = model.record.id
                try self.init(model, dataset: dataset)
            }
        } catch var problem as NobodyToInterview {
            problem.command = try advice.command(otherThan: tried)
            throw problem
        }
    }

    /// The users that a model held out.
    private init(_ model: TrainedModel, dataset: Dataset) throws {
        (self.model, holdout) = (model, model.holdout)
        heldOut = Self.interviewed(of: dataset, holdout: model.holdout, order: model.options.rule.order)
        warm = model.tasks(.warm, of: dataset).tasks
        guard !heldOut.isEmpty else {
            throw NobodyToInterview("model \(model.record.id)", holdout: model.holdout, dataset: dataset)
        }
        guard !warm.isEmpty else {
            throw TaskShortage(dataset, holdout: model.holdout, rule: model.options.rule)
        }
    }

    /// Users held out for this comparison, without a model.
    private init(holdout: Holdout, dataset: Dataset) throws {
        (model, self.holdout, warm) = (nil, holdout, [])
        heldOut = Self.interviewed(of: dataset, holdout: holdout)
        guard !heldOut.isEmpty else {
            throw NobodyToInterview("this comparison", holdout: holdout, dataset: dataset)
        }
    }

    /// Who has enough ratings for an interview.
    fileprivate static func interviewed(of dataset: Dataset, holdout: Holdout, order: InteractionOrder? = nil)
        -> [UserTask]
    {
        let rule = ElicitationSimulation.rule(order: order ?? InteractionOrder(for: dataset))
        return TaskSet(dataset, scenario: .userCold, holdout: holdout, rule: rule).tasks
    }

    /// Whether a strategy can take part.
    func allows(_ entry: ElicitationStrategies.Entry) -> Bool { model != nil || !entry.needsEvidence }
}

/// There is nobody to interview.
package struct NobodyToInterview: Error, CustomStringConvertible {
    /// Who held out users.
    private let source: String
    /// The most ratings that a held-out user has, of items that are not held out; `nil` where none is held
    /// out.
    private let most: Int?
    /// Whether anybody in the dataset has enough ratings.
    private let somebodyCould: Bool
    /// A command that interviews somebody.
    fileprivate(set) var command: [String]?

    fileprivate init(_ source: String, holdout: Holdout, dataset: Dataset) {
        self.source = source
        somebodyCould = !ComparisonSubject.interviewed(of: dataset, holdout: .everybody(of: dataset)).isEmpty
        most = holdout.newUsers.contains(true) ? Self.mostRatings(of: dataset, holdout: holdout) : nil
    }

    private static func mostRatings(of dataset: Dataset, holdout: Holdout) -> Int {
        var counts = [Int](repeating: 0, count: dataset.users.count)
        for (user, item) in zip(dataset.interactions.users, dataset.interactions.items)
        where holdout.scenario(user: Int(user), item: Int(item)) == .userCold {
            counts[Int(user)] += 1
        }
        return counts.max() ?? 0
    }

    package var description: String {
        let needed = ElicitationSimulation.rule(order: .time).minimumRatings
        let problem =
            most.map {
                "the users that \(source) held out have \($0) \($0 == 1 ? "rating" : "ratings") at most; compare needs \(needed)"
            } ?? "\(source) held out no users, so there is nobody to interview"
        if let command { return "\(problem): run `\(CommandText.line(command))`" }
        if somebodyCould {
            return
                "\(problem): list users who have as many in a file, for `icebreaker compare --holdout users=FILE`"
        }
        return
            "\(problem), and no user of this dataset who could be held out has as many: import more ratings"
    }
}

extension Holdout {
    /// Holds all users out.
    fileprivate static func everybody(of dataset: Dataset) -> Holdout {
        Holdout(users: dataset.users.ids.indices, items: [], of: dataset)
    }
}

/// Looks for a comparison that can be made.
private struct ComparisonAdvice {
    private let dataset: Dataset
    private let workspace: Workspace

    init(_ dataset: Dataset, in workspace: Workspace) {
        (self.dataset, self.workspace) = (dataset, workspace)
    }

    /// A command that trains a model whose held-out users can be interviewed; `nil` where the usual one does
    /// not.
    func training() throws -> [String]? {
        guard TrainingAdvice(for: dataset).command == ["train"] else { return nil }
        let holdout = try HoldoutChoice.share(0.2).holdout(of: dataset, seed: 0)
        let rule = TaskRule(for: dataset)
        guard !ComparisonSubject.interviewed(of: dataset, holdout: holdout).isEmpty,
            !TaskSet(dataset, scenario: .warm, holdout: holdout, rule: rule).tasks.isEmpty
        else { return nil }
        return ["train", "--holdout", "0.2"]
    }

    /// A command that interviews somebody: by another model, else without one; `nil` where nobody has enough
    /// ratings.
    /// - Parameter other: the model that cannot.
    func command(otherThan other: Int64? = nil) throws -> [String]? {
        for record in try workspace.models().reversed() where record.id != other && record.status == .finished
        {
            guard let options = try? ModelOptions(json: record.details.optionsJSON) else { continue }
            let holdout = options.holdout(of: dataset)
            guard !ComparisonSubject.interviewed(of: dataset, holdout: holdout).isEmpty,
                !TaskSet(dataset, scenario: .warm, holdout: holdout, rule: options.rule).tasks.isEmpty
            else { continue }
            return ["compare", "--model", "\(record.id)"]
        }
        let shares = [0.2, 0.3, 0.5, 0.7, 0.9]
        let share = try shares.first { share in
            let holdout = try HoldoutChoice.share(share).newUsers(of: dataset, seed: 0)
            return !ComparisonSubject.interviewed(of: dataset, holdout: holdout).isEmpty
        }
        return share.map { ["compare", "--holdout", "\($0)"] }
    }
}

/// There is no model whose held-out users could be interviewed.
package struct NoComparison: Error, CustomStringConvertible {
    /// A command that interviews somebody without a model.
    let command: [String]?
    /// Whether there can be a model.
    let canTrain: Bool
    /// A command that trains one whose held-out users can be interviewed.
    let training: [String]?

    package var description: String {
        let problem =
            "there is no model yet" + (canTrain ? "" : ", nor can there be one without user or item features")
        guard let command else {
            return
                "\(problem), and nobody has the \(ElicitationSimulation.rule(order: .time).minimumRatings) ratings that an "
                + "interview takes: import more ratings"
        }
        let first = training.map { "train one with `\(CommandText.line($0))`, or compare" } ?? "compare"
        return "\(problem); \(first) the strategies that need none with `\(CommandText.line(command))`"
    }
}
