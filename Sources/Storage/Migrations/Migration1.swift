/// The tables and views of the first schema, by area. Never edit a migration that was released: add another.
///
/// Users and items are numbered once and for all when they are imported (`user_index`, `item_index`); the
/// dataset's own ids are text, in `user`, `item` and the views. All tables have rowids, and no column takes
/// values of several types, so that every client reads them.
enum Migration1 {
    static let sql =
        dataset + models + lists + grids + analyses + studies + studyAnswers + access + views + studyViews
        + numbers

    private static let numbers = """
        PRAGMA application_id = 1229145410; -- 'ICEB'
        PRAGMA user_version = 1;
        """
}

extension Migration1 {
    static let dataset = """
        CREATE TABLE dataset (
            dataset_id INTEGER PRIMARY KEY CHECK (dataset_id = 1),
            name TEXT NOT NULL,
            format TEXT NOT NULL,
            content_hash TEXT NOT NULL UNIQUE CHECK (length(content_hash) = 64 AND content_hash NOT GLOB '*[^0-9a-f]*'),
            feedback TEXT NOT NULL CHECK (feedback IN ('explicit', 'implicit')),
            rating_minimum REAL NOT NULL,
            rating_maximum REAL NOT NULL,
            has_timestamps INTEGER NOT NULL CHECK (has_timestamps IN (0, 1)),
            user_count INTEGER NOT NULL CHECK (user_count >= 0),
            item_count INTEGER NOT NULL CHECK (item_count >= 0),
            rating_count INTEGER NOT NULL CHECK (rating_count >= 0),
            rating_rule TEXT CHECK (rating_rule IN ('latest', 'first', 'mean')),
            rerating_count INTEGER NOT NULL CHECK (rerating_count >= 0),
            CHECK (rating_minimum <= rating_maximum)
        ) STRICT;

        CREATE TABLE dataset_version (
            content_hash TEXT NOT NULL PRIMARY KEY CHECK (length(content_hash) = 64 AND content_hash NOT GLOB '*[^0-9a-f]*'),
            dataset_id INTEGER NOT NULL REFERENCES dataset (dataset_id) ON DELETE CASCADE,
            version INTEGER NOT NULL UNIQUE CHECK (version >= 1),
            encoding_json TEXT CHECK (encoding_json IS NULL OR json_valid(encoding_json))
        ) STRICT;

        CREATE TABLE rejection (
            rejection_id INTEGER PRIMARY KEY,
            file TEXT NOT NULL,
            reason TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            first_line INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE import_warning (
            import_warning_id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('join', 'ids', 'rows', 'ratings', 'times', 'feature')),
            count INTEGER NOT NULL CHECK (count > 0),
            text TEXT NOT NULL CHECK (text <> '')
        ) STRICT;

        CREATE TABLE user (
            user_index INTEGER PRIMARY KEY CHECK (user_index >= 0),
            user_id TEXT NOT NULL UNIQUE,
            position INTEGER NOT NULL UNIQUE CHECK (position >= 0)
        ) STRICT;

        CREATE TABLE item (
            item_index INTEGER PRIMARY KEY CHECK (item_index >= 0),
            item_id TEXT NOT NULL UNIQUE,
            position INTEGER NOT NULL UNIQUE CHECK (position >= 0),
            title TEXT NOT NULL,
            year INTEGER,
            genres TEXT,
            poster TEXT
        ) STRICT;

        CREATE TABLE feature (
            feature_id INTEGER PRIMARY KEY,
            side TEXT NOT NULL CHECK (side IN ('user', 'item')),
            position INTEGER NOT NULL CHECK (position >= 0),
            name TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('categorical', 'multivalued', 'numeric', 'text')),
            role TEXT CHECK (role IN ('title', 'year', 'genres', 'poster')),
            is_input INTEGER NOT NULL CHECK (is_input IN (0, 1)),
            UNIQUE (side, position),
            UNIQUE (side, name),
            CHECK (kind <> 'text' OR is_input = 0)
        ) STRICT;

        CREATE TABLE feature_token (
            feature_id INTEGER NOT NULL REFERENCES feature (feature_id) ON DELETE CASCADE,
            token_index INTEGER NOT NULL CHECK (token_index >= 0),
            token TEXT NOT NULL,
            PRIMARY KEY (feature_id, token_index),
            UNIQUE (feature_id, token)
        ) STRICT;

        CREATE TABLE user_feature (
            feature_id INTEGER NOT NULL REFERENCES feature (feature_id) ON DELETE CASCADE,
            user_index INTEGER NOT NULL REFERENCES user (user_index) ON DELETE CASCADE,
            value_text TEXT,
            value_number REAL,
            PRIMARY KEY (feature_id, user_index),
            CHECK ((value_text IS NULL) <> (value_number IS NULL))
        ) STRICT;

        CREATE TABLE item_feature (
            feature_id INTEGER NOT NULL REFERENCES feature (feature_id) ON DELETE CASCADE,
            item_index INTEGER NOT NULL REFERENCES item (item_index) ON DELETE CASCADE,
            value_text TEXT,
            value_number REAL,
            PRIMARY KEY (feature_id, item_index),
            CHECK ((value_text IS NULL) <> (value_number IS NULL))
        ) STRICT;

        CREATE TABLE interaction (
            interaction_id INTEGER PRIMARY KEY CHECK (interaction_id = user_index * 4294967296 + item_index),
            user_index INTEGER NOT NULL REFERENCES user (user_index) ON DELETE CASCADE,
            item_index INTEGER NOT NULL REFERENCES item (item_index) ON DELETE CASCADE,
            rating REAL NOT NULL,
            timestamp REAL
        ) STRICT;

        CREATE TABLE repeated_rating (
            interaction_id INTEGER NOT NULL REFERENCES interaction (interaction_id) ON DELETE CASCADE,
            position INTEGER NOT NULL CHECK (position >= 0),
            rating REAL NOT NULL,
            timestamp REAL,
            PRIMARY KEY (interaction_id, position)
        ) STRICT;


        """
}
