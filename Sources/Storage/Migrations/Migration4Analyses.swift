/// Tables of offline evaluations. Never edit a migration that was released: add another.
enum Migration4Analyses {
    static let sql = """
        CREATE TABLE analysis_run (
            analysis_run_id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind <> ''),
            model_id INTEGER REFERENCES model (model_id) ON DELETE CASCADE,
            seed INTEGER NOT NULL,
            options_json TEXT NOT NULL CHECK (json_valid(options_json)),
            dataset_hash TEXT NOT NULL REFERENCES dataset (content_hash) ON DELETE CASCADE,
            software_version TEXT NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z')
        ) STRICT;

        CREATE TABLE evaluation (
            analysis_run_id INTEGER NOT NULL REFERENCES analysis_run (analysis_run_id) ON DELETE CASCADE,
            scenario TEXT NOT NULL,
            method TEXT NOT NULL,
            local_steps INTEGER NOT NULL CHECK (local_steps >= 0),
            metric TEXT NOT NULL,
            value REAL NOT NULL,
            interval_low REAL,
            interval_high REAL,
            users INTEGER NOT NULL CHECK (users >= 0),
            PRIMARY KEY (analysis_run_id, scenario, method, local_steps, metric),
            CHECK ((interval_low IS NULL) = (interval_high IS NULL)),
            CHECK (interval_low <= interval_high)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE elicitation_result (
            analysis_run_id INTEGER NOT NULL REFERENCES analysis_run (analysis_run_id) ON DELETE CASCADE,
            strategy TEXT NOT NULL,
            predictor TEXT NOT NULL,
            shown INTEGER NOT NULL CHECK (shown >= 0),
            metric TEXT NOT NULL,
            answered_mean REAL NOT NULL CHECK (answered_mean BETWEEN 0 AND shown),
            value REAL NOT NULL,
            difference REAL,
            interval_low REAL,
            interval_high REAL,
            p REAL CHECK (p BETWEEN 0 AND 1),
            p_holm REAL CHECK (p_holm BETWEEN 0 AND 1),
            effect_size REAL,
            users INTEGER NOT NULL CHECK (users >= 0),
            PRIMARY KEY (analysis_run_id, strategy, predictor, shown, metric),
            CHECK ((interval_low IS NULL) = (interval_high IS NULL)),
            CHECK (interval_low <= interval_high)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX analysis_run_by_model ON analysis_run (model_id);
        CREATE INDEX analysis_run_by_dataset ON analysis_run (dataset_hash);

        PRAGMA user_version = 4;
        """
}
