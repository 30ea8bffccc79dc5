import Datasets
import Foundation
internal import GRDB
import Preference

extension Workspace {
    /// Replaces the dataset by one that has grown out of it; models, lists and analyses stay and refer to the
    /// version that they were made on.
    /// - Parameters:
    ///   - whole: the grown dataset, which has every user, item and interaction of the base.
    ///   - base: the dataset of the workspace.
    ///   - baseHash: its hash.
    ///   - contentHash: the hash of the whole.
    ///   - progress: called with the number of new interactions stored so far and their total.
    /// - Returns: the number of the new version; `nil` where nothing is new.
    /// - Throws: `WorkspaceError`, `holdsOpenStudies` while participants may take part; the workspace is then
    ///   as it was.
    package func grow(
        to whole: Dataset, from base: Dataset, baseHash: String, contentHash: String,
        progress: ((Int, Int) -> Void)? = nil
    ) throws -> Int? {
        let file = path
        return try writeInBulk { database in
            try database.requireDataset(baseHash, file: file)
            let appender = DatasetAppender(database, base: base, whole: whole)
            if contentHash == baseHash {
                if whole.reratings.behindMeans != base.reratings.behindMeans {
                    try appender.writeRepeatedRatings()
                }
                return nil
            }
            let open = try String.fetchAll(
                database, sql: "SELECT name FROM study WHERE status = 'launched' ORDER BY study_id")
            guard open.isEmpty else { throw WorkspaceError.holdsOpenStudies(file: file, names: open) }
            return try appender.write(contentHash: contentHash, progress: progress)
        }
    }

    /// The hashes of the dataset's versions, the first one first.
    /// - Throws: `WorkspaceError`.
    package func datasetVersions() throws -> [String] {
        try read { try String.fetchAll($0, sql: "SELECT content_hash FROM dataset_version ORDER BY version") }
    }

    /// What the features of an earlier version of the dataset stood for; `nil` of the present one.
    func encoding(ofVersion hash: String) throws -> InputEncoding? {
        let json = try read { database in
            try String.fetchOne(
                database, sql: "SELECT encoding_json FROM dataset_version WHERE content_hash = ?",
                arguments: [hash])
        }
        return try json.map(InputEncoding.init(json:))
    }

    /// The numbers of the models and of the lists that were made on earlier versions of the dataset,
    /// ascending.
    /// - Throws: `WorkspaceError`.
    package func madeOnEarlierVersions() throws -> (models: [Int64], lists: [Int64]) {
        try read { database in
            let older = "dataset_hash <> (SELECT content_hash FROM dataset)"
            return try (
                Int64.fetchAll(database, sql: "SELECT model_id FROM model WHERE \(older) ORDER BY model_id"),
                Int64.fetchAll(
                    database,
                    sql:
                        "SELECT list_id FROM list JOIN scoring_run USING (scoring_run_id) WHERE \(older) ORDER BY list_id"
                )
            )
        }
    }
}
