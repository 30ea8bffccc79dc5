import Datasets
import Foundation
import Preference
import Storage
import Tasks

/// The steps of `icebreaker train`.
struct TrainingSession {
    let workspace: Workspace
    let dataset: Dataset
    let holdout: Holdout
    let rule: TaskRule
    let name: String?
    let seed: UInt64
    let threads: Int
    let quiet: Bool
    /// The model to continue, where it is known; else it is looked for by its options.
    var interrupted: StoredModel?

    /// Stores the weights of a file as a finished model.
    func importWeights(_ path: String, localUpdate: LocalUpdate) throws -> Int64 {
        let file = try WeightsFile(path)
        let estimator = try Estimator<Float>(
            file.contents.tensors, architecture: EstimatorArchitecture(for: dataset), file: path)
        let options = ModelOptions(training: nil, localUpdate: localUpdate, rule: rule, holdout: holdout, dataset: dataset)
        return try workspace.createModel(
            newModel(.imported, options), weights: Safetensors(tensors: estimator.tensors).encoded(), at: Date())
    }

    /// Searches both rates.
    func tuned(_ options: TrainingOptions) throws -> TrainingOptions {
        let search = RateSearch(options)
        let tasks = TrainingTasks(dataset, holdout: holdout, rule: rule, options: options)
        guard !tasks.validation.isEmpty else { throw TrainingError.noValidation }
        try workspace.requireFreeModelName(name)
        var results: [RateSearch.Trial] = []
        for (number, trial) in search.trials.enumerated() {
            let result = try search.run(trial, as: Float.self, dataset: dataset, tasks: tasks, threads: threads)
            results.append(result)
            Console.note(
                "trial \(number + 1) of \(search.trials.count): \(result.sentence(options.localUpdate.loss))", quiet: quiet)
        }
        return search.tuned(by: results)
    }

    /// Trains to the end, keeping each epoch.
    /// - Parameter start: the model whose parameters it starts from; drawn anew where `nil`.
    func train(_ options: TrainingOptions, resume: Bool, from start: RecordReference? = nil) throws -> Int64 {
        let tasks = TrainingTasks(dataset, holdout: holdout, rule: rule, options: options)
        let shortage = TaskShortage(dataset, holdout: holdout, rule: rule)
        if tasks.training.isEmpty, TrainingAdvice(for: dataset).command != nil { throw shortage }
        let fresh = Estimator<Float>(initialFor: dataset, tasks: tasks, options: options)
        let model = try start.map { try workspace.trainedModel($0, dataset: dataset, onto: fresh) }
        for outside in model?.clipped ?? [] {
            Console.say(
                "warning: \(outside.finding); this training learns from such values as they are: correct them if they are wrong\n"
            )
        }
        let trainer = try MetaTrainer<Float>(
            from: model?.estimator ?? fresh, dataset: dataset, tasks: tasks, options: options, threads: threads)
        let id = try begin(trainer, resume: resume, warmStart: model?.record.id)
        while !trainer.isFinished { try runEpoch(trainer, model: id) }
        let best = trainer.bestEpoch.map { trainer.history[$0 - 1] }
        try workspace.finishModel(
            id, weights: Safetensors(tensors: trainer.best.tensors).encoded(), validationLoss: best?.validationLoss,
            validationMAE: best?.validationMAE, at: Date())
        return id
    }

    private func begin(_ trainer: MetaTrainer<Float>, resume: Bool, warmStart: Int64?) throws -> Int64 {
        let model = try newModel(
            .trained,
            ModelOptions(
                training: trainer.options, localUpdate: trainer.options.localUpdate, rule: rule, holdout: holdout,
                dataset: dataset, warmStart: warmStart))
        if resume {
            if let unfinished = try interrupted
                ?? workspace.unfinishedModel(optionsJSON: model.optionsJSON, datasetHash: model.datasetHash),
                let state = unfinished.optimizerState
            {
                try trainer.restore(state)
                Console.note("continuing model \(unfinished.record.id) after epoch \(trainer.history.count)", quiet: quiet)
                return unfinished.record.id
            }
            Console.note("no training of these settings was interrupted; starting from the beginning", quiet: quiet)
        }
        return try workspace.createModel(
            model, weights: Safetensors(tensors: trainer.best.tensors).encoded(), optimizerState: trainer.savedState(), at: Date()
        )
    }

    private func runEpoch(_ trainer: MetaTrainer<Float>, model id: Int64) throws {
        let number = trainer.history.count + 1
        let bar = ProgressBar(
            "epoch \(number) of \(trainer.options.epochs)", total: trainer.batchCount, unit: "batches", quiet: quiet)
        let start = ContinuousClock.now
        let epoch = try trainer.runEpoch { bar.update($0) }
        let elapsed = (ContinuousClock.now - start).inSeconds
        try workspace.saveEpoch(
            id,
            EpochRecord(
                epoch: epoch.epoch, queryLoss: epoch.queryLoss, validationLoss: epoch.validationLoss,
                validationMAE: epoch.validationMAE, globalLearningRate: trainer.options.globalLearningRate),
            weights: Safetensors(tensors: trainer.best.tensors).encoded(), optimizerState: trainer.savedState(), seconds: elapsed,
            at: Date())
        bar.finish(epoch.sentence(of: trainer.options, seconds: elapsed))
    }

    private func newModel(_ source: ModelSource, _ options: ModelOptions) throws -> NewModel {
        NewModel(
            name: name, source: source, datasetHash: dataset.contentHash, seed: seed, optionsJSON: try options.json(),
            softwareVersion: softwareVersion)
    }
}

extension TrainingEpoch {
    /// One line of progress.
    fileprivate func sentence(of options: TrainingOptions, seconds: Double) -> String {
        let loss = options.localUpdate.loss
        let validation = validationError(by: loss).map { String(format: ", validation \(loss.validationMeasure) %.4f", $0) } ?? ""
        return String(
            format: "epoch %d of %d: query loss %.4f%@, %.2f s", epoch, options.epochs, queryLoss, validation as NSString, seconds
        )
    }
}

extension PreferenceLoss {
    /// What progress calls the error that epochs are judged by.
    fileprivate var validationMeasure: String { self == .squaredError ? "MAE" : "loss" }
}

extension RateSearch.Trial {
    /// One line of progress.
    fileprivate func sentence(_ loss: PreferenceLoss) -> String {
        let result = validationError.map { String(format: "validation \(loss.validationMeasure) %.4f", $0) } ?? "diverged"
        return "local rate \(localLearningRate), global rate \(globalLearningRate): \(result)"
    }
}

/// A safetensors file on the disk.
struct WeightsFile {
    let contents: Safetensors

    init(_ path: String) throws {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw WeightsError(
                file: path, problem: "the file cannot be read", mend: "give the path of a safetensors file that you may read")
        }
        contents = try Safetensors(data, file: path)
    }
}
