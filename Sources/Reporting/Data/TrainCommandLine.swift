import Datasets
import Preference
import Storage
import Tasks

/// The command that trained a model, from its stored options.
struct TrainCommandLine {
    let command: Command

    init(_ model: ModelRecord, dataset: Dataset) {
        let options = try? ModelOptions(json: model.details.optionsJSON)
        var words = ["train"]
        if model.details.source == .imported { words += ["--weights", "FILE"] }
        var purpose = "Train the model."
        if let options {
            if let training = options.training { words += Self.flags(training, seed: model.details.seed) }
            words += Self.flags(options.rule)
            if let start = options.warmStart { words += ["--warm-start", "\(start)"] }
            let holdout = Self.holdout(options, seed: model.details.seed, dataset: dataset)
            words += holdout
            if holdout.last?.hasPrefix("users=") ?? false { purpose += " The files hold the ids held out, one a line." }
            if options.training.map({ !Self.isOfThisVersion($0, seed: model.details.seed) }) ?? false {
                purpose += " An earlier version trained it, with a setting that this one no longer has."
            }
        }
        if let name = model.details.name { words += ["--name", name] }
        command = Command(purpose: purpose, line: ReproducingCommands.line(words + ReproducingCommands.seed(model.details.seed)))
    }

    /// The preset and what differs from it.
    private static func flags(_ training: TrainingOptions, seed: UInt64) -> [String] {
        let isStandard = training.resamplesSets
        let feedback = Feedback.allCases.first { PreferenceLoss(for: $0) == training.localUpdate.loss } ?? .explicit
        let preset = isStandard ? TrainingOptions.standard(seed: seed, for: feedback) : .paper(seed: seed)
        var words = isStandard ? [] : ["--preset", "paper"]
        func add(_ flag: String, _ value: String, if differs: Bool) { if differs { words += [flag, value] } }
        let (update, usual) = (training.localUpdate, preset.localUpdate)
        add("--epochs", "\(training.epochs)", if: training.epochs != preset.epochs)
        add("--stop-after", "\(training.lastEpoch ?? 0)", if: training.lastEpoch != nil)
        add("--local-steps", "\(update.steps)", if: update.steps != usual.steps)
        add("--local-learning-rate", "\(update.localLearningRate)", if: update.localLearningRate != usual.localLearningRate)
        add(
            "--global-learning-rate", "\(training.globalLearningRate)",
            if: training.globalLearningRate != preset.globalLearningRate)
        add("--batch-size", "\(training.batchSize)", if: training.batchSize != preset.batchSize)
        add("--validation", "\(training.validationShare)", if: training.validationShare != preset.validationShare)
        add("--patience", "\(training.patience)", if: training.patience != preset.patience && training.patience > 0)
        if let negatives = training.negatives {
            add("--negatives", "\(negatives.perPositive)", if: negatives.perPositive != 4)
            add("--negative-sampling", negatives.distribution.rawValue, if: negatives.distribution != .uniform)
        }
        return words + (training.secondOrder ? ["--second-order"] : [])
    }

    /// Whether what no flag sets is as this version sets it.
    private static func isOfThisVersion(_ training: TrainingOptions, seed: UInt64) -> Bool {
        let preset = training.resamplesSets ? TrainingOptions.standard(seed: seed) : .paper(seed: seed)
        return training.rateSchedule == preset.rateSchedule
            && training.localUpdate.maximumStep == preset.localUpdate.maximumStep
    }

    private static func flags(_ rule: TaskRule) -> [String] {
        (rule.minimumRatings == 13 ? [] : ["--min-ratings", "\(rule.minimumRatings)"])
            + (rule.maximumHistory.map { ["--max-history", "\($0)"] } ?? [])
            + ([100, .max].contains(rule.maximumRatings) ? [] : ["--max-ratings", "\(rule.maximumRatings)"])
            + (rule.queryCount == 10 ? [] : ["--query-count", "\(rule.queryCount)"])
    }

    /// The share, where a draw by the seed gives the same users and items; else the files.
    private static func holdout(_ options: ModelOptions, seed: UInt64, dataset: Dataset) -> [String] {
        guard !options.newUsers.isEmpty || !options.newItems.isEmpty else { return [] }
        let stored = options.holdout(of: dataset)
        for percent in 1...99 {
            let share = Double(percent) / 100
            guard Int(Double(dataset.users.count) * share) == options.newUsers.count else { continue }
            var generator = SeededGenerator(seed: seed, stream: 3)
            if Holdout(share: share, of: dataset, using: &generator) == stored { return ["--holdout", "\(share)"] }
        }
        return ["--holdout", "users=FILE,items=FILE"]
    }
}
