import Datasets
import Foundation
internal import GRDB
import Preference

/// Writes what a dataset has gained over the one that the tables hold, without touching what refers to it.
///
/// Users and items keep their numbers, and new ones get the next numbers in the order of their ids.
struct DatasetAppender {
    private let database: Database
    private let base: Dataset
    private let whole: Dataset

    init(_ database: Database, base: Dataset, whole: Dataset) {
        (self.database, self.base, self.whole) = (database, base, whole)
    }

    /// - Returns: the number of the new version.
    func write(contentHash: String, progress: ((Int, Int) -> Void)?) throws -> Int {
        let users = try Growth("user", from: base.users, to: whole.users, database)
        let items = try Growth("item", from: base.items, to: whole.items, database)
        let writer = try DatasetWriter(database, whole, users: users.numbers, items: items.numbers)
        try users.movePositions(database)
        try items.movePositions(database)
        try writeUsers(users)
        try writeItems(items)
        let rewritten = [
            "user_feature", "item_feature", "feature_token", "feature", "rejection", "import_warning",
            "repeated_rating",
        ]
        for table in rewritten { try database.execute(sql: "DELETE FROM \(table)") }
        try writer.writeFeatures()
        try writer.writeChecks()
        try writeInteractions(users, items, progress: progress)
        try writer.writeRepeatedRatings()
        return try writeVersion(contentHash: contentHash)
    }

    /// What a later rating needs to know of means that are as they were: their ratings are, by chance, the
    /// same on average.
    func writeRepeatedRatings() throws {
        try database.execute(sql: "DELETE FROM repeated_rating")
        let users = try EntityNumbers(database, side: "user"),
            items = try EntityNumbers(database, side: "item")
        try DatasetWriter(database, whole, users: users.indices, items: items.indices).writeRepeatedRatings()
    }

    private func writeUsers(_ growth: Growth) throws {
        let writer = try EntityWriter(database)
        for position in growth.added {
            try writer.writeUser(
                whole.users.ids[position], number: growth.numbers[position], position: position)
        }
    }

    /// New items, and known ones that a person now reads more of.
    private func writeItems(_ growth: Growth) throws {
        let writer = try EntityWriter(database)
        for position in growth.added {
            try writer.writeItem(
                whole.items.ids[position], whole.label(ofItem: position), number: growth.numbers[position],
                position: position)
        }
        let statement = try RawStatement(
            database, "UPDATE item SET title = ?, year = ?, genres = ?, poster = ? WHERE item_index = ?")
        for (known, position) in growth.kept.enumerated() {
            let label = whole.label(ofItem: position)
            guard label != base.label(ofItem: known) else { continue }
            EntityWriter.bind(label, to: statement, from: 1)
            statement.bind(5, growth.numbers[position])
            try statement.run()
        }
    }

    private func writeInteractions(_ users: Growth, _ items: Growth, progress: ((Int, Int) -> Void)?) throws {
        let writer = try InteractionWriter(database, replaces: true)
        let (rows, known) = (whole.interactions, base.interactions)
        let total = rows.count - known.count
        var (next, written) = (0, 0)
        for row in 0..<rows.count {
            let (user, item) = (Int(rows.users[row]), Int(rows.items[row]))
            // Both are in the order of (user, item), and every known pair is among the whole.
            if next < known.count, users.kept[Int(known.users[next])] == user,
                items.kept[Int(known.items[next])] == item
            {
                next += 1
                let isSame =
                    rows.ratings[row] == known.ratings[next - 1]
                    && rows.timestamps?[row] == known.timestamps?[next - 1]
                if isSame { continue }
            } else {
                if written % 50_000 == 0 { progress?(written, total) }
                written += 1
            }
            try writer.write(
                user: users.numbers[user], item: items.numbers[item], rating: rows.ratings[row],
                timestamp: rows.timestamps?[row])
        }
        progress?(total, total)
    }

    private func writeVersion(contentHash: String) throws -> Int {
        let encoding = try InputEncoding(of: base).json()
        try database.execute(
            sql:
                "UPDATE dataset_version SET encoding_json = ? WHERE content_hash = (SELECT content_hash FROM dataset)",
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

/// How the users, or the items, of a dataset go over into those of the grown one.
private struct Growth {
    /// The number in the tables of each position of the grown dataset.
    let numbers: [Int64]
    /// The new position of each old one.
    let kept: [Int]
    /// The new positions that are not among these.
    let added: [Int]
    private let side: String

    init(_ side: String, from base: EntityTable, to whole: EntityTable, _ database: Database) throws {
        let known = try EntityNumbers(database, side: side).indices
        guard known.count == base.count else {
            throw DamagedData(problem: "there are \(known.count) rows of \(base.count) \(side)s")
        }
        var (numbers, kept, added): ([Int64], [Int], [Int]) = ([], [], [])
        for (position, id) in whole.ids.enumerated() {
            if kept.count < base.count, base.ids[kept.count] == id {
                numbers.append(known[kept.count])
                kept.append(position)
            } else {
                numbers.append(Int64(base.count + added.count))
                added.append(position)
            }
        }
        guard kept.count == base.count else {
            throw InvalidData(problem: "the grown dataset lacks \(side)s of the stored one")
        }
        (self.side, self.numbers, self.kept, self.added) = (side, numbers, kept, added)
    }

    /// Makes room for what was added. From the last on, since a position must be free before another row
    /// takes it.
    func movePositions(_ database: Database) throws {
        let statement = try RawStatement(database, "UPDATE \(side) SET position = ? WHERE \(side)_index = ?")
        for (old, new) in kept.enumerated().reversed() where new != old {
            statement.bind(1, Int64(new))
            statement.bind(2, numbers[new])
            try statement.run()
        }
    }
}

extension InputEncoding {
    /// JSON in which equal encodings are equal bytes; the deviation of numbers too large for one is written
    /// as a text.
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
