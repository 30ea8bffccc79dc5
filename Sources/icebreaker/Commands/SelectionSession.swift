import Datasets
import Elicitation
import Foundation
import Preference
import Scaling
import Storage
import Tasks

/// The steps of `icebreaker select`.
struct SelectionSession {
    private let workspace: Workspace
    private let dataset: Dataset
    private let entry: ElicitationStrategies.Entry
    private let model: TrainedModel?
    private let gradient: GradientFlags
    private let seed: UInt64
    private let threads: Int
    private let quiet: Bool
    private let holdout: Holdout
    private let tasks: [UserTask]
    private let counts: KnownCounts
    private let scoreFiles: [String]

    init(
        workspace: Workspace, dataset: Dataset, strategy: String, model: String?, gradient: GradientFlags, seed: UInt64,
        threads: Int, quiet: Bool, scoreFiles: [String]
    ) throws {
        self.scoreFiles = scoreFiles
        (self.workspace, self.dataset, self.gradient) = (workspace, dataset, gradient)
        (self.seed, self.threads, self.quiet) = (seed, threads, quiet)
        entry = try ElicitationStrategies.named(strategy)
        try dataset.check(entry)
        let hasModel = try workspace.models().contains { $0.status == .finished }
        if model != nil || hasModel || entry.needsEvidence {
            self.model = try workspace.trainedModel(model.map(RecordReference.init) ?? .latest, dataset: dataset)
        } else {
            self.model = nil
        }
        if let model = self.model { Console.notes(about: model, quiet: quiet) }
        holdout = self.model?.holdout ?? Holdout(nothingOf: dataset)
        let rule = self.model?.options.rule ?? TaskRule(for: dataset)
        tasks = TaskSet(dataset, scenario: .warm, holdout: holdout, rule: rule).tasks
        guard !tasks.isEmpty else { throw TrainingError.noTasks }
        counts = KnownCounts(supportSetsOf: tasks, itemCount: dataset.items.count)
    }

    /// Ranks, picks and stores.
    func select(rules: ListRules, record: RulesRecord, name: String?) throws -> (list: StoredList, remarks: [String]) {
        let ranking = try rank()
        let list = OnboardingList(ranking: ranking, rules: rules, counts: counts, dataset: dataset)
        let overlap = ListOverlap(list, popularity: counts)
        guard !list.items.isEmpty else { throw EmptyList() }
        let run = try workspace.saveScoringRun(
            scoringRun(), scores: ranking.records(counts: counts, dataset: dataset), at: Date())
        let rulesJSON = String(decoding: try JSONEncoder.stable.encode(record), as: UTF8.self)
        let stored = try workspace.saveList(
            NewList(
                name: name ?? entry.name, scoringRunID: run, rulesJSON: rulesJSON, overlapWithPopularity: overlap.count,
                scoreCost: list.scoreCost, softwareVersion: softwareVersion),
            items: list.records(ranking: ranking, counts: counts, dataset: dataset),
            displaced: list.displacedRecords(dataset: dataset), at: Date())
        return (try workspace.list(.id(stored.id)), list.remarks(overlap: overlap, dataset: dataset))
    }

    private func rank() throws -> ItemRanking {
        guard entry.name != "popularity" else { return ItemRanking(popularity: counts) }
        var input = ElicitationInput(
            ratings: RatingTable(RatingRows(warmRowsOf: dataset, holdout: holdout, withoutQueriesOf: tasks)), threads: threads)
        switch entry.need {
        case .evidence(let target):
            guard let model else { break }
            guard scoreFiles.isEmpty else {
                input.evidence[target] = try gathered(target, model: model)
                break
            }
            let bar = ProgressBar("measuring gradients", total: tasks.count, unit: "tasks", quiet: quiet)
            input.evidence[target] = try EvidenceScores(
                tasks: tasks, estimator: model.estimator, inputs: model.inputs,
                options: gradient.measure.options(target, loss: model.options.localUpdate.loss),
                normalization: gradient.normalization, threads: threads, progress: bar.update)
            bar.finish()
        case .model:
            Console.note("fitting latent factors", quiet: quiet)
            input.model = LatentFactorModel(fitting: input.ratings.rows, options: LatentFactorOptions(), threads: threads)
        case nil: break
        }
        var generator = SeededGenerator(seed: seed, stream: 4)
        return try entry.make().rank(input, using: &generator)
    }

    /// The scores of norms that workers measured.
    private func gathered(_ target: GradientTarget, model: TrainedModel) throws -> EvidenceScores {
        let scores = try GatheredScores(scoreFiles, items: dataset.items)
        let vocabulary = try Vocabulary(of: .id(model.record.id), in: workspace)
        try scores.check(
            ShardScores.Header(
                dataset: workspace.datasetRecord().contentHash, vocabulary: ContentDigest.sha256(vocabulary.encoded()),
                weights: ContentDigest.sha256(workspace.model(.id(model.record.id)).weights),
                options: gradient.measure.options(target, loss: model.options.localUpdate.loss),
                instructions: scores.total.header.instructions),
            tasks: tasks.count, split: SplitHash(tasks, of: dataset), vocabulary: vocabulary)
        return try EvidenceScores(
            gradientNorms: scores.total.norms.means, supportCounts: scores.total.counts, normalization: gradient.normalization)
    }

    private func scoringRun() throws -> NewScoringRun {
        var (target, options): (GradientTarget?, [String: String]) = (nil, ["strategy": entry.name])
        if case .evidence(let gradient) = entry.need { target = gradient }
        if let target {
            options = [
                "gradient": target.rawValue, "parameters": gradient.measure.parameters.rawValue,
                "norm": gradient.measure.norm.rawValue,
                "normalization": gradient.normalization.rawValue, "strategy": entry.name,
            ]
        }
        return NewScoringRun(
            modelID: model?.record.id, strategy: entry.name, gradient: target?.rawValue,
            parameters: target.map { _ in gradient.measure.parameters.rawValue },
            norm: target.map { _ in gradient.measure.norm.rawValue },
            normalization: target.map { _ in gradient.normalization.rawValue }, seed: seed,
            optionsJSON: String(decoding: try JSONEncoder.stable.encode(options), as: UTF8.self),
            datasetHash: dataset.contentHash, softwareVersion: softwareVersion)
    }
}

extension ElicitationStrategies.Entry {
    /// Whether a trained estimator is needed.
    var needsEvidence: Bool {
        if case .evidence = need { true } else { false }
    }
}

extension Dataset {
    /// - Throws: `ImplicitFeedbackError` where a strategy needs ratings and there are none.
    fileprivate func check(_ entry: ElicitationStrategies.Entry) throws {
        guard feedback == .implicit, !entry.takesImplicitFeedback else { return }
        let names = ElicitationStrategies.all.filter(\.takesImplicitFeedback).map(\.name)
        throw ImplicitFeedbackError(
            "strategy \(entry.name)", reason: "this strategy ranks items by their ratings",
            mend: "choose one of \(names.joined(separator: ", "))")
    }
}

extension JSONEncoder {
    /// Equal values are equal bytes.
    static var stable: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

/// The rules leave nothing.
struct EmptyList: Error, CustomStringConvertible {
    var description: String { "the rules leave no item for the list; loosen --where, --exclude, --cap or --min-known" }
}
