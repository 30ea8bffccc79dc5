import Datasets
import Foundation
import Preference
import Storage
import Support
import Tasks

/// The steps of `icebreaker train`.
package struct TrainingSession {
    package let workspace: Workspace
    package let dataset: Dataset
    package let holdout: Holdout
    package let rule: TaskRule
    package let name: String?
    package let seed: UInt64
    package let threads: Int
    package let progress: WorkProgress
    /// The training to continue, where it is known; else it is looked for by its options.
    private var interrupted: Interrupted?

    package init(
        workspace: Workspace, dataset: Dataset, holdout: Holdout, rule: TaskRule, name: String?, seed: UInt64,
        threads: Int,
        progress: WorkProgress
    ) {
        (self.workspace, self.dataset, self.holdout, self.rule) = (workspace, dataset, holdout, rule)
        (self.name, self.seed, self.threads, self.progress) = (name, seed, threads, progress)
    }

    /// A training that was interrupted.
    package struct Interrupted {
        let model: StoredModel
        /// How often it had diverged and begun again with smaller rates.
        let reductions: Int
    }

    /// A finished training.
    package struct Result {
        /// The model.
        package let id: Int64
        /// With the rates that were used.
        package let options: TrainingOptions
        /// The epoch with the lowest validation error.
        package let bestEpoch: Int?
    }

    /// Checks that every model of this training may be called as asked, before anything is computed.
    package func requireFreeNames(finalFit: Bool) throws {
        try workspace.requireFreeModelName(name)
        if finalFit { try workspace.requireFreeModelName(name.map(Self.finalName)) }
    }

    /// What the model fitted on everything is called after the one that was measured.
    package static func finalName(_ name: String) -> String { "\(name)-final" }

    /// Stores the weights of a file as a finished model.
    package func importWeights(_ path: String, localUpdate: LocalUpdate) throws -> Int64 {
        let file = try WeightsFile(path)
        let weights = try EstimatorWeights(file.contents, for: dataset, file: path)
        var update = localUpdate
        update.scaling = weights.scaling
        if !weights.saysWhatItIsOf {
            progress.note(
                "\(path) does not say which tokens, numbers and ratings its weights are of: tokens are taken to be this dataset's "
                    + "in its order, numbers as standardised on it, and ratings as they are")
        }
        let options = ModelOptions(
            training: nil, localUpdate: update, rule: rule, holdout: holdout, dataset: dataset)
        return try workspace.createModel(
            newModel(.imported, options),
            weights: weights.estimator.weights(of: weights.encoding, scaling: weights.scaling).encoded(),
            at: Date())
    }

    /// Searches both rates on validation users, a tenth of the training users where the options keep none
    /// back.
    package func tuned(_ options: TrainingOptions) throws -> TrainingOptions {
        let searched = options.validationShare > 0 ? options : options.keepingBack(0.1)
        let search = RateSearch(searched)
        let tasks = TrainingTasks(dataset, holdout: holdout, rule: rule, options: searched)
        guard !tasks.validation.isEmpty else { throw TrainingError.noValidation }
        var results: [RateSearch.Trial] = []
        for (number, trial) in search.trials.enumerated() {
            let result = try search.run(
                trial, as: Float.self, dataset: dataset, tasks: tasks, threads: threads)
            results.append(result)
            progress.note(
                "trial \(number + 1) of \(search.trials.count): \(result.sentence(options.localUpdate.loss))")
        }
        guard let tuned = search.tuned(by: results, from: options) else {
            throw TrainingError.allTrialsDiverged
        }
        return tuned
    }

    /// Trains to the end, keeping each epoch. A training that diverges is forgotten and begun again with
    /// smaller rates.
    /// - Parameter start: the model whose parameters it starts from; drawn by the seed where `nil`.
    package func train(
        _ options: TrainingOptions, resume: Bool, from start: RecordReference? = nil,
        finalFitOf measured: Int64? = nil
    ) throws -> Result {
        let tasks = TrainingTasks(dataset, holdout: holdout, rule: rule, options: options)
        let shortage = TaskShortage(dataset, holdout: holdout, rule: rule)
        if tasks.training.isEmpty, TrainingAdvice(for: dataset).command != nil { throw shortage }
        let participation = tasks.participation(under: rule, holdout: holdout, options: options)
        progress.note("\(participation) and take part in training", isEssential: participation.isMinority)
        let fresh = Estimator<Float>(initialFor: dataset, tasks: tasks, options: options)
        let earlier = try start.map { try workspace.trainedModel($0, dataset: dataset, onto: fresh) }
        for outside in earlier?.clipped ?? [] {
            progress.warning(
                "\(outside.finding); this training learns from such values as they are: correct them if they are wrong"
            )
        }
        let model = earlier?.scaled(to: options.localUpdate.scaling)
        let interrupted = resume ? try unfinished(options, warmStart: model?.id, finalFitOf: measured) : nil
        if resume, interrupted == nil {
            progress.note("no interrupted training of these settings; starting from scratch")
        }
        let first = interrupted?.reductions ?? 0
        // A warning, since the rates are not those that were asked for.
        return try DivergenceRetry.run(options, from: first, note: { progress.warning($0) }) {
            options, reductions in
            let trainer = try MetaTrainer<Float>(
                from: model?.estimator ?? fresh, dataset: dataset, tasks: tasks, options: options,
                threads: threads)
            let described = try newModel(
                .trained,
                self.options(options, warmStart: model?.id, finalFitOf: measured, reductions: reductions))
            let id = try begin(trainer, described, resuming: reductions == first ? interrupted?.model : nil)
            return Result(id: id, options: options, bestEpoch: try finish(trainer, model: id))
        }
    }

    /// Continues the training that was interrupted last, with its own settings.
    /// - Returns: `nil` where none was interrupted.
    package static func resumeLast(
        in workspace: Workspace, dataset: Dataset, threads: Int, progress: WorkProgress
    ) throws -> Result? {
        guard
            let stored = try workspace.unfinishedModel(
                datasetHash: try workspace.datasetRecord().contentHash),
            let options = try? ModelOptions(json: stored.record.details.optionsJSON),
            let training = options.training
        else { return nil }
        var session = TrainingSession(
            workspace: workspace, dataset: dataset, holdout: options.holdout(of: dataset), rule: options.rule,
            name: stored.record.details.name, seed: stored.record.details.seed, threads: threads,
            progress: progress)
        let reductions = options.rateReductions ?? 0
        session.interrupted = Interrupted(model: stored, reductions: reductions)
        return try session.train(
            training.withLargerRates(reductions), resume: true, from: options.warmStart.map { .id($0) },
            finalFitOf: options.finalFitOf)
    }

    /// Fits on everything what was measured: with the same rates, for as many epochs as the validation users
    /// chose.
    package func trainOnEverything(_ measured: Result, resume: Bool, from start: RecordReference?) throws
        -> Result
    {
        try TrainingSession(
            workspace: workspace, dataset: dataset, holdout: Holdout(nothingOf: dataset), rule: rule,
            name: name.map(Self.finalName), seed: seed, threads: threads, progress: progress
        ).train(
            measured.options.finalFit(bestEpoch: measured.bestEpoch), resume: resume, from: start,
            finalFitOf: measured.id)
    }

    /// The measured model of these settings whose fit on everything was interrupted.
    package func measuredBeforeInterruption(_ options: TrainingOptions, from start: RecordReference?) throws
        -> Result?
    {
        let warmStart = try start.map { try workspace.model($0).record.id }
        for model in try workspace.unfinishedModels(datasetHash: dataset.contentHash) {
            guard let id = (try? ModelOptions(json: model.details.optionsJSON))?.finalFitOf else { continue }
            let measured = try workspace.model(.id(id)).record
            for reductions in 0...DivergenceRetry.limit {
                let reduced = options.withSmallerRates(reductions)
                let described = self.options(
                    reduced, warmStart: warmStart, finalFitOf: nil, reductions: reductions)
                guard try measured.details.optionsJSON == described.json() else { continue }
                let epochs = try workspace.epochs(ofModel: id)
                let judged = epochs.filter { $0.validationError(by: options.localUpdate.loss) != nil }
                let best = judged.min {
                    ($0.validationError(by: options.localUpdate.loss) ?? 0)
                        < ($1.validationError(by: options.localUpdate.loss) ?? 0)
                }
                return Result(id: id, options: reduced, bestEpoch: best?.epoch)
            }
        }
        return nil
    }

    /// Runs the epochs that are left. A model that diverges is forgotten.
    private func finish(_ trainer: MetaTrainer<Float>, model id: Int64) throws -> Int? {
        do {
            while !trainer.isFinished {
                try progress.checkCancellation()
                try runEpoch(trainer, model: id)
            }
        } catch let error as TrainingError {
            try workspace.discardModel(id)
            throw error
        }
        let best = trainer.bestEpoch.map { trainer.history[$0 - 1] }
        try workspace.finishModel(
            id, weights: weights(of: trainer.best, scaling: trainer.options.localUpdate.scaling),
            validationLoss: best?.validationLoss, validationMAE: best?.validationMAE, at: Date())
        return best?.epoch
    }

    private func options(
        _ training: TrainingOptions, warmStart: Int64?, finalFitOf measured: Int64?, reductions: Int
    ) -> ModelOptions {
        ModelOptions(
            training: training, localUpdate: training.localUpdate, rule: rule, holdout: holdout,
            dataset: dataset,
            warmStart: warmStart, finalFitOf: measured, rateReductions: reductions)
    }

    /// The latest interrupted training of these options, also where it had to begin again with smaller rates.
    private func unfinished(
        _ options: TrainingOptions, warmStart: Int64?, finalFitOf measured: Int64?
    ) throws -> Interrupted? {
        if let interrupted { return interrupted }
        let found = try (0...DivergenceRetry.limit).compactMap { reductions in
            let described = self.options(
                options.withSmallerRates(reductions), warmStart: warmStart, finalFitOf: measured,
                reductions: reductions)
            return try workspace.unfinishedModel(
                optionsJSON: described.json(), datasetHash: dataset.contentHash
            )
            .map { Interrupted(model: $0, reductions: reductions) }
        }
        return found.filter { $0.model.optimizerState != nil }.max { $0.model.record.id < $1.model.record.id }
    }

    private func begin(_ trainer: MetaTrainer<Float>, _ model: NewModel, resuming: StoredModel?) throws
        -> Int64
    {
        if let resuming, let state = resuming.optimizerState {
            try trainer.restore(state)
            progress.note("continuing model \(resuming.record.id) after epoch \(trainer.history.count)")
            return resuming.record.id
        }
        return try workspace.createModel(
            model, weights: weights(of: trainer.best, scaling: trainer.options.localUpdate.scaling),
            optimizerState: trainer.savedState(), at: Date())
    }

    /// The bytes of an estimator's weights, with what they are of.
    private func weights(of estimator: Estimator<Float>, scaling: RatingScaling) throws -> Data {
        try estimator.weights(of: dataset, scaling: scaling).encoded()
    }

    private func runEpoch(_ trainer: MetaTrainer<Float>, model id: Int64) throws {
        let number = trainer.history.count + 1
        let bar = progress.stage(
            "epoch \(number) of \(trainer.options.epochCount)", total: trainer.batchCount, unit: "batches")
        let start = ContinuousClock.now
        let epoch = try trainer.runEpoch { bar.update($0) }
        let elapsed = (ContinuousClock.now - start).inSeconds
        try workspace.saveEpoch(
            id,
            EpochRecord(
                epoch: epoch.epoch, queryLoss: epoch.queryLoss, validationLoss: epoch.validationLoss,
                validationMAE: epoch.validationMAE,
                globalLearningRate: trainer.options.globalLearningRate(ofEpoch: epoch.epoch)),
            weights: weights(of: trainer.best, scaling: trainer.options.localUpdate.scaling),
            optimizerState: trainer.savedState(), seconds: elapsed, at: Date())
        bar.finish(epoch.sentence(of: trainer.options, seconds: elapsed))
    }

    private func newModel(_ source: ModelSource, _ options: ModelOptions) throws -> NewModel {
        NewModel(
            name: name, source: source, datasetHash: dataset.contentHash, seed: seed,
            optionsJSON: try options.json(),
            softwareVersion: softwareVersion)
    }
}

extension EpochRecord {
    /// What epochs are compared by.
    fileprivate func validationError(by loss: PreferenceLoss) -> Double? {
        loss == .squaredError ? validationMAE : validationLoss
    }
}

extension TrainingEpoch {
    /// One line of progress.
    fileprivate func sentence(of options: TrainingOptions, seconds: Double) -> String {
        let loss = options.localUpdate.loss
        let validation =
            validationError(by: loss).map {
                String(format: ", validation \(loss.validationMeasure) %.4f", $0)
            } ?? ""
        return String(
            format: "epoch %d of %d: query loss %.4f%@, %.2f s", epoch, options.epochCount, queryLoss,
            validation as NSString,
            seconds
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
        let result =
            validationError.map { String(format: "validation \(loss.validationMeasure) %.4f", $0) }
            ?? "diverged"
        return "local rate \(localLearningRate), global rate \(globalLearningRate): \(result)"
    }
}

/// A safetensors file on the disk.
package struct WeightsFile {
    package let contents: Safetensors

    package init(_ path: String) throws {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw WeightsError(
                file: path, problem: "the file cannot be read",
                fix: "give the path of a safetensors file that you may read")
        }
        contents = try Safetensors(data, file: path)
    }
}
