import Datasets
import Foundation

/// The scores of some files together.
package struct GatheredScores: Sendable {
    /// Their sum.
    package let total: ShardScores
    private let file: String
    private let items: EntityTable

    /// Reads files and adds them up.
    /// - Parameters:
    ///   - paths: the files, at least one.
    ///   - items: the items that they may name.
    /// - Throws: ``ShardError``.
    package init(_ paths: [String], items: EntityTable) throws(ShardError) {
        var total: ShardScores?
        for path in paths {
            let scores = try ShardScores(InputFile.read(path), file: path, items: items)
            guard total != nil else {
                total = scores
                continue
            }
            try total?.add(scores, file: path)
        }
        guard let total else {
            throw ShardError(file: "scores", problem: "no file is given", fix: "name at least one")
        }
        (self.total, self.items) = (total, items)
        file = paths.count == 1 ? paths[0] : "\(paths.count) files of scores"
    }

    /// Makes sure that the scores are those that this machine would have measured.
    /// - Parameters:
    ///   - header: what they should depend on.
    ///   - tasks: how many tasks there are.
    ///   - split: the digest of these tasks.
    ///   - counts: in how many of their support sets each item is, shape [items].
    ///   - vocabulary: that of the model, for the likely cause where tokens are unknown.
    /// - Throws: ``ShardError`` with what differs.
    package func check(
        _ header: ShardScores.Header, tasks: Int, split: SplitHash, counts: [Int], vocabulary: Vocabulary
    ) throws(ShardError) {
        func fail(_ problem: String, _ fix: String) -> ShardError {
            ShardError(file: file, problem: problem, fix: fix)
        }
        guard total.header.dataset == header.dataset else {
            throw fail(
                "the scores are of another dataset",
                "export the vocabulary from this workspace and score again")
        }
        guard total.header.weights == header.weights else {
            throw fail(
                "the scores were measured with another model", "name that model with --model, or score again")
        }
        guard total.header.vocabulary == header.vocabulary else {
            throw fail(
                "the scores were measured with another vocabulary than that of this model and dataset",
                "export it again with `icebreaker export vocabulary`, and score again")
        }
        guard total.header.options == header.options else {
            throw fail(
                "the scores were measured with \(total.header.options.words) where \(header.options.words) is asked for",
                "give --gradient, --parameters and --norm as they were given to `worker score`")
        }
        try total.features.check(vocabulary, file: file)
        guard total.tasks == tasks, total.split == split else {
            let cause = total.features.warnings(vocabulary).map { "; \($0)" }.joined()
            throw fail(
                "\(total.tasks) tasks of split \(total.split.hexadecimal.prefix(16)) were scored where this workspace has "
                    + "\(tasks) of split \(split.hexadecimal.prefix(16))\(cause)",
                "prepare the tasks from the same ratings and user features with the same rule, and give the scores of every "
                    + "shard once")
        }
        if let item = counts.indices.first(where: { counts[$0] != total.counts[$0] }) {
            throw fail(
                "item `\(items.ids[item])` has \(total.counts[item]) scored pairs where these tasks hold it in \(counts[item]) "
                    + "support sets", "score the shards again with this version of `worker score`")
        }
    }
}
