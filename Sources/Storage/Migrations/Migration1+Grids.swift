/// Tables of grids that recommend from taps without this program.
///
/// They hold what `export grid` writes for other databases, ids and titles included, so that both are read
/// alike.
extension Migration1 {
    static let grids = gridTables + gridSessions

    private static let gridTables = """
        CREATE TABLE grid (
            grid_id INTEGER PRIMARY KEY REFERENCES list (list_id) ON DELETE CASCADE,
            dataset_hash TEXT NOT NULL REFERENCES dataset_version (content_hash) ON DELETE CASCADE,
            people INTEGER NOT NULL CHECK (people >= 1),
            positive_from REAL,
            options_json TEXT NOT NULL CHECK (json_valid(options_json)),
            software_version TEXT NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z')
        ) STRICT;

        CREATE TABLE grid_tile (
            grid_id INTEGER NOT NULL REFERENCES grid (grid_id) ON DELETE CASCADE,
            tile INTEGER NOT NULL CHECK (tile >= 1),
            item_id TEXT NOT NULL REFERENCES item (item_id) ON DELETE CASCADE,
            title TEXT NOT NULL,
            taken_share REAL NOT NULL CHECK (taken_share BETWEEN 0 AND 1),
            PRIMARY KEY (grid_id, tile),
            UNIQUE (grid_id, item_id)
        ) STRICT;

        CREATE TABLE grid_base (
            grid_id INTEGER NOT NULL REFERENCES grid (grid_id) ON DELETE CASCADE,
            item_index INTEGER NOT NULL REFERENCES item (item_index) ON DELETE CASCADE,
            item_id TEXT NOT NULL REFERENCES item (item_id) ON DELETE CASCADE,
            title TEXT NOT NULL,
            base REAL NOT NULL,
            PRIMARY KEY (grid_id, item_index),
            UNIQUE (grid_id, item_id)
        ) STRICT;

        CREATE TABLE grid_term (
            grid_id INTEGER NOT NULL REFERENCES grid (grid_id) ON DELETE CASCADE,
            term INTEGER NOT NULL CHECK (term >= 1),
            tile INTEGER,
            other_tile INTEGER,
            feature TEXT CHECK (feature <> ''),
            value TEXT,
            PRIMARY KEY (grid_id, term),
            UNIQUE (grid_id, tile, other_tile),
            UNIQUE (grid_id, feature, value),
            FOREIGN KEY (grid_id, tile) REFERENCES grid_tile (grid_id, tile),
            FOREIGN KEY (grid_id, other_tile) REFERENCES grid_tile (grid_id, tile),
            CHECK (tile IS NULL OR feature IS NULL),
            CHECK (tile IS NULL OR other_tile IS NOT NULL OR term = tile),
            CHECK (other_tile IS NULL OR (tile IS NOT NULL AND other_tile > tile)),
            CHECK ((value IS NULL) = (feature IS NULL))
        ) STRICT;

        CREATE TABLE grid_weight (
            grid_id INTEGER NOT NULL,
            item_index INTEGER NOT NULL,
            term INTEGER NOT NULL,
            weight REAL NOT NULL,
            PRIMARY KEY (grid_id, item_index, term),
            FOREIGN KEY (grid_id, term) REFERENCES grid_term (grid_id, term) ON DELETE CASCADE,
            FOREIGN KEY (grid_id, item_index) REFERENCES grid_base (grid_id, item_index) ON DELETE CASCADE
        ) STRICT;


        """

    /// What the user of the tables fills in: who was shown which grid, and what they tapped.
    private static let gridSessions = """
        CREATE TABLE grid_session (
            session TEXT NOT NULL PRIMARY KEY CHECK (session <> ''),
            grid_id INTEGER NOT NULL REFERENCES grid (grid_id) ON DELETE CASCADE,
            UNIQUE (session, grid_id)
        ) STRICT;

        CREATE TABLE grid_tap (
            session TEXT NOT NULL,
            grid_id INTEGER NOT NULL,
            item_id TEXT NOT NULL,
            PRIMARY KEY (session, item_id),
            FOREIGN KEY (session, grid_id) REFERENCES grid_session (session, grid_id) ON DELETE CASCADE,
            FOREIGN KEY (grid_id, item_id) REFERENCES grid_tile (grid_id, item_id)
        ) STRICT;

        CREATE TABLE grid_session_feature (
            session TEXT NOT NULL REFERENCES grid_session (session) ON DELETE CASCADE,
            feature TEXT NOT NULL CHECK (feature <> ''),
            value TEXT NOT NULL,
            PRIMARY KEY (session, feature, value)
        ) STRICT;


        """

    /// s = base + the weights of every term that holds for the session, in SQL that SQLite, PostgreSQL and
    /// DuckDB read alike.
    ///
    /// The weights are looked up item by item: then `WHERE session = …` is all that a query planner needs to
    /// read one session alone, where a grouped sum over all sessions would be made first. A tile's own term
    /// has the number of the tile.
    ///
    /// - Parameter order: what puts items of equal scores in the order of their ids.
    static func recommendation(order: String) -> String {
        """
        SELECT
            session,
            row_number() OVER (PARTITION BY session ORDER BY score DESC, \(order)) AS rank,
            item_id,
            title,
            score,
            grid_id
        FROM (
            SELECT
                person.session,
                item.grid_id,
                item.item_index,
                item.item_id,
                item.title,
                item.base + coalesce((
                    SELECT sum(weight.weight)
                    FROM grid_tap AS tap
                    JOIN grid_tile AS tile ON tile.grid_id = tap.grid_id AND tile.item_id = tap.item_id
                    JOIN grid_weight AS weight
                        ON weight.grid_id = tile.grid_id AND weight.term = tile.tile AND weight.item_index = item.item_index
                    WHERE tap.session = person.session
                ), 0) + coalesce((
                    SELECT sum(weight.weight)
                    FROM grid_tap AS tap
                    JOIN grid_tile AS tile ON tile.grid_id = tap.grid_id AND tile.item_id = tap.item_id
                    JOIN grid_tap AS other_tap ON other_tap.session = tap.session
                    JOIN grid_tile AS other_tile
                        ON other_tile.grid_id = other_tap.grid_id AND other_tile.item_id = other_tap.item_id
                        AND other_tile.tile > tile.tile
                    JOIN grid_term AS term
                        ON term.grid_id = tile.grid_id AND term.tile = tile.tile AND term.other_tile = other_tile.tile
                    JOIN grid_weight AS weight
                        ON weight.grid_id = term.grid_id AND weight.term = term.term AND weight.item_index = item.item_index
                    WHERE tap.session = person.session
                ), 0) + coalesce((
                    SELECT sum(weight.weight)
                    FROM grid_session_feature AS known
                    JOIN grid_term AS term
                        ON term.grid_id = item.grid_id AND term.feature = known.feature AND term.value = known.value
                    JOIN grid_weight AS weight
                        ON weight.grid_id = term.grid_id AND weight.term = term.term AND weight.item_index = item.item_index
                    WHERE known.session = person.session
                ), 0) + coalesce((
                    SELECT weight.weight
                    FROM grid_term AS term
                    JOIN grid_weight AS weight
                        ON weight.grid_id = term.grid_id AND weight.term = term.term AND weight.item_index = item.item_index
                    WHERE term.grid_id = item.grid_id AND term.tile IS NULL AND term.feature IS NULL
                        AND NOT EXISTS (SELECT 1 FROM grid_session_feature AS known WHERE known.session = person.session)
                ), 0) AS score
            FROM grid_session AS person
            JOIN grid_base AS item ON item.grid_id = person.grid_id
        ) AS scored
        """
    }
}
