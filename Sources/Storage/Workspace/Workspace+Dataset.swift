import Datasets
internal import GRDB

extension Workspace {
    /// Stores a dataset; a workspace holds one.
    /// - Parameters:
    ///   - dataset: the dataset.
    ///   - contentHash: SHA-256 of its contents, 64 lower-case hexadecimal digits.
    ///   - replace: whether another dataset may be deleted for it, with all models, scores, lists and
    ///     analyses.
    ///   - progress: called with the number of ratings stored so far and their total.
    /// - Throws: `WorkspaceError`, `holdsStudies` for a dataset that studies rest on; the workspace is then
    ///   as it was.
    package func store(
        _ dataset: Dataset, contentHash: String, replace: Bool = false, progress: ((Int, Int) -> Void)? = nil
    ) throws -> StoreOutcome {
        let file = path
        return try writeInBulk { database in
            let old = try DatasetLoader(database).record()
            if let old, old.contentHash == contentHash {
                try DatasetWriter(database, dataset).updateReratings()
                return .unchanged
            }
            // First, since --replace is no way out while there are studies.
            let studies = try String.fetchAll(database, sql: "SELECT name FROM study ORDER BY study_id")
            guard studies.isEmpty else { throw WorkspaceError.holdsStudies(file: file, names: studies) }
            if let old, !replace { throw WorkspaceError.holdsOtherDataset(file: file, name: old.name) }
            let outcome =
                try old.map { StoreOutcome.replaced(try DatasetEraser.erase($0, in: database)) } ?? .stored
            try DatasetWriter(database, dataset).write(contentHash: contentHash, progress: progress)
            return outcome
        }
    }

    /// Reads the dataset, equal to the one that was stored.
    /// - Throws: `WorkspaceError`, `noDataset` when nothing was imported yet.
    package func loadDataset() throws -> Dataset {
        guard let dataset = try read({ try DatasetLoader($0).dataset() }) else {
            throw WorkspaceError.noDataset(file: path)
        }
        return dataset
    }

    /// What the workspace says of its dataset without reading it.
    /// - Throws: `WorkspaceError`, `noDataset` when nothing was imported yet.
    package func datasetRecord() throws -> DatasetRecord {
        guard let record = try read({ try DatasetLoader($0).record() }) else {
            throw WorkspaceError.noDataset(file: path)
        }
        return record
    }
}
