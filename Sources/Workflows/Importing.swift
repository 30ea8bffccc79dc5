import Datasets
import Foundation
import Storage

/// Reads files into a workspace.
package struct Importing {
    private let source: String
    private let options: ReadOptions
    private let progress: WorkProgress

    /// - Parameters:
    ///   - source: a folder, or a `dataset.yaml`.
    ///   - options: how its rows are taken.
    package init(_ source: String, options: ReadOptions = ReadOptions(), progress: WorkProgress) {
        (self.source, self.options, self.progress) = (source, options, progress)
    }

    /// Makes a workspace of the files, or puts them in the place of the dataset that a workspace has.
    /// - Parameters:
    ///   - path: the workspace; made where it is missing.
    ///   - isReplacing: whether another dataset goes, with all that was made from it.
    /// - Throws: `DatasetError` for the files, also for a rule of repeated ratings where there are no
    ///   ratings.
    package func store(in path: String, replacing isReplacing: Bool) throws -> (
        dataset: Dataset, outcome: StoreOutcome
    ) {
        let dataset = try read(options)
        let stage = progress.stage("storing ratings", total: dataset.interactions.count, unit: "ratings")
        defer { stage.finish() }
        let outcome = try Workspace.creating(path) {
            try $0.store(dataset, contentHash: dataset.contentHash, replace: isReplacing) { done, _ in
                stage.update(done)
            }
        }
        return (dataset, outcome)
    }

    /// Adds the files to the dataset that the workspace has; ratings are taken as what it has.
    /// - Returns: what came in, and the number of the new version; `nil` where nothing is new.
    package func append(to workspace: Workspace) throws -> (merge: DatasetMerge, version: Int?) {
        let (base, record) = (try workspace.loadDataset(), try workspace.datasetRecord())
        var options = options
        options.implicit = options.implicit || base.feedback == .implicit
        let ratings = options.ratings
        options.ratings = ratings ?? base.reratings.rule
        let merge = try DatasetMerge(
            base, adding: read(options, asked: ratings), source: source, skipInvalid: options.skipInvalid)
        let stage = progress.stage("storing ratings", total: merge.newInteractions, unit: "ratings")
        defer { stage.finish() }
        let version = try workspace.grow(
            to: merge.dataset, from: base, baseHash: record.contentHash,
            contentHash: merge.dataset.contentHash
        ) { done, _ in stage.update(done) }
        return (merge, version)
    }

    private func read(_ options: ReadOptions) throws -> Dataset { try read(options, asked: options.ratings) }

    private func read(_ options: ReadOptions, asked rule: RatingRule?) throws -> Dataset {
        let dataset = try DatasetReader.read(URL(filePath: source), options: options)
        if rule != nil, dataset.feedback == .implicit { throw DatasetError.nothingRepeated(in: source) }
        return dataset
    }
}
