import Datasets
import Foundation
internal import GRDB
import Preference

/// Writes what a dataset has gained over the one that the tables hold, without touching what refers to it.
struct DatasetAppender {
    private let database: Database
    private let base: Dataset
    private let whole: Dataset

    init(_ database: Database, base: Dataset, whole: Dataset) {
        (self.database, self.base, self.whole) = (database, base, whole)
    }

    /// - Returns: the number of the new version.
    func write(contentHash: String, progress: ((Int, Int) -> Void)?) throws -> Int {
        let writer = try DatasetWriter(database, whole)
        try writeUsers()
        try writeItems()
        let rewritten = [
            "user_feature", "item_feature", "feature_token", "feature", "rejection", "import_warning", "repeated_rating",
        ]
        for table in rewritten { try database.execute(sql: "DELETE FROM \(table)") }
        try writer.writeFeatures()
        try writer.writeChecks()
        try writeInteractions(progress: progress)
        try writer.writeRepeatedRatings()
        return try writeVersion(contentHash: contentHash)
    }

    /// What a later rating needs to know of means that are as they were: their ratings are, by chance, the same on average.
    func writeRepeatedRatings() throws {
        try database.execute(sql: "DELETE FROM repeated_rating")
        try DatasetWriter(database, whole).writeRepeatedRatings()
    }

    private func writeUsers() throws {
        let statement = try RawStatement(database, "INSERT INTO user (user_id) VALUES (?)")
        for id in whole.users.ids where base.users.position(of: id) == nil {
            statement.bind(1, id)
            try statement.run()
        }
    }

    /// New items, and known ones that a person now reads more of.
    private func writeItems() throws {
        let statement = try RawStatement(
            database,
            """
            INSERT INTO item (item_id, title, year, genres, poster) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (item_id) DO UPDATE
            SET title = excluded.title, year = excluded.year, genres = excluded.genres, poster = excluded.poster
            """)
        for (position, id) in whole.items.ids.enumerated() {
            let label = whole.label(ofItem: position)
            if let known = base.items.position(of: id), base.label(ofItem: known) == label { continue }
            try DatasetWriter.bind(id, label, to: statement)
        }
    }

    private func writeInteractions(progress: ((Int, Int) -> Void)?) throws {
        let statement = try RawStatement(
            database,
            """
            INSERT INTO interaction (user_id, item_id, rating, timestamp) VALUES (?, ?, ?, ?)
            ON CONFLICT (user_id, item_id) DO UPDATE SET rating = excluded.rating, timestamp = excluded.timestamp
            """)
        let (rows, known) = (whole.interactions, base.interactions)
        let total = rows.count - known.count
        var (next, written) = (0, 0)
        for row in 0..<rows.count {
            let (user, item) = (whole.users.ids[Int(rows.users[row])], whole.items.ids[Int(rows.items[row])])
            // Both are in the order of (user, item), and every known pair is among the whole.
            if next < known.count, base.users.ids[Int(known.users[next])] == user, base.items.ids[Int(known.items[next])] == item
            {
                next += 1
                let isSame = rows.ratings[row] == known.ratings[next - 1] && rows.timestamps?[row] == known.timestamps?[next - 1]
                if isSame { continue }
            } else {
                if written % 50_000 == 0 { progress?(written, total) }
                written += 1
            }
            statement.bind(1, user)
            statement.bind(2, item)
            statement.bind(3, rows.ratings[row])
            if let timestamps = rows.timestamps { statement.bind(4, timestamps[row]) }
            try statement.run()
        }
        progress?(total, total)
    }

    private func writeVersion(contentHash: String) throws -> Int {
        let encoding = try InputEncoding(of: base).json()
        try database.execute(
            sql: "UPDATE dataset_version SET encoding_json = ? WHERE content_hash = (SELECT content_hash FROM dataset)",
            arguments: [encoding])
        try database.execute(
            sql: """
                INSERT INTO dataset_version (content_hash, dataset_id, version)
                SELECT ?, 1, max(version) + 1 FROM dataset_version
                """,
            arguments: [contentHash])
        try database.execute(
            sql: """
                UPDATE dataset SET content_hash = ?, rating_minimum = ?, rating_maximum = ?, user_count = ?, item_count = ?,
                    rating_count = ?, rating_rule = ?, rerating_count = ?
                """,
            arguments: [
                contentHash, whole.scale.minimum, whole.scale.maximum, whole.users.count, whole.items.count,
                whole.interactions.count, whole.reratings.rule?.rawValue, whole.reratings.count,
            ])
        return try Int.fetchOne(database, sql: "SELECT max(version) FROM dataset_version") ?? 1
    }
}

extension InputEncoding {
    /// JSON in which equal encodings are equal bytes; the deviation of numbers too large for one is written as a text.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    init(json: String) throws {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        self = try decoder.decode(InputEncoding.self, from: Data(json.utf8))
    }
}
