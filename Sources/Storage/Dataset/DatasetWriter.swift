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
        try writeRepeatedRatings()
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
                    user_count, item_count, rating_count, feedback, rating_rule, rerating_count)
                VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                dataset.name, dataset.format, contentHash, dataset.scale.minimum, dataset.scale.maximum,
                dataset.interactions.timestamps != nil, dataset.users.count, dataset.items.count, dataset.interactions.count,
                dataset.feedback.rawValue, dataset.reratings.rule?.rawValue, dataset.reratings.count,
            ])
        try database.execute(
            sql: "INSERT INTO dataset_version (content_hash, dataset_id, version) VALUES (?, 1, 1)", arguments: [contentHash])
        try writeChecks()
    }

    /// The rows that were left out and the warnings, into empty tables.
    func writeChecks() throws {
        for rejection in dataset.rejections {
            try database.execute(
                sql: "INSERT INTO rejection (file, reason, count, first_line) VALUES (?, ?, ?, ?)",
                arguments: [rejection.file, rejection.reason, rejection.count, rejection.firstLine])
        }
        for warning in dataset.warnings {
            try database.execute(
                sql: "INSERT INTO import_warning (kind, count, text) VALUES (?, ?, ?)",
                arguments: [warning.kind.rawValue, warning.count, warning.text])
        }
    }

    /// How repeated ratings were taken, of a dataset that is there already: with another rule the same ratings may hold.
    func updateReratings() throws {
        try database.execute(
            sql: "UPDATE dataset SET rating_rule = ?, rerating_count = ? WHERE rating_rule IS NOT ? OR rerating_count <> ?",
            arguments: [
                dataset.reratings.rule?.rawValue, dataset.reratings.count, dataset.reratings.rule?.rawValue,
                dataset.reratings.count,
            ])
        guard database.changesCount > 0 else { return }
        try database.execute(sql: "DELETE FROM repeated_rating")
        try writeRepeatedRatings()
    }

    /// The ratings behind the means, into an empty table.
    func writeRepeatedRatings() throws {
        let statement = try RawStatement(
            database,
            "INSERT INTO repeated_rating (user_id, item_id, position, rating, timestamp) VALUES (?, ?, ?, ?, ?)")
        var (pair, position) = (UInt64.max, Int64(0))
        for event in dataset.reratings.behindMeans {
            position = event.pair == pair ? position + 1 : 0
            pair = event.pair
            statement.bind(1, dataset.users.ids[Int(event.user)])
            statement.bind(2, dataset.items.ids[Int(event.item)])
            statement.bind(3, position)
            statement.bind(4, event.rating)
            if dataset.interactions.timestamps != nil { statement.bind(5, event.time) }
            try statement.run()
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
