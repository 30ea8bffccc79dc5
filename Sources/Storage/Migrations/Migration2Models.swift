/// Tables of models and their training. Never edit a migration that was released: add another.
enum Migration2Models {
    static let sql = """
        CREATE TABLE model (
            model_id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT UNIQUE,
            source TEXT NOT NULL CHECK (source IN ('trained', 'imported')),
            status TEXT NOT NULL CHECK (status IN ('training', 'finished')),
            dataset_hash TEXT NOT NULL REFERENCES dataset (content_hash) ON DELETE CASCADE,
            scalar TEXT NOT NULL CHECK (scalar IN ('float', 'double')),
            seed INTEGER NOT NULL,
            options_json TEXT NOT NULL CHECK (json_valid(options_json)),
            epochs_done INTEGER NOT NULL CHECK (epochs_done >= 0),
            validation_loss REAL,
            validation_mae REAL,
            software_version TEXT NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z'),
            weights BLOB NOT NULL,
            optimizer_state BLOB
        ) STRICT;

        CREATE TABLE training_epoch (
            model_id INTEGER NOT NULL REFERENCES model (model_id) ON DELETE CASCADE,
            epoch INTEGER NOT NULL CHECK (epoch >= 1),
            query_loss REAL NOT NULL,
            validation_loss REAL,
            validation_mae REAL,
            global_learning_rate REAL NOT NULL,
            PRIMARY KEY (model_id, epoch)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE training_timing (
            model_id INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            seconds REAL NOT NULL CHECK (seconds >= 0),
            finished_at TEXT NOT NULL CHECK (finished_at GLOB '????-??-??T??:??:??Z'),
            PRIMARY KEY (model_id, epoch),
            FOREIGN KEY (model_id, epoch) REFERENCES training_epoch (model_id, epoch) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX model_by_dataset ON model (dataset_hash);

        PRAGMA user_version = 2;
        """
}
