/// Tables of the dataset. Never edit a migration that was released: add another.
enum Migration1Dataset {
    static let sql = """
        PRAGMA application_id = 1229145410; -- 'ICEB'

        CREATE TABLE dataset (
            dataset_id INTEGER PRIMARY KEY CHECK (dataset_id = 1),
            name TEXT NOT NULL,
            format TEXT NOT NULL,
            content_hash TEXT NOT NULL UNIQUE CHECK (length(content_hash) = 64 AND content_hash NOT GLOB '*[^0-9a-f]*'),
            rating_minimum REAL NOT NULL,
            rating_maximum REAL NOT NULL,
            has_timestamps INTEGER NOT NULL CHECK (has_timestamps IN (0, 1)),
            user_count INTEGER NOT NULL CHECK (user_count >= 0),
            item_count INTEGER NOT NULL CHECK (item_count >= 0),
            rating_count INTEGER NOT NULL CHECK (rating_count >= 0),
            CHECK (rating_minimum <= rating_maximum)
        ) STRICT;

        CREATE TABLE rejection (
            rejection_id INTEGER PRIMARY KEY,
            file TEXT NOT NULL,
            reason TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            first_line INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE user (
            user_id ANY NOT NULL PRIMARY KEY CHECK (typeof(user_id) IN ('integer', 'text'))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE item (
            item_id ANY NOT NULL PRIMARY KEY CHECK (typeof(item_id) IN ('integer', 'text')),
            title TEXT NOT NULL,
            year INTEGER,
            genres TEXT,
            poster TEXT
        ) STRICT, WITHOUT ROWID;

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
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE user_feature (
            feature_id INTEGER NOT NULL REFERENCES feature (feature_id) ON DELETE CASCADE,
            user_id ANY NOT NULL REFERENCES user (user_id) ON DELETE CASCADE,
            value ANY NOT NULL CHECK (typeof(value) IN ('text', 'real')),
            PRIMARY KEY (feature_id, user_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE item_feature (
            feature_id INTEGER NOT NULL REFERENCES feature (feature_id) ON DELETE CASCADE,
            item_id ANY NOT NULL REFERENCES item (item_id) ON DELETE CASCADE,
            value ANY NOT NULL CHECK (typeof(value) IN ('text', 'real')),
            PRIMARY KEY (feature_id, item_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE interaction (
            user_id ANY NOT NULL REFERENCES user (user_id) ON DELETE CASCADE,
            item_id ANY NOT NULL REFERENCES item (item_id) ON DELETE CASCADE,
            rating REAL NOT NULL,
            timestamp REAL,
            PRIMARY KEY (user_id, item_id)
        ) STRICT, WITHOUT ROWID;

        PRAGMA user_version = 1;
        """
}
