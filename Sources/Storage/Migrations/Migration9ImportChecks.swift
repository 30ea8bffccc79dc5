/// Repeated ratings, and what an import warned of. Never edit a migration that was released: add another.
enum Migration9ImportChecks {
    static let sql = """
        ALTER TABLE dataset ADD COLUMN rating_rule TEXT CHECK (rating_rule IN ('latest', 'first', 'mean'));
        ALTER TABLE dataset ADD COLUMN rerating_count INTEGER NOT NULL DEFAULT 0 CHECK (rerating_count >= 0);
        UPDATE dataset SET rating_rule = 'latest' WHERE has_timestamps = 1 AND feedback = 'explicit';

        CREATE TABLE repeated_rating (
            user_id ANY NOT NULL,
            item_id ANY NOT NULL,
            position INTEGER NOT NULL CHECK (position >= 0),
            rating REAL NOT NULL,
            timestamp REAL,
            PRIMARY KEY (user_id, item_id, position),
            FOREIGN KEY (user_id, item_id) REFERENCES interaction (user_id, item_id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE import_warning (
            import_warning_id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('join', 'ids', 'rows', 'ratings', 'times', 'feature')),
            count INTEGER NOT NULL CHECK (count > 0),
            text TEXT NOT NULL CHECK (text <> '')
        ) STRICT;

        PRAGMA user_version = 9;
        """
}
