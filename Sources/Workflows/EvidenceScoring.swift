import Datasets
import Elicitation
import Foundation
import Preference
import Scaling
import Storage
import Support
import Tasks

/// How `icebreaker select` scores items by gradient norms: with which model, over whose ratings, and what
/// popularity counts.
package struct EvidenceScoring {
    package let model: TrainedModel
    package let popularity: EvidencePopularity
    private let workspace: Workspace
    private let dataset: Dataset
    private let gradient: GradientSettings
    /// The support sets whose pairs are scored.
    private let tasks: [UserTask]
    /// The norms that workers measured, where there are any.
    private let gathered: GatheredScores?
    /// Whether the tasks are those of all users, or of the model's training users alone.
    private let scored: HeldOutNote.Scored

    /// - Parameters:
    ///   - model: the model, by number or name; the one to ship where `nil`.
    ///   - scoreFiles: what `worker score` wrote, instead of measuring.
    package init(
        in workspace: Workspace, dataset: Dataset, model: String?, gradient: GradientSettings,
        scoreFiles: [String]
    ) throws {
        (self.workspace, self.dataset, self.gradient) = (workspace, dataset, gradient)
        let reference = try model.map(RecordReference.init) ?? workspace.defaultModel(for: .shipping)
        let model = try workspace.trainedModel(reference, dataset: dataset)
        let popularity = gradient.popularity ?? model.options.popularity
        let gathered = scoreFiles.isEmpty ? nil : try GatheredScores(scoreFiles, items: dataset.items)
        // The authors' program scores the tasks that it trained on; so may workers, whose vocabulary knows
        // the held-out users.
        let own = model.tasks(.warm, of: dataset).tasks
        let isOwn =
            popularity == .support || gathered.map { $0.total.split == SplitHash(own, of: dataset) } ?? false
        tasks = isOwn ? own : model.scoringTasks(of: dataset)
        (self.model, self.popularity, self.gathered) = (model, popularity, gathered)
        scored = isOwn ? .trainingUsers : .everything
        guard !tasks.isEmpty else { throw TrainingError.noTasks }
    }

    /// What the model held out, where it did.
    package var note: HeldOutNote? {
        HeldOutNote(
            model: model.record.id, users: model.holdout.newUsers.count { $0 },
            items: model.holdout.newItems.count { $0 },
            scored: scored)
    }

    /// How many users the gradient norms are of.
    package var participation: Participation {
        Participation(
            tasks, under: model.options.rule,
            holdout: scored == .everything ? Holdout(nothingOf: dataset) : model.holdout)
    }

    /// The scores of the items.
    package func scores(
        _ target: GradientTarget, known: KnownCounts, threads: Int, progress: WorkProgress
    ) throws -> EvidenceScores {
        let counts = popularity == .users ? known.counts : nil
        if let gathered { return try scores(target, of: gathered, popularity: counts) }
        let bar = progress.stage("measuring gradients", total: tasks.count, unit: "tasks")
        defer { bar.finish() }
        return try EvidenceScores(
            tasks: tasks, estimator: model.estimator, inputs: model.inputs, popularity: counts,
            options: gradient.options(target, of: model),
            normalization: gradient.normalization, threads: threads, progress: bar.update)
    }

    /// The scores by norms that workers measured.
    private func scores(
        _ target: GradientTarget, of gathered: GatheredScores, popularity: [Int]?
    ) throws -> EvidenceScores {
        let vocabulary = try Vocabulary(of: .id(model.record.id), in: workspace)
        try gathered.check(
            ShardScores.Header(
                dataset: workspace.datasetRecord().contentHash,
                vocabulary: ContentDigest.sha256(vocabulary.encoded()),
                weights: ContentDigest.sha256(workspace.model(.id(model.record.id)).weights),
                options: gradient.options(target, of: model),
                instructions: gathered.total.header.instructions),
            tasks: tasks.count, split: SplitHash(tasks, of: dataset),
            counts: tasks.supportCounts(itemCount: dataset.items.count), vocabulary: vocabulary)
        return try EvidenceScores(
            gradientNorms: gathered.total.norms.means, supportCounts: gathered.total.counts,
            popularity: popularity,
            normalization: gradient.normalization)
    }
}

extension TrainedModel {
    /// The tasks by which items are scored: those of all users under the model's rule, the held-out ones
    /// among them.
    package func scoringTasks(of dataset: Dataset) -> [UserTask] {
        TaskSet(dataset, scenario: .warm, holdout: Holdout(nothingOf: dataset), rule: options.rule).tasks
    }
}

extension Vocabulary {
    /// What a worker needs beside the weights of a stored model.
    package init(of reference: RecordReference, in workspace: Workspace) throws {
        let dataset = try workspace.loadDataset()
        let model = try workspace.trainedModel(reference, dataset: dataset)
        try Vocabulary.check(dataset, rule: model.options.rule, isOlder: model.isOlder || model.isCarried)
        self.init(
            dataset, datasetHash: try workspace.datasetRecord().contentHash,
            weightsHash: ContentDigest.sha256(try workspace.model(.id(model.record.id)).weights),
            architecture: model.estimator.architecture, rule: model.options.rule, holdout: model.holdout,
            scaling: model.options.localUpdate.scaling)
    }
}
