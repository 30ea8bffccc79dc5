/// Tables of what a comparison says beside the errors: the lists, their measures, and curves over the number answered.
/// Never edit a migration that was released: add another.
enum Migration6ListMeasures {
    static let sql = """
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
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE compared_list_item (
            analysis_run_id INTEGER NOT NULL REFERENCES analysis_run (analysis_run_id) ON DELETE CASCADE,
            strategy TEXT NOT NULL,
            rank INTEGER NOT NULL CHECK (rank >= 1),
            item_id ANY NOT NULL REFERENCES item (item_id) ON DELETE CASCADE,
            score REAL,
            PRIMARY KEY (analysis_run_id, strategy, rank),
            UNIQUE (analysis_run_id, strategy, item_id)
        ) STRICT, WITHOUT ROWID;

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
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE list_similarity (
            analysis_run_id INTEGER NOT NULL REFERENCES analysis_run (analysis_run_id) ON DELETE CASCADE,
            strategy TEXT NOT NULL,
            other_strategy TEXT NOT NULL,
            measure TEXT NOT NULL CHECK (measure IN ('overlap', 'rank-biased-overlap', 'kendall-tau')),
            value REAL NOT NULL,
            PRIMARY KEY (analysis_run_id, strategy, other_strategy, measure)
        ) STRICT, WITHOUT ROWID;

        PRAGMA user_version = 6;
        """
}
