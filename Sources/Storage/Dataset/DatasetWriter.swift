import Datasets
import Foundation
internal import GRDB

/// Writes a dataset into empty tables, every table in the order of its primary key.
struct DatasetWriter {
    private let database: Database
    private let dataset: Dataset

    /// Checks what would otherwise end in a row that cannot be read back.
    init(_ database: Database, _ dataset: Dataset) throws {
        func fits(_ positions: [Int32], _ count: Int) -> Bool {
            positions.allSatisfy { $0 >= 0 && $0 < count }
        }
        let interactions = dataset.interactions
        guard fits(interactions.users, dataset.users.count), fits(interactions.items, dataset.items.count) else {
            throw InvalidData(problem: "a rating of the dataset refers to a user or an item that it does not have")
        }
        for table in [dataset.users, dataset.items] {
            for feature in table.features where feature.values.count != table.count {
                throw InvalidData(
                    problem: "the feature `\(feature.name)` has \(feature.values.count) cells for \(table.count) ids")
            }
        }
        (self.database, self.dataset) = (database, dataset)
    }

    func write(contentHash: String, progress: ((Int, Int) -> Void)?) throws {
        try writeSummary(contentHash: contentHash)
        try writeEntities()
        try writeFeatures()
        try writeInteractions(progress: progress)
    }

    /// Features, cells and vocabularies, into empty tables.
    func writeFeatures() throws {
        let users = dataset.users.features.count
        for (position, feature) in dataset.users.features.enumerated() {
            try FeatureWriter(database, feature, side: "user", position: position, id: position + 1).write(dataset.users.ids)
        }
        for (position, feature) in dataset.items.features.enumerated() {
            try FeatureWriter(database, feature, side: "item", position: position, id: users + position + 1)
                .write(dataset.items.ids)
        }
    }

    private func writeSummary(contentHash: String) throws {
        try database.execute(
            sql: """
                INSERT INTO dataset (dataset_id, name, format, content_hash, rating_minimum, rating_maximum, has_timestamps,
                    user_count, item_count, rating_count, feedback) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                dataset.name, dataset.format, contentHash, dataset.scale.minimum, dataset.scale.maximum,
                dataset.interactions.timestamps != nil, dataset.users.count, dataset.items.count, dataset.interactions.count,
                dataset.feedback.rawValue,
            ])
        try database.execute(
            sql: "INSERT INTO dataset_version (content_hash, dataset_id, version) VALUES (?, 1, 1)", arguments: [contentHash])
        try writeRejections()
    }

    /// The rows that were left out, into an empty table.
    func writeRejections() throws {
        for rejection in dataset.rejections {
            try database.execute(
                sql: "INSERT INTO rejection (file, reason, count, first_line) VALUES (?, ?, ?, ?)",
                arguments: [rejection.file, rejection.reason, rejection.count, rejection.firstLine])
        }
    }

    private func writeEntities() throws {
        let user = try RawStatement(database, "INSERT INTO user (user_id) VALUES (?)")
        for id in dataset.users.ids {
            user.bind(1, id)
            try user.run()
        }
        let item = try RawStatement(database, "INSERT INTO item (item_id, title, year, genres, poster) VALUES (?, ?, ?, ?, ?)")
        for (position, id) in dataset.items.ids.enumerated() {
            try Self.bind(id, dataset.label(ofItem: position), to: item)
        }
    }

    /// Runs a statement with an item's id, title, year, genres and poster.
    static func bind(_ id: ExternalID, _ label: ItemLabel, to item: RawStatement) throws {
        item.bind(1, id)
        item.bind(2, label.title)
        item.bind(3, label.year.map(Int64.init))
        item.bind(4, label.genres.isEmpty ? nil : label.genres.joined(separator: "|"))
        item.bind(5, label.poster)
        try item.run()
    }

    private func writeInteractions(progress: ((Int, Int) -> Void)?) throws {
        let (rows, userIDs, itemIDs) = (dataset.interactions, dataset.users.ids, dataset.items.ids)
        let statement = try RawStatement(
            database, "INSERT INTO interaction (user_id, item_id, rating, timestamp) VALUES (?, ?, ?, ?)")
        for row in 0..<rows.count {
            if row % 50_000 == 0 { progress?(row, rows.count) }
            statement.bind(1, userIDs[Int(rows.users[row])])
            statement.bind(2, itemIDs[Int(rows.items[row])])
            statement.bind(3, rows.ratings[row])
            if let timestamps = rows.timestamps { statement.bind(4, timestamps[row]) }
            try statement.run()
        }
        progress?(rows.count, rows.count)
    }
}
