import Support

/// A grid's table as an SQL script that PostgreSQL, SQLite and DuckDB run alike: the workspace's tables of
/// grids, without what refers to the rest of the workspace, and the same view.
///
/// Loading it again, or another grid beside it, leaves sessions and taps as they are.
package struct GridScript {
    private let details: NewGrid
    private let contents: StaticGrid

    package init(_ details: NewGrid, _ contents: StaticGrid) {
        (self.details, self.contents) = (details, contents)
    }

    /// The script.
    package var text: String {
        var lines = [
            "-- A grid that recommends from what a new user tapped, for PostgreSQL, SQLite and DuckDB.",
            "BEGIN;", Self.tables,
            "DROP VIEW IF EXISTS grid_recommendation;",
            "CREATE VIEW grid_recommendation AS\n\(Migration1.recommendation(order: "item_index"));",
        ]
        lines += ["grid_weight", "grid_term", "grid_base"].map {
            "DELETE FROM \($0) WHERE grid_id = \(details.listID);"
        }
        lines.append(header)
        let grid = "\(details.listID)"
        lines += Self.insertions(
            "grid_tile (grid_id, tile, item_id, title, taken_share)",
            contents.tiles.enumerated().map { place, tile in
                [
                    grid, "\(place + 1)", tile.id.description.sqlText, tile.title.sqlText,
                    tile.takenShare.sqlNumber,
                ]
            }, suffix: " ON CONFLICT (grid_id, tile, item_id) DO NOTHING")
        lines += Self.insertions(
            "grid_term (grid_id, term, tile, other_tile, feature, value)",
            contents.terms.enumerated().map { place, term in
                let row = GridTermRow(term)
                return [
                    grid, "\(place + 1)", row.tile.sqlNumber, row.otherTile.sqlNumber, row.feature.sqlText,
                    row.value.sqlText,
                ]
            })
        lines += Self.insertions(
            "grid_base (grid_id, item_index, item_id, title, base)",
            contents.items.map {
                [grid, "\($0.index)", $0.id.description.sqlText, $0.title.sqlText, $0.base.sqlNumber]
            })
        for places in contents.items.indices.chunks(of: 100) {
            let rows = places.flatMap { place in
                contents.weights(ofItem: place).enumerated().filter { $0.element != 0 }.map { term, value in
                    [grid, "\(contents.items[place].index)", "\(term + 1)", value.sqlNumber]
                }
            }
            lines += Self.insertions("grid_weight (grid_id, item_index, term, weight)", rows)
        }
        return lines.joined(separator: "\n") + "\nCOMMIT;"
    }

    private var header: String {
        let values = [
            "\(details.listID)", "\(details.people)", details.positiveFrom?.sqlNumber ?? "NULL",
            details.optionsJSON.sqlText,
            details.softwareVersion.sqlText,
        ]
        return """
            INSERT INTO grid (grid_id, people, positive_from, options_json, software_version)
            VALUES (\(values.joined(separator: ", ")))
            ON CONFLICT (grid_id) DO UPDATE SET people = excluded.people, positive_from = excluded.positive_from,
                options_json = excluded.options_json, software_version = excluded.software_version;
            """
    }

    /// Statements of at most 500 rows each.
    private static func insertions(_ target: String, _ rows: [[String]], suffix: String = "") -> [String] {
        rows.indices.chunks(of: 500).map { places in
            let values = rows[places].map { "(\($0.joined(separator: ", ")))" }
            return "INSERT INTO \(target) VALUES\n\(values.joined(separator: ",\n"))\(suffix);"
        }
    }

    private static let tables = """
        CREATE TABLE IF NOT EXISTS grid (
            grid_id INTEGER PRIMARY KEY,
            people INTEGER NOT NULL CHECK (people >= 1),
            positive_from DOUBLE PRECISION,
            options_json TEXT NOT NULL,
            software_version TEXT NOT NULL
        );
        CREATE TABLE IF NOT EXISTS grid_tile (
            grid_id INTEGER NOT NULL REFERENCES grid (grid_id),
            tile INTEGER NOT NULL CHECK (tile >= 1),
            item_id TEXT NOT NULL,
            title TEXT NOT NULL,
            taken_share DOUBLE PRECISION NOT NULL CHECK (taken_share BETWEEN 0 AND 1),
            PRIMARY KEY (grid_id, tile),
            UNIQUE (grid_id, item_id),
            UNIQUE (grid_id, tile, item_id)
        );
        CREATE TABLE IF NOT EXISTS grid_base (
            grid_id INTEGER NOT NULL REFERENCES grid (grid_id),
            item_index INTEGER NOT NULL CHECK (item_index >= 0),
            item_id TEXT NOT NULL,
            title TEXT NOT NULL,
            base DOUBLE PRECISION NOT NULL,
            PRIMARY KEY (grid_id, item_index),
            UNIQUE (grid_id, item_id)
        );
        CREATE TABLE IF NOT EXISTS grid_term (
            grid_id INTEGER NOT NULL REFERENCES grid (grid_id),
            term INTEGER NOT NULL CHECK (term >= 1),
            tile INTEGER,
            other_tile INTEGER,
            feature TEXT,
            value TEXT,
            PRIMARY KEY (grid_id, term),
            UNIQUE (grid_id, tile, other_tile),
            UNIQUE (grid_id, feature, value),
            CHECK (tile IS NULL OR feature IS NULL),
            CHECK (tile IS NULL OR other_tile IS NOT NULL OR term = tile)
        );
        CREATE TABLE IF NOT EXISTS grid_weight (
            grid_id INTEGER NOT NULL,
            item_index INTEGER NOT NULL,
            term INTEGER NOT NULL,
            weight DOUBLE PRECISION NOT NULL,
            PRIMARY KEY (grid_id, item_index, term)
        );
        CREATE TABLE IF NOT EXISTS grid_session (
            session TEXT NOT NULL PRIMARY KEY CHECK (session <> ''),
            grid_id INTEGER NOT NULL REFERENCES grid (grid_id),
            UNIQUE (session, grid_id)
        );
        CREATE TABLE IF NOT EXISTS grid_tap (
            session TEXT NOT NULL,
            grid_id INTEGER NOT NULL,
            item_id TEXT NOT NULL,
            PRIMARY KEY (session, item_id),
            FOREIGN KEY (session, grid_id) REFERENCES grid_session (session, grid_id),
            FOREIGN KEY (grid_id, item_id) REFERENCES grid_tile (grid_id, item_id)
        );
        CREATE TABLE IF NOT EXISTS grid_session_feature (
            session TEXT NOT NULL REFERENCES grid_session (session),
            feature TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (session, feature, value)
        );
        """
}

extension String {
    /// As an SQL literal.
    fileprivate var sqlText: String { "'" + replacing(scalars: ["'": "''"]) + "'" }
}

extension String? {
    fileprivate var sqlText: String { self?.sqlText ?? "NULL" }
}

extension Int? {
    fileprivate var sqlNumber: String { map { "\($0)" } ?? "NULL" }
}

extension Double {
    /// The shortest digits that read back as the same number, with an exponent: without one DuckDB takes them
    /// for a decimal.
    fileprivate var sqlNumber: String {
        let digits = "\(self)"
        return digits.contains("e") ? digits : digits + "e0"
    }
}

extension Range<Int> {
    /// The range in parts of at most so many.
    fileprivate func chunks(of size: Int) -> [Range<Int>] {
        stride(from: lowerBound, to: upperBound, by: size).map { $0..<Swift.min($0 + size, upperBound) }
    }
}
