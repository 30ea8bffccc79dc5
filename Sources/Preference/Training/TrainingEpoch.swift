/// What one epoch of meta-training achieved.
package struct TrainingEpoch: Sendable, Equatable, Codable {
    /// The epoch, counted from 1.
    package var epoch: Int
    /// The mean over the batches of the query loss before each global update, in squared rating units or
    /// nats.
    package var queryLoss: Double
    /// The validation users' mean loss after the local update, averaged over users, in squared rating units
    /// or nats.
    package var validationLoss: Double?
    /// The validation users' mean absolute error after the local update, averaged over users, in rating
    /// units; of probabilities where the loss is binary cross-entropy.
    package var validationMAE: Double?

    /// What epochs are judged by: the absolute error of ratings, the loss itself of anything else.
    package func validationError(by loss: PreferenceLoss) -> Double? {
        loss == .squaredError ? validationMAE : validationLoss
    }

    /// Describes an epoch.
    package init(epoch: Int, queryLoss: Double, validationLoss: Double? = nil, validationMAE: Double? = nil) {
        (self.epoch, self.queryLoss) = (epoch, queryLoss)
        (self.validationLoss, self.validationMAE) = (validationLoss, validationMAE)
    }
}

/// Why meta-training could not go on.
package enum TrainingError: Error, Equatable, CustomStringConvertible {
    /// No user has enough ratings.
    case noTasks
    /// Fewer tasks than a batch while left-over tasks sit out.
    case fewerTasksThanABatch(tasks: Int, batchSize: Int)
    /// The dataset has no feature that the estimator could learn from.
    case noInputs
    /// A rate search without users to judge it.
    case noValidation
    /// Every trial of a rate search diverged.
    case allTrialsDiverged
    /// A loss has exploded.
    case diverged(epoch: Int)
    /// A loss has exploded, with smaller rates too.
    case divergedAtLast(epoch: Int, rates: TrainingOptions.Rates)
    /// The dataset has features, and no user or item has a value of any.
    case noValues([String])
    /// A saved state does not belong to these options and tasks.
    case foreignState(String)

    /// One sentence with the fix.
    package var description: String {
        switch self {
        case .noTasks:
            "no user has as many ratings as a task needs; widen --min-ratings and --max-ratings"
        case .fewerTasksThanABatch(let tasks, let batchSize):
            "\(tasks) tasks do not fill one batch of \(batchSize); lower --batch-size or leave out --preset paper"
        case .noInputs:
            "the dataset has no user or item feature to learn from; import it with features, or use a strategy that needs none"
        case .noValidation:
            "a rate search needs validation users; give --validation a larger share, or leave out --tune"
        case .allTrialsDiverged:
            "training diverged with all rates that --tune tried; give smaller ones to start from with --local-learning-rate and "
                + "--global-learning-rate"
        case .diverged:
            "\(problem); give smaller rates with --local-learning-rate and --global-learning-rate"
        case .divergedAtLast(_, let rates):
            "\(problem), with smaller rates too, and no model was kept; give rates below the last ones, \(rates), with "
                + "--local-learning-rate and --global-learning-rate"
        case .noValues(let features):
            "no user and no item has a value of any feature (\(features.joined(separator: ", "))), so there is nothing to learn "
                + "from; import the data again with values in the feature files, or choose with `icebreaker select --strategy "
                + "popularity`, which needs no model"
        case .foreignState(let what):
            "the saved training state does not fit: \(what); train again without --resume"
        }
    }

    /// What happened, where a loss has exploded.
    package var problem: String {
        switch self {
        case .diverged(let epoch), .divergedAtLast(let epoch, _):
            "training diverged in epoch \(epoch): estimates are far off the rating scale"
        default: description
        }
    }
}
