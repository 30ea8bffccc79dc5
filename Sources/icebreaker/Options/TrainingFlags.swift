import ArgumentParser
import Datasets
import Preference
import Tasks

/// The flags that say how to train; each overrides the preset.
struct TrainingFlags: ParsableArguments {
    @Option(
        name: .long,
        help: "Where the settings start: standard (tuned, with validation) or paper (the published rates).")
    var preset: Preset = .standard
    @Option(name: .long, help: "The most epochs, over which the rate of the global update falls.")
    var epochs: Int?
    @Option(name: .long, help: "Stop after so many of them; the rates are still those of --epochs.")
    var stopAfter: Int?
    @Option(name: .long, help: "The number of local steps, 1 to 5.")
    var localSteps: Int?
    @Option(name: .long, help: "The rate of the local update, alpha.")
    var localLearningRate: Double?
    @Option(name: .long, help: "The rate of the global update, beta.")
    var globalLearningRate: Double?
    @Option(name: .long, help: "The number of users per global update.")
    var batchSize: Int?
    @Flag(name: .long, help: "Take the exact global gradient, through the local update.")
    var secondOrder = false
    @Option(
        name: .long,
        help:
            "Fraction of training users held back for validation, 0 or more and less than 1. Default: 0; 0.1 without ratings."
    )
    var validation: Double?
    @Option(name: .long, help: "Stop after this many epochs without a better validation error.")
    var patience: Int?
    @Option(name: .long, help: "Minimum number of ratings a user needs to be included in training.")
    var minRatings = 13
    @Option(
        name: .long,
        help:
            "Maximum number of ratings a user may have to be included. Default: 100; unlimited when --max-history is set."
    )
    var maxRatings: Int?
    @Option(
        name: .long,
        help:
            "The most ratings of a support set, the latest before the query set. Default: all; 100 without ratings."
    )
    var maxHistory: Int?
    @Option(name: .long, help: "How many of a user's last ratings are the query set.")
    var queryCount = 10

    @Option(
        name: .long,
        help: "Without ratings, how many items not taken are drawn for each taken one. Default: 4.")
    var negatives: Int?
    @Option(
        name: .long, help: "Without ratings, what they are drawn by: uniform or popularity. Default: uniform."
    )
    var negativeSampling: NegativeSampling.Distribution?

    /// Whether no flag was given that differs from what holds without it.
    var areDefault: Bool {
        let numbers: [Any?] = [
            epochs, stopAfter, localSteps, localLearningRate, globalLearningRate, batchSize, validation,
            patience, maxRatings,
            maxHistory,
            negatives, negativeSampling,
        ]
        return preset == .standard && !secondOrder && minRatings == 13 && queryCount == 10
            && numbers.allSatisfy { $0 == nil }
    }

    enum Preset: String, ExpressibleByArgument, CaseIterable {
        case standard
        case paper
    }

    func validate() throws {
        func check(_ name: String, _ value: (some Comparable)?, _ holds: Bool, _ range: String) throws {
            guard let value, !holds else { return }
            throw ValidationError("--\(name) must be \(range); it is \(value).")
        }
        try check("epochs", epochs, epochs ?? 1 >= 1, "1 or more")
        try check("stop-after", stopAfter, stopAfter ?? 1 >= 1, "1 or more")
        try check("local-steps", localSteps, (1...5).contains(localSteps ?? 1), "from 1 to 5")
        try check("local-learning-rate", localLearningRate, isRate(localLearningRate), "from 1e-30 to 1e30")
        try check(
            "global-learning-rate", globalLearningRate, isRate(globalLearningRate), "from 1e-30 to 1e30")
        try check("batch-size", batchSize, batchSize ?? 1 >= 1, "1 or more")
        try check("validation", validation, validation.map { $0 >= 0 && $0 < 1 } ?? true, "from 0 to below 1")
        try check("patience", patience, patience ?? 1 >= 1, "1 or more")
        try check("query-count", queryCount, queryCount >= 1, "1 or more")
        try check(
            "min-ratings", minRatings, minRatings > queryCount, "more than --query-count (\(queryCount))")
        try check(
            "max-ratings", maxRatings, maxRatings ?? .max >= minRatings,
            "at least --min-ratings (\(minRatings))")
        try check("max-history", maxHistory, maxHistory ?? 1 >= 1, "1 or more")
        try check("negatives", negatives, (1...1000).contains(negatives ?? 1), "from 1 to 1000")
    }

    private func isRate(_ rate: Double?) -> Bool { rate.map(LocalUpdate.possibleRates.contains) ?? true }

    /// The training options of the preset with the flags.
    /// - Throws: `ValidationError` for flags that belong to another kind of feedback.
    func options(seed: UInt64, for dataset: Dataset) throws -> TrainingOptions {
        let feedback = dataset.feedback
        guard feedback == .implicit || (negatives == nil && negativeSampling == nil) else {
            throw ValidationError(
                "--negatives and --negative-sampling belong to interactions without ratings, and this dataset has ratings."
            )
        }
        let start =
            preset == .paper ? TrainingOptions.paper(seed: seed) : .standard(seed: seed, for: feedback)
        var options = start.fitting(
            dataset,
            negatives: NegativeSampling(
                perPositive: negatives ?? 4, distribution: negativeSampling ?? .uniform))
        options.epochs = epochs ?? options.epochs
        options.lastEpoch = stopAfter
        options.localUpdate.steps = localSteps ?? options.localUpdate.steps
        options.localUpdate.localLearningRate = localLearningRate ?? options.localUpdate.localLearningRate
        options.globalLearningRate = globalLearningRate ?? options.globalLearningRate
        options.batchSize = batchSize ?? options.batchSize
        options.secondOrder = secondOrder
        if let validation { options = options.keepingBack(validation) }
        options.patience = options.validationShare > 0 ? patience ?? options.patience : 0
        return options
    }

    /// The task rule for a dataset.
    func rule(for dataset: Dataset) -> TaskRule {
        let history = maxHistory ?? (maxRatings == nil ? TaskRule(for: dataset).maximumHistory : nil)
        return TaskRule(
            order: InteractionOrder(for: dataset), queryCount: queryCount, minimumRatings: minRatings,
            maximumRatings: maxRatings ?? (history == nil ? 100 : .max), maximumHistory: history)
    }
}

extension NegativeSampling.Distribution: ExpressibleByArgument {}
