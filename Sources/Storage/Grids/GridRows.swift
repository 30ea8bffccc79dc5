import Foundation
internal import GRDB

/// Reads and writes rows of the tables of grids.
enum GridRows {
    static func record(ofList list: Int64, in database: Database) throws -> GridRecord? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT dataset_hash, people, positive_from, options_json, software_version, created_at
                FROM grid WHERE grid_id = ?
                """,
            arguments: [list]
        ).map { row in
            let details = NewGrid(
                listID: list, datasetHash: try row.value("dataset_hash"), people: try row.value("people"),
                positiveFrom: try row.value("positive_from"), optionsJSON: try row.value("options_json"),
                softwareVersion: try row.value("software_version"))
            return GridRecord(details: details, createdAt: try row.createdAt())
        }
    }

    /// Stores what is known of a grid, and deletes the base and the weights that its list had before.
    static func store(_ grid: NewGrid, at date: Date, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO grid (grid_id, dataset_hash, people, positive_from, options_json, software_version, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (grid_id) DO UPDATE SET dataset_hash = excluded.dataset_hash, people = excluded.people,
                    positive_from = excluded.positive_from, options_json = excluded.options_json,
                    software_version = excluded.software_version, created_at = excluded.created_at
                """,
            arguments: [
                grid.listID, grid.datasetHash, grid.people, grid.positiveFrom, grid.optionsJSON,
                grid.softwareVersion,
                Timestamp.text(date),
            ])
        // Explicitly, since no cascade runs during a bulk change.
        for table in ["grid_weight", "grid_term", "grid_base"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE grid_id = ?", arguments: [grid.listID])
        }
    }

    static func store(_ contents: StaticGrid, intoGrid id: Int64, _ database: Database) throws {
        let numbers = try EntityNumbers(database, side: "item").indices
        for (place, tile) in contents.tiles.enumerated() {
            try database.execute(
                sql: """
                    INSERT INTO grid_tile (grid_id, tile, item_id, title, taken_share) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (grid_id, tile) DO UPDATE
                    SET item_id = excluded.item_id, title = excluded.title, taken_share = excluded.taken_share
                    """,
                arguments: [id, place + 1, tile.id.description, tile.title, tile.takenShare])
        }
        for (place, term) in contents.terms.enumerated() {
            let row = GridTermRow(term)
            try database.execute(
                sql:
                    "INSERT INTO grid_term (grid_id, term, tile, other_tile, feature, value) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [id, place + 1, row.tile, row.otherTile, row.feature, row.value])
        }
        let base = try RawStatement(
            database,
            "INSERT INTO grid_base (grid_id, item_index, item_id, title, base) VALUES (?, ?, ?, ?, ?)")
        let weight = try RawStatement(
            database, "INSERT INTO grid_weight (grid_id, item_index, term, weight) VALUES (?, ?, ?, ?)")
        for (place, item) in contents.items.enumerated() {
            base.bind(1, id)
            base.bind(2, numbers[item.index])
            base.bind(3, item.id.description)
            base.bind(4, item.title)
            base.bind(5, item.base)
            try base.run()
            for (term, value) in contents.weights(ofItem: place).enumerated() where value != 0 {
                weight.bind(1, id)
                weight.bind(2, numbers[item.index])
                weight.bind(3, Int64(term + 1))
                weight.bind(4, value)
                try weight.run()
            }
        }
    }
}

/// A term as a row: tiles are counted from 1, and all columns of the term for nothing known are NULL.
struct GridTermRow {
    var tile: Int?
    var otherTile: Int?
    var feature: String?
    var value: String?

    init(_ term: StaticGrid.Term) {
        switch term {
        case .tapped(let place): tile = place + 1
        case .bothTapped(let first, let second): (tile, otherTile) = (first + 1, second + 1)
        case .feature(let name, let value): (feature, self.value) = (name, value)
        case .nothingKnown: break
        }
    }
}
