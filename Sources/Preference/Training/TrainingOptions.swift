import Datasets
import Tasks

/// How an estimator is meta-trained.
package struct TrainingOptions: Sendable, Equatable, Codable {
    /// The local update that the global update looks through.
    package var localUpdate: LocalUpdate
    /// β, the rate of Adam's global update in the first epoch.
    package var globalLearningRate: Double
    /// How the rate of the global update falls over the epochs; `nil` where it stays.
    package var rateSchedule: RateSchedule?
    /// Whether the global update is exact (second order) or leaves out how the local update depends on θ
    /// (first order).
    package var secondOrder: Bool
    /// The number of users per global update.
    package var batchSize: Int
    /// The most epochs, over which the rate falls.
    package var epochs: Int
    /// Where training ends before them, as the validation users of another training chose; `nil` where it
    /// does not.
    package var lastEpoch: Int?
    /// Whether each epoch visits the tasks in a new order drawn from the seed, or by ascending user.
    package var shuffle: Bool
    /// Whether the tasks left over after the last full batch sit out the epoch, as in the authors' program.
    package var dropLast: Bool
    /// Whether each epoch draws new support and query sets from a training user's ratings, or keeps the
    /// tasks' own.
    package var resamplesSets: Bool
    /// The most ratings that a support set drawn anew has.
    package var maximumSupport: Int
    /// Whether users with more ratings than the task rule allows train too, on sets drawn anew from their
    /// ratings.
    package var trainsOnLongHistories: Bool
    /// The decay of the running average of the parameters, whose value is the trained estimator; 0 for the
    /// last ones.
    package var averagingDecay: Double
    /// The share of the training users whose ratings are kept back to judge each epoch; 0 for none.
    package var validationShare: Double
    /// Training stops after this many epochs without a better validation error; the best epoch's weights are
    /// kept.
    package var patience: Int
    /// Whether the output's bias starts at the mean rating of the training tasks, rather than near 0.
    package var startsAtMeanRating: Bool
    /// The negatives that are drawn beside the positives, anew each epoch; `nil` for ratings, which need
    /// none.
    package var negatives: NegativeSampling?
    /// The seed of the initial parameters, the sets, the orders, the negatives and the validation users.
    package var seed: UInt64

    /// Icebreaker's own setting, chosen on validation users of MovieLens-1M; see `docs/decisions`. It trains
    /// on all users and runs all epochs: which users were kept back, and which epoch they chose, made seeds
    /// differ most (decision 8).
    package static func standard(seed: UInt64) -> TrainingOptions {
        TrainingOptions(
            localUpdate: LocalUpdate(steps: 5, localLearningRate: 0.02, maximumStep: 0.5),
            globalLearningRate: 2e-3,
            rateSchedule: .cosine, secondOrder: false, batchSize: 32, epochs: 30, shuffle: true,
            dropLast: false,
            resamplesSets: true, maximumSupport: 90, trainsOnLongHistories: true, averagingDecay: 0.99,
            validationShare: 0,
            patience: 0, startsAtMeanRating: true, seed: seed)
    }

    /// Icebreaker's own setting for a kind of feedback. The slope of cross-entropy is at most 1, that of the
    /// squared error twice the error, so that the local update takes larger steps; see `docs/evaluation.md`
    /// for the choice of 0.1.
    package static func standard(seed: UInt64, for feedback: Feedback) -> TrainingOptions {
        var options = standard(seed: seed).fitting(feedback)
        if feedback == .implicit {
            options.localUpdate.localLearningRate = 0.1
            options = options.keepingBack(0.1)
        }
        return options
    }

    /// These options with a share of the training users kept back to measure each epoch on, none of which
    /// ends the training.
    package func keepingBack(_ share: Double) -> TrainingOptions {
        var options = self
        (options.validationShare, options.patience) = (share, epochs)
        return options
    }

    /// These options for a dataset's kind of feedback and scale.
    package func fitting(_ dataset: Dataset, negatives: NegativeSampling = NegativeSampling())
        -> TrainingOptions
    {
        var options = fitting(dataset.feedback, negatives: negatives)
        options.localUpdate.scaling = RatingScaling(for: dataset)
        return options
    }

    /// How to train on everything what was measured with these options: without validation users, for as many
    /// epochs as they chose.
    package func finalFit(bestEpoch: Int?) -> TrainingOptions {
        var options = self
        options.validationShare = 0
        options.patience = 0
        options.lastEpoch = bestEpoch
        return options
    }

    /// These options for a kind of feedback: of interactions without ratings, the loss is binary
    /// cross-entropy, and negatives are drawn.
    package func fitting(_ feedback: Feedback, negatives: NegativeSampling = NegativeSampling())
        -> TrainingOptions
    {
        var options = self
        options.localUpdate.loss = PreferenceLoss(for: feedback)
        options.negatives = feedback == .implicit ? negatives : nil
        return options
    }

    /// The published setting (MeLU, section 4.3): one local step at 5e-6, Adam at 5e-5, 20 epochs of full
    /// batches.
    package static func paper(seed: UInt64) -> TrainingOptions {
        TrainingOptions(
            localUpdate: LocalUpdate(), globalLearningRate: 5e-5, secondOrder: false, batchSize: 32,
            epochs: 20, shuffle: true,
            dropLast: true, resamplesSets: false, maximumSupport: 90, trainsOnLongHistories: false,
            averagingDecay: 0,
            validationShare: 0, patience: 0, startsAtMeanRating: false, seed: seed)
    }
}

extension TrainingOptions {
    /// How many epochs there are at most.
    package var epochCount: Int { min(epochs, lastEpoch ?? .max) }

    /// β of an epoch, the first of which is 1.
    package func globalLearningRate(ofEpoch epoch: Int) -> Double {
        rateSchedule.map { $0.share(ofEpoch: epoch, of: epochs) * globalLearningRate } ?? globalLearningRate
    }
}
