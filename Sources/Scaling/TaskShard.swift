import Datasets
import Foundation
import Tasks

/// Some users' tasks as a worker holds them.
///
/// A shard is UTF-8 text. Its first line is a ``ShardHeader`` in JSON; every other line is a task, its fields
/// parted by tabs:
///
///     USER   ITEM:RATING ITEM:RATING …   ITEM:RATING …   FEATURE …
///
/// that is the user, the support set, the query set, both in the order of consumption, and one field per user
/// feature: tokens parted by `|`, or a number; empty where it is missing. In ids and tokens backslash, tab,
/// line feed, carriage return, space and `|` are written `\\`, `\t`, `\n`, `\r`, `\s`, `\p`.
package struct TaskShard: Sendable {
    /// What its first line says.
    package let header: ShardHeader
    /// Its users with their features, all the items, and no ratings.
    package let dataset: Dataset
    /// Its tasks by ascending user.
    package let tasks: [UserTask]
    /// The digest of the tasks.
    package let split: SplitHash
    /// What the vocabulary knows of each user feature.
    package let features: [FeatureCounts]

    /// Reads a shard.
    /// - Parameters:
    ///   - data: the bytes.
    ///   - file: what to call it in an error.
    ///   - vocabulary: the items and the user features.
    /// - Throws: ``ShardError`` that names the line, and where no value of a feature, of which there are
    ///   many, is known.
    package init(_ data: Data, file: String, vocabulary: Vocabulary) throws(ShardError) {
        let reading = data.withUnsafeBytes { raw in
            Result<TaskShard, ShardError> { () throws(ShardError) in
                try TaskShard(raw.bindMemory(to: UInt8.self), file: file, vocabulary: vocabulary)
            }
        }
        self = try reading.get()
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>, file: String, vocabulary: Vocabulary) throws(ShardError)
    {
        var lines = ShardLines(bytes)
        guard let first = lines.next(), let header = ShardHeader(first) else {
            throw ShardError(
                file: file, line: 1,
                problem: "a shard begins with a line of JSON of format `\(ShardHeader.current)`",
                fix: "give the shard as docs/scaling.md describes it")
        }
        guard header.features == vocabulary.userFeatures.map(\.name) else {
            throw ShardError(
                file: file, line: 1,
                problem:
                    "the user features are \(header.features) where the vocabulary has \(vocabulary.userFeatures.map(\.name))",
                fix: "prepare the tasks with this vocabulary")
        }
        let reader = TaskLineReader(vocabulary)
        var rows: [TaskLineReader.Row] = []
        while let line = lines.next() {
            do throws(TaskLineReader.Fault) {
                rows.append(try reader.row(line))
            } catch {
                throw ShardError(file: file, line: lines.number, problem: error.problem, fix: error.fix)
            }
        }
        let order = rows.indices.sorted { rows[$0].user < rows[$1].user }
        if let twin = zip(order, order.dropFirst()).first(where: { rows[$0].user == rows[$1].user }) {
            throw ShardError(
                file: file, line: max(twin.0, twin.1) + 2,
                problem: "user \(rows[twin.0].user) has a second task",
                fix: "give each user one line")
        }
        self.init(header: header, rows: order.map { rows[$0] }, vocabulary: vocabulary)
        try features.check(vocabulary, file: file, least: FeatureCounts.enough)
    }

    private init(header: ShardHeader, rows: [TaskLineReader.Row], vocabulary: Vocabulary) {
        self.header = header
        tasks = rows.enumerated().map { position, row in
            UserTask(
                user: Int32(position), items: row.items, ratings: row.ratings, supportCount: row.supportCount)
        }
        let ids = rows.map(\.user)
        var split = SplitHash()
        for (task, row) in zip(tasks, rows) {
            split.add(task, user: row.user, features: row.cells.map(\.field))
        }
        self.split = split
        let columns = vocabulary.userFeatures.enumerated().map { number, feature in
            (feature, rows.map { $0.cells[number] })
        }
        features = columns.map { $0.counts($1) }
        dataset = Dataset(
            name: "shard \(header.shard)", format: ShardHeader.current,
            users: EntityTable(ids: ids, features: columns.map { $0.userFeature($1) }),
            items: vocabulary.items, interactions: Interactions(users: [], items: [], ratings: []),
            scale: vocabulary.scale)
    }
}

/// The lines of a text, with or without a line feed after the last.
struct ShardLines {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var start = 0
    /// The number of the last line, from 1.
    private(set) var number = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The next line without its line feed.
    mutating func next() -> Slice<UnsafeBufferPointer<UInt8>>? {
        guard start < bytes.count else { return nil }
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        defer { (start, number) = (end + 1, number + 1) }
        return bytes[start..<end]
    }
}
