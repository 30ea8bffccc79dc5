import Datasets
import Foundation
internal import GRDB

/// Writes a dataset into empty tables, every table in the order of its primary key.
struct DatasetWriter {
    private let database: Database
    private let dataset: Dataset
    /// The number of each user and item in the tables, by position.
    private let userNumbers, itemNumbers: [Int64]

    /// Checks what would otherwise end in a row that cannot be read back.
    /// - Parameters:
    ///   - users: the numbers of the users; by default their positions.
    ///   - items: the numbers of the items; by default their positions.
    init(_ database: Database, _ dataset: Dataset, users: [Int64]? = nil, items: [Int64]? = nil) throws {
        func fits(_ positions: [Int32], _ count: Int) -> Bool {
            positions.allSatisfy { $0 >= 0 && $0 < count }
        }
        let interactions = dataset.interactions
        guard fits(interactions.users, dataset.users.count), fits(interactions.items, dataset.items.count)
        else {
            throw InvalidData(
                problem: "a rating of the dataset refers to a user or an item that it does not have")
        }
        for table in [dataset.users, dataset.items] {
            for feature in table.features where feature.values.count != table.count {
                throw InvalidData(
                    problem:
                        "the feature `\(feature.name)` has \(feature.values.count) cells for \(table.count) ids"
                )
            }
        }
        (self.database, self.dataset) = (database, dataset)
        userNumbers = users ?? Array(0..<Int64(dataset.users.count))
        itemNumbers = items ?? Array(0..<Int64(dataset.items.count))
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
            try FeatureWriter(database, feature, side: "user", position: position, id: position + 1).write(
                userNumbers)
        }
        for (position, feature) in dataset.items.features.enumerated() {
            try FeatureWriter(database, feature, side: "item", position: position, id: users + position + 1)
                .write(itemNumbers)
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
                dataset.interactions.timestamps != nil, dataset.users.count, dataset.items.count,
                dataset.interactions.count,
                dataset.feedback.rawValue, dataset.reratings.rule?.rawValue, dataset.reratings.count,
            ])
        try database.execute(
            sql: "INSERT INTO dataset_version (content_hash, dataset_id, version) VALUES (?, 1, 1)",
            arguments: [contentHash])
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

    /// How repeated ratings were taken, of a dataset that is there already: with another rule the same
    /// ratings may hold.
    func updateReratings() throws {
        try database.execute(
            sql:
                "UPDATE dataset SET rating_rule = ?, rerating_count = ? WHERE rating_rule IS NOT ? OR rerating_count <> ?",
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
            "INSERT INTO repeated_rating (interaction_id, position, rating, timestamp) VALUES (?, ?, ?, ?)")
        var (pair, position) = (UInt64.max, Int64(0))
        for event in dataset.reratings.behindMeans {
            position = event.pair == pair ? position + 1 : 0
            pair = event.pair
            let id = InteractionID(
                user: userNumbers[Int(event.user)], item: itemNumbers[Int(event.item)])
            statement.bind(1, id.rawValue)
            statement.bind(2, position)
            statement.bind(3, event.rating)
            if dataset.interactions.timestamps != nil { statement.bind(4, event.time) }
            try statement.run()
        }
    }

    private func writeEntities() throws {
        let writer = try EntityWriter(database)
        for (position, id) in dataset.users.ids.enumerated() {
            try writer.writeUser(id, number: userNumbers[position], position: position)
        }
        for (position, id) in dataset.items.ids.enumerated() {
            try writer.writeItem(
                id, dataset.label(ofItem: position), number: itemNumbers[position], position: position)
        }
    }

    private func writeInteractions(progress: ((Int, Int) -> Void)?) throws {
        let rows = dataset.interactions
        let writer = try InteractionWriter(database)
        for row in 0..<rows.count {
            if row % 50_000 == 0 { progress?(row, rows.count) }
            try writer.write(
                user: userNumbers[Int(rows.users[row])], item: itemNumbers[Int(rows.items[row])],
                rating: rows.ratings[row], timestamp: rows.timestamps?[row])
        }
        progress?(rows.count, rows.count)
    }
}

/// Writes ratings.
struct InteractionWriter {
    private let statement: RawStatement

    /// - Parameter replaces: whether a rating takes the place of the one that its user gave its item before;
    ///   else there must be none.
    init(_ database: Database, replaces: Bool = false) throws {
        statement = try RawStatement(
            database,
            """
            INSERT INTO interaction (interaction_id, user_index, item_index, rating, timestamp) VALUES (?, ?, ?, ?, ?)
            """
                + (replaces
                    ? " ON CONFLICT DO UPDATE SET rating = excluded.rating, timestamp = excluded.timestamp"
                    : ""))
    }

    func write(user: Int64, item: Int64, rating: Double, timestamp: Double?) throws {
        statement.bind(1, InteractionID(user: user, item: item).rawValue)
        statement.bind(2, user)
        statement.bind(3, item)
        statement.bind(4, rating)
        if let timestamp { statement.bind(5, timestamp) }
        try statement.run()
    }
}

/// Writes rows of users and items.
struct EntityWriter {
    private let user, item: RawStatement

    init(_ database: Database) throws {
        user = try RawStatement(database, "INSERT INTO user (user_index, user_id, position) VALUES (?, ?, ?)")
        item = try RawStatement(
            database,
            "INSERT INTO item (item_index, item_id, position, title, year, genres, poster) VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
    }

    func writeUser(_ id: ExternalID, number: Int64, position: Int) throws {
        user.bind(1, number)
        user.bind(2, id.description)
        user.bind(3, Int64(position))
        try user.run()
    }

    func writeItem(_ id: ExternalID, _ label: ItemLabel, number: Int64, position: Int) throws {
        item.bind(1, number)
        item.bind(2, id.description)
        item.bind(3, Int64(position))
        Self.bind(label, to: item, from: 4)
        try item.run()
    }

    /// Binds title, year, genres and poster.
    static func bind(_ label: ItemLabel, to statement: RawStatement, from index: Int32) {
        statement.bind(index, label.title)
        statement.bind(index + 1, label.year.map(Int64.init))
        statement.bind(index + 2, label.genres.isEmpty ? nil : label.genres.joined(separator: "|"))
        statement.bind(index + 3, label.poster)
    }
}
