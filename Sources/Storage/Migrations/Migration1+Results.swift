/// Models, lists with their scores, and analyses.
extension Migration1 {
    static let models = """
        CREATE TABLE model (
            model_id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT UNIQUE,
            source TEXT NOT NULL CHECK (source IN ('trained', 'imported')),
            status TEXT NOT NULL CHECK (status IN ('training', 'finished')),
            dataset_hash TEXT NOT NULL REFERENCES dataset_version (content_hash) ON DELETE CASCADE,
            scalar TEXT NOT NULL CHECK (scalar IN ('float', 'double')),
            seed INTEGER NOT NULL,
            options_json TEXT NOT NULL CHECK (json_valid(options_json)),
            epochs_done INTEGER NOT NULL CHECK (epochs_done >= 0),
            validation_loss REAL,
            validation_mae REAL,
            software_version TEXT NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z'),
            finished_at TEXT CHECK (finished_at GLOB '????-??-??T??:??:??.???Z'),
            weights BLOB NOT NULL,
            optimizer_state BLOB
        ) STRICT;

        CREATE INDEX model_by_dataset ON model (dataset_hash);
        CREATE INDEX model_by_finish ON model (finished_at) WHERE status = 'finished';

        CREATE TABLE training_epoch (
            model_id INTEGER NOT NULL REFERENCES model (model_id) ON DELETE CASCADE,
            epoch INTEGER NOT NULL CHECK (epoch >= 1),
            query_loss REAL NOT NULL,
            validation_loss REAL,
            validation_mae REAL,
            global_learning_rate REAL NOT NULL,
            PRIMARY KEY (model_id, epoch)
        ) STRICT;

        CREATE TABLE training_timing (
            model_id INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            seconds REAL NOT NULL CHECK (seconds >= 0),
            finished_at TEXT NOT NULL CHECK (finished_at GLOB '????-??-??T??:??:??Z'),
            PRIMARY KEY (model_id, epoch),
            FOREIGN KEY (model_id, epoch) REFERENCES training_epoch (model_id, epoch) ON DELETE CASCADE
        ) STRICT;


        """

    static let lists = """
        CREATE TABLE scoring_run (
            scoring_run_id INTEGER PRIMARY KEY AUTOINCREMENT,
            model_id INTEGER REFERENCES model (model_id) ON DELETE CASCADE,
            strategy TEXT NOT NULL CHECK (strategy <> ''),
            gradient TEXT CHECK (gradient IN ('loss', 'unit-error', 'unit-loss')),
            parameters TEXT CHECK (parameters IN ('decision', 'all')),
            norm TEXT CHECK (norm IN ('global', 'sum')),
            normalization TEXT,
            popularity TEXT CHECK (popularity IN ('users', 'support')),
            seed INTEGER NOT NULL,
            options_json TEXT NOT NULL CHECK (json_valid(options_json)),
            dataset_hash TEXT NOT NULL REFERENCES dataset_version (content_hash) ON DELETE CASCADE,
            software_version TEXT NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z')
        ) STRICT;

        CREATE INDEX scoring_run_by_model ON scoring_run (model_id);
        CREATE INDEX scoring_run_by_dataset ON scoring_run (dataset_hash);

        CREATE TABLE item_score (
            scoring_run_id INTEGER NOT NULL REFERENCES scoring_run (scoring_run_id) ON DELETE CASCADE,
            item_index INTEGER NOT NULL REFERENCES item (item_index) ON DELETE CASCADE,
            gradient_norm REAL CHECK (gradient_norm >= 0),
            popularity INTEGER NOT NULL CHECK (popularity >= 0),
            gradient_norm_normalized REAL CHECK (gradient_norm_normalized BETWEEN 0 AND 1),
            popularity_normalized REAL NOT NULL CHECK (popularity_normalized BETWEEN 0 AND 1),
            score REAL NOT NULL,
            PRIMARY KEY (scoring_run_id, item_index)
        ) STRICT;

        CREATE TABLE list (
            list_id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL CHECK (name <> ''),
            version INTEGER NOT NULL CHECK (version >= 1),
            scoring_run_id INTEGER NOT NULL REFERENCES scoring_run (scoring_run_id) ON DELETE CASCADE,
            item_count INTEGER NOT NULL CHECK (item_count >= 1),
            rules_json TEXT NOT NULL CHECK (json_valid(rules_json)),
            overlap_with_popularity INTEGER NOT NULL CHECK (overlap_with_popularity BETWEEN 0 AND item_count),
            score_cost REAL NOT NULL,
            note TEXT CHECK (note <> ''),
            software_version TEXT NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z'),
            UNIQUE (name, version)
        ) STRICT;

        CREATE INDEX list_by_run ON list (scoring_run_id);

        CREATE TABLE list_item (
            list_id INTEGER NOT NULL REFERENCES list (list_id) ON DELETE CASCADE,
            rank INTEGER NOT NULL CHECK (rank >= 1),
            item_index INTEGER NOT NULL REFERENCES item (item_index) ON DELETE CASCADE,
            score REAL NOT NULL,
            pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
            why TEXT NOT NULL,
            known_share REAL NOT NULL CHECK (known_share BETWEEN 0 AND 1),
            PRIMARY KEY (list_id, rank),
            UNIQUE (list_id, item_index)
        ) STRICT;

        CREATE TABLE list_displaced (
            list_id INTEGER NOT NULL REFERENCES list (list_id) ON DELETE CASCADE,
            item_index INTEGER NOT NULL REFERENCES item (item_index) ON DELETE CASCADE,
            rule TEXT NOT NULL CHECK (rule <> ''),
            score REAL NOT NULL,
            cost REAL NOT NULL,
            replaced_by INTEGER REFERENCES item (item_index) ON DELETE SET NULL,
            PRIMARY KEY (list_id, item_index)
        ) STRICT;


        """

    static let analyses = """
        CREATE TABLE analysis_run (
            analysis_run_id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind <> ''),
            model_id INTEGER REFERENCES model (model_id) ON DELETE CASCADE,
            seed INTEGER NOT NULL,
            options_json TEXT NOT NULL CHECK (json_valid(options_json)),
            dataset_hash TEXT NOT NULL REFERENCES dataset_version (content_hash) ON DELETE CASCADE,
            software_version TEXT NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z')
        ) STRICT;

        CREATE INDEX analysis_run_by_model ON analysis_run (model_id);
        CREATE INDEX analysis_run_by_dataset ON analysis_run (dataset_hash);

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
        ) STRICT;

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
        ) STRICT;

        CREATE TABLE elicitation_by_answer (
            analysis_run_id INTEGER NOT NULL REFERENCES analysis_run (analysis_run_id) ON DELETE CASCADE,
            strategy TEXT NOT NULL,
            predictor TEXT NOT NULL,
            answered INTEGER NOT NULL CHECK (answered >= 0),
            metric TEXT NOT NULL,
            value REAL NOT NULL,
            value_low REAL NOT NULL,
            value_high REAL NOT NULL,
            difference REAL NOT NULL,
            interval_low REAL NOT NULL,
            interval_high REAL NOT NULL,
            users INTEGER NOT NULL CHECK (users >= 0),
            PRIMARY KEY (analysis_run_id, strategy, predictor, answered, metric),
            CHECK (value_low <= value_high),
            CHECK (interval_low <= interval_high)
        ) STRICT;

        CREATE TABLE compared_list_item (
            analysis_run_id INTEGER NOT NULL REFERENCES analysis_run (analysis_run_id) ON DELETE CASCADE,
            strategy TEXT NOT NULL,
            rank INTEGER NOT NULL CHECK (rank >= 1),
            item_index INTEGER NOT NULL REFERENCES item (item_index) ON DELETE CASCADE,
            score REAL,
            PRIMARY KEY (analysis_run_id, strategy, rank),
            UNIQUE (analysis_run_id, strategy, item_index)
        ) STRICT;

        CREATE TABLE strategy_measure (
            analysis_run_id INTEGER NOT NULL REFERENCES analysis_run (analysis_run_id) ON DELETE CASCADE,
            strategy TEXT NOT NULL,
            predictor TEXT NOT NULL,
            measure TEXT NOT NULL CHECK (measure <> ''),
            value REAL NOT NULL,
            interval_low REAL,
            interval_high REAL,
            PRIMARY KEY (analysis_run_id, strategy, predictor, measure),
            CHECK ((interval_low IS NULL) = (interval_high IS NULL)),
            CHECK (interval_low <= interval_high)
        ) STRICT;

        CREATE TABLE list_similarity (
            analysis_run_id INTEGER NOT NULL REFERENCES analysis_run (analysis_run_id) ON DELETE CASCADE,
            strategy TEXT NOT NULL,
            other_strategy TEXT NOT NULL,
            measure TEXT NOT NULL CHECK (measure IN ('overlap', 'rank-biased-overlap', 'kendall-tau')),
            value REAL NOT NULL,
            PRIMARY KEY (analysis_run_id, strategy, other_strategy, measure)
        ) STRICT;


        """
}
