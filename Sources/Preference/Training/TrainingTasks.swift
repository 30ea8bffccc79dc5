import Datasets
import Support
import Tasks

/// The tasks of one training: who teaches and who judges.
package struct TrainingTasks: Sendable, Equatable {
    /// The tasks that the global update learns from, by ascending user.
    package let training: [UserTask]
    /// The tasks that judge each epoch; none of their ratings is learned from. By ascending user.
    package let validation: [UserTask]
    /// Draws the negatives of the training tasks, where there are only positives. The validation tasks have
    /// theirs.
    let negatives: NegativeSampler?

    /// Keeps a share of the users back for validation; no rating of a held-out user or item is ever among
    /// them.
    /// - Parameters:
    ///   - warm: the warm tasks, from which the validation users are drawn.
    ///   - longHistories: tasks of warm users with more ratings than the task rule allows, who only ever
    ///     teach.
    ///   - share: the share of the warm tasks, rounded down.
    ///   - negatives: draws negatives for tasks that have only positives.
    ///   - seed: the seed of the draw.
    package init(
        warm: TaskSet, longHistories: [UserTask] = [], validationShare share: Double,
        negatives: NegativeSampler? = nil,
        seed: UInt64
    ) {
        var positions = Array(warm.tasks.indices)
        var generator = SeededGenerator(seed: seed, stream: .validation)
        generator.shuffle(&positions)
        let judges = Set(positions.prefix(Int(Double(positions.count) * share)))
        let teachers = warm.tasks.indices.filter { !judges.contains($0) }.map { warm.tasks[$0] }
        training = (teachers + longHistories).sorted { $0.user < $1.user }
        self.negatives = negatives
        var draws = SeededGenerator(seed: seed, stream: .negatives(epoch: 0))
        validation = judges.sorted().map {
            negatives?.adding(to: warm.tasks[$0], using: &draws) ?? warm.tasks[$0]
        }
    }

    /// Tasks that were shared out elsewhere.
    package init(training: [UserTask], validation: [UserTask]) {
        (self.training, self.validation, negatives) = (training, validation, nil)
    }

    /// The tasks that the options ask for.
    /// - Parameters:
    ///   - dataset: where the ratings are.
    ///   - holdout: the users and items that training never sees.
    ///   - rule: who has a task.
    ///   - options: whether users with longer histories teach too, and who judges.
    package init(_ dataset: Dataset, holdout: Holdout, rule: TaskRule, options: TrainingOptions) {
        var long = rule
        long.minimumRatings = max(
            rule.minimumRatings, rule.maximumRatings == .max ? .max : rule.maximumRatings + 1)
        long.maximumRatings = .max
        let hasLong = options.trainsOnLongHistories && rule.maximumRatings < .max
        self.init(
            warm: TaskSet(dataset, scenario: .warm, holdout: holdout, rule: rule),
            longHistories: hasLong
                ? TaskSet(dataset, scenario: .warm, holdout: holdout, rule: long).tasks : [],
            validationShare: options.validationShare,
            negatives: options.negatives.map { NegativeSampler($0, of: dataset, holdout: holdout) },
            seed: options.seed)
    }

    /// How many users take part, in either role.
    package func participation(under rule: TaskRule, holdout: Holdout, options: TrainingOptions)
        -> Participation
    {
        Participation(
            training.count + validation.count, of: holdout.newUsers.count { !$0 },
            minimum: rule.minimumRatings,
            maximum: options.trainsOnLongHistories ? .max : max(rule.minimumRatings, rule.maximumRatings),
            hasHoldout: holdout.newUsers.contains(true))
    }

    /// The mean of all ratings in the training tasks' sets, negatives included, on the scale that a map
    /// gives.
    func meanRating(_ scaling: RatingScaling) -> Double {
        let sum = training.reduce(0) { $0 + $1.ratings.reduce(0) { $0 + scaling.inner($1) } }
        let mean = sum / Double(max(training.reduce(0) { $0 + $1.ratings.count }, 1))
        return mean / Double(samplesPerRating)
    }

    /// How many samples a rating becomes: itself and its negatives.
    var samplesPerRating: Int { 1 + (negatives?.sampling.perPositive ?? 0) }

    /// The training tasks as an epoch sees them but for their order.
    func sets(ofEpoch epoch: Int, options: TrainingOptions) -> [UserTask] {
        var tasks = training
        if options.resamplesSets {
            var generator = SeededGenerator(seed: options.seed, stream: .taskSets(epoch: epoch))
            tasks = tasks.map { $0.resampled(maximumSupport: options.maximumSupport, using: &generator) }
        }
        if let negatives {
            var generator = SeededGenerator(seed: options.seed, stream: .negatives(epoch: epoch))
            tasks = tasks.map { negatives.adding(to: $0, using: &generator) }
        }
        return tasks
    }
}

extension UserTask {
    /// The same user with a query set of the same size drawn anew, and at most `maximumSupport` other ratings
    /// as support set.
    package func resampled(maximumSupport: Int, using generator: inout SeededGenerator) -> UserTask {
        var order = Array(items.indices)
        generator.shuffle(&order)
        let queryCount = items.count - supportCount
        let support = order.dropFirst(queryCount).prefix(maximumSupport)
        let chosen = Array(support) + order.prefix(queryCount)
        return UserTask(
            user: user, items: chosen.map { items[$0] }, ratings: chosen.map { ratings[$0] },
            supportCount: support.count)
    }
}
