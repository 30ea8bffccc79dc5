/// Tables of scores and onboarding lists. Never edit a migration that was released: add another.
enum Migration3Lists {
    static let sql = """
        CREATE TABLE scoring_run (
            scoring_run_id INTEGER PRIMARY KEY AUTOINCREMENT,
            model_id INTEGER REFERENCES model (model_id) ON DELETE CASCADE,
            strategy TEXT NOT NULL CHECK (strategy <> ''),
            gradient TEXT CHECK (gradient IN ('loss', 'unit-error', 'unit-loss')),
            parameters TEXT CHECK (parameters IN ('decision', 'all')),
            norm TEXT CHECK (norm IN ('global', 'sum')),
            normalization TEXT,
            seed INTEGER NOT NULL,
            options_json TEXT NOT NULL CHECK (json_valid(options_json)),
            dataset_hash TEXT NOT NULL REFERENCES dataset (content_hash) ON DELETE CASCADE,
            software_version TEXT NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z')
        ) STRICT;

        CREATE TABLE item_score (
            scoring_run_id INTEGER NOT NULL REFERENCES scoring_run (scoring_run_id) ON DELETE CASCADE,
            item_id ANY NOT NULL REFERENCES item (item_id) ON DELETE CASCADE,
            gradient_norm REAL CHECK (gradient_norm >= 0),
            popularity INTEGER NOT NULL CHECK (popularity >= 0),
            gradient_norm_normalized REAL CHECK (gradient_norm_normalized BETWEEN 0 AND 1),
            popularity_normalized REAL NOT NULL CHECK (popularity_normalized BETWEEN 0 AND 1),
            score REAL NOT NULL,
            PRIMARY KEY (scoring_run_id, item_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE onboarding_list (
            list_id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL CHECK (name <> ''),
            version INTEGER NOT NULL CHECK (version >= 1),
            scoring_run_id INTEGER NOT NULL REFERENCES scoring_run (scoring_run_id) ON DELETE CASCADE,
            item_count INTEGER NOT NULL CHECK (item_count >= 1),
            rules_json TEXT NOT NULL CHECK (json_valid(rules_json)),
            overlap_with_popularity INTEGER NOT NULL CHECK (overlap_with_popularity BETWEEN 0 AND item_count),
            score_cost REAL NOT NULL,
            software_version TEXT NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z'),
            UNIQUE (name, version)
        ) STRICT;

        CREATE TABLE onboarding_list_item (
            list_id INTEGER NOT NULL REFERENCES onboarding_list (list_id) ON DELETE CASCADE,
            rank INTEGER NOT NULL CHECK (rank >= 1),
            item_id ANY NOT NULL REFERENCES item (item_id) ON DELETE CASCADE,
            score REAL NOT NULL,
            pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
            why TEXT NOT NULL,
            known_share REAL NOT NULL CHECK (known_share BETWEEN 0 AND 1),
            PRIMARY KEY (list_id, rank),
            UNIQUE (list_id, item_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE onboarding_list_displaced (
            list_id INTEGER NOT NULL REFERENCES onboarding_list (list_id) ON DELETE CASCADE,
            item_id ANY NOT NULL REFERENCES item (item_id) ON DELETE CASCADE,
            rule TEXT NOT NULL CHECK (rule <> ''),
            score REAL NOT NULL,
            replaced_by ANY REFERENCES item (item_id) ON DELETE SET NULL,
            PRIMARY KEY (list_id, item_id)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX scoring_run_by_model ON scoring_run (model_id);
        CREATE INDEX scoring_run_by_dataset ON scoring_run (dataset_hash);
        CREATE INDEX onboarding_list_by_run ON onboarding_list (scoring_run_id);

        PRAGMA user_version = 3;
        """
}
