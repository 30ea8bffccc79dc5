import Datasets
import Preference
import Storage
import Support
import Tasks

/// The command that trained a model, from its stored options.
struct TrainCommandLine {
    /// What makes the files that the command reads, and the command.
    let commands: [Command]

    /// - Parameters:
    ///   - model: the model.
    ///   - dataset: the dataset.
    ///   - number: the number that a model has where the commands are repeated.
    init(_ model: ModelRecord, dataset: Dataset, number: (Int64) -> Int) {
        let options = try? ModelOptions(json: model.details.optionsJSON)
        var (words, files, purpose) = (["train"], [Command](), "Train model \(number(model.id)).")
        if model.details.source == .imported {
            let file = "weights-\(model.id).safetensors"
            words += ["--weights", file]
            purpose = "Take the weights of model \(number(model.id)) from a file."
            files.append(
                Command(
                    purpose:
                        "Write the weights that were read from a file; WORKSPACE is the workspace of this report.",
                    line: CommandText.line([
                        "export", "model", "\(model.id)", "--output", file, "--workspace", "WORKSPACE",
                    ])))
        }
        if let options {
            words +=
                options.training.map { Self.flags($0, seed: model.details.seed) }
                ?? Self.flags(options.localUpdate, dataset)
            words += Self.flags(options.rule, dataset)
            if let start = options.warmStart { words += ["--warm-start", "\(number(start))"] }
            let holdout = HeldOutFlags(
                users: options.newUsers, items: options.newItems, seed: model.details.seed, dataset: dataset,
                source: .init(table: "model", id: model.id))
            words += holdout.words
            files += holdout.files
            if options.training.map({ !Self.isOfThisVersion($0, seed: model.details.seed) }) ?? false {
                purpose += " An earlier version trained it, with a setting that this one no longer has."
            }
        }
        if let name = model.details.name { words += ["--name", name] }
        words += ReproducingCommands.seed(model.details.seed)
        commands = files + [Command(purpose: purpose, line: CommandText.line(words))]
    }

    /// The preset and what differs from it.
    private static func flags(_ training: TrainingOptions, seed: UInt64) -> [String] {
        let isStandard = training.resamplesSets
        let feedback =
            Feedback.allCases.first { PreferenceLoss(for: $0) == training.localUpdate.loss } ?? .explicit
        let preset = isStandard ? TrainingOptions.standard(seed: seed, for: feedback) : .paper(seed: seed)
        var words = isStandard ? [] : ["--preset", "paper"]
        func add(_ flag: String, _ value: String, if differs: Bool) { if differs { words += [flag, value] } }
        add("--epochs", "\(training.epochs)", if: training.epochs != preset.epochs)
        add("--stop-after", "\(training.lastEpoch ?? 0)", if: training.lastEpoch != nil)
        words += flags(training.localUpdate, usual: preset.localUpdate)
        add(
            "--global-learning-rate", "\(training.globalLearningRate)",
            if: training.globalLearningRate != preset.globalLearningRate)
        add("--batch-size", "\(training.batchSize)", if: training.batchSize != preset.batchSize)
        add(
            "--validation", "\(training.validationShare)",
            if: training.validationShare != preset.validationShare)
        let isUsualPatience = training.patience == training.epochs || training.patience == preset.patience
        add("--patience", "\(training.patience)", if: training.validationShare > 0 && !isUsualPatience)
        if let negatives = training.negatives {
            add("--negatives", "\(negatives.perPositive)", if: negatives.perPositive != 4)
            add(
                "--negative-sampling", negatives.distribution.rawValue, if: negatives.distribution != .uniform
            )
        }
        return words + (training.secondOrder ? ["--second-order"] : [])
    }

    /// Whether what no flag sets is as this version sets it.
    private static func isOfThisVersion(_ training: TrainingOptions, seed: UInt64) -> Bool {
        let preset = training.resamplesSets ? TrainingOptions.standard(seed: seed) : .paper(seed: seed)
        return training.rateSchedule == preset.rateSchedule
            && training.localUpdate.maximumStep == preset.localUpdate.maximumStep
    }

    /// The local update of weights from a file.
    private static func flags(_ update: LocalUpdate, _ dataset: Dataset) -> [String] {
        flags(update, usual: TrainingOptions.standard(seed: 0, for: dataset.feedback).localUpdate)
    }

    private static func flags(_ update: LocalUpdate, usual: LocalUpdate) -> [String] {
        (update.steps == usual.steps ? [] : ["--local-steps", "\(update.steps)"])
            + (update.localLearningRate == usual.localLearningRate
                ? [] : ["--local-learning-rate", "\(update.localLearningRate)"])
    }

    /// What differs from the usual rule; a bound of the history takes that of the number of ratings away,
    /// unless it is given.
    private static func flags(_ rule: TaskRule, _ dataset: Dataset) -> [String] {
        var words = rule.minimumRatings == 13 ? [] : ["--min-ratings", "\(rule.minimumRatings)"]
        let usual = TaskRule(for: dataset)
        if (rule.maximumHistory, rule.maximumRatings) != (usual.maximumHistory, usual.maximumRatings) {
            if let history = rule.maximumHistory { words += ["--max-history", "\(history)"] }
            if rule.maximumHistory == nil || rule.maximumRatings != .max {
                words += ["--max-ratings", "\(rule.maximumRatings)"]
            }
        }
        return words + (rule.queryCount == 10 ? [] : ["--query-count", "\(rule.queryCount)"])
    }
}
