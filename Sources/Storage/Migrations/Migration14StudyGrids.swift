/// Studies with grids: they need no model, and their participants tap tiles. Never edit a migration that was released: add
/// another.
enum Migration14StudyGrids {
    static let sql = model + taps + "PRAGMA user_version = 14;"

    /// A column loses its NOT NULL only by being made again; the lock of launched studies rests meanwhile.
    private static let model = """
        DROP TRIGGER study_locked;
        DROP INDEX study_by_model;
        ALTER TABLE study ADD COLUMN recommending_model INTEGER REFERENCES model (model_id);
        UPDATE study SET recommending_model = model_id;
        ALTER TABLE study DROP COLUMN model_id;
        ALTER TABLE study RENAME COLUMN recommending_model TO model_id;
        CREATE INDEX study_by_model ON study (model_id);

        CREATE TRIGGER study_locked BEFORE UPDATE OF study_id, name, model_id, design_json, design_hash, created_at, launched_at
        ON study WHEN OLD.status <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;


        """

    private static let taps = """
        CREATE TABLE study_grid_page (
            participant_id TEXT NOT NULL REFERENCES participant (participant_id) ON DELETE CASCADE,
            part INTEGER NOT NULL CHECK (part >= 0),
            page INTEGER NOT NULL CHECK (page >= 0),
            arm INTEGER NOT NULL CHECK (arm >= 0),
            milliseconds INTEGER CHECK (milliseconds >= 0),
            answered_at TEXT NOT NULL CHECK (answered_at GLOB '????-??-??T??:??:??.???Z'),
            revisions INTEGER NOT NULL CHECK (revisions >= 0),
            PRIMARY KEY (participant_id, part, page)
        ) STRICT;

        CREATE TABLE study_tile (
            participant_id TEXT NOT NULL,
            part INTEGER NOT NULL,
            page INTEGER NOT NULL,
            place INTEGER NOT NULL CHECK (place >= 0),
            item_id TEXT NOT NULL CHECK (item_id <> ''),
            is_tapped INTEGER NOT NULL CHECK (is_tapped IN (0, 1)),
            PRIMARY KEY (participant_id, part, place),
            UNIQUE (participant_id, part, item_id),
            FOREIGN KEY (participant_id, part, page) REFERENCES study_grid_page (participant_id, part, page) ON DELETE CASCADE
        ) STRICT;

        CREATE INDEX study_tile_by_page ON study_tile (participant_id, part, page);


        """
}
