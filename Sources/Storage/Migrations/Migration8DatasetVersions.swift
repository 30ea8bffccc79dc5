/// The kind of feedback, and the versions of a dataset that grows. Never edit a migration that was released: add another.
///
/// What was made from the dataset refers to the version that it was made from rather than to the latest, so that it stays when
/// more data come. Only a constraint changes, which SQLite allows in the text of the schema (sqlite.org/lang_altertable.html,
/// "Making Other Kinds Of Table Schema Changes").
enum Migration8DatasetVersions {
    static let sql = """
        ALTER TABLE dataset ADD COLUMN feedback TEXT NOT NULL DEFAULT 'explicit' CHECK (feedback IN ('explicit', 'implicit'));

        CREATE TABLE dataset_version (
            content_hash TEXT NOT NULL PRIMARY KEY CHECK (length(content_hash) = 64 AND content_hash NOT GLOB '*[^0-9a-f]*'),
            dataset_id INTEGER NOT NULL REFERENCES dataset (dataset_id) ON DELETE CASCADE,
            version INTEGER NOT NULL UNIQUE CHECK (version >= 1),
            encoding_json TEXT CHECK (encoding_json IS NULL OR json_valid(encoding_json))
        ) STRICT, WITHOUT ROWID;

        INSERT INTO dataset_version (content_hash, dataset_id, version) SELECT content_hash, dataset_id, 1 FROM dataset;

        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema
        SET sql = replace(sql, 'REFERENCES dataset (content_hash)', 'REFERENCES dataset_version (content_hash)')
        WHERE type = 'table' AND name IN ('model', 'scoring_run', 'analysis_run');
        PRAGMA writable_schema = RESET;

        PRAGMA user_version = 8;
        """
}
