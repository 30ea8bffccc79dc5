/// User studies, what their participants did, the keys of the service and those who may see results.
extension Migration1 {
    static let studies = studyDesigns + studyLocks

    private static let studyDesigns = """
        CREATE TABLE study (
            study_id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64 AND name NOT GLOB '*[^a-z0-9-]*'),
            status TEXT NOT NULL CHECK (status IN ('draft', 'launched', 'closed')),
            model_id INTEGER REFERENCES model (model_id),
            design_json TEXT NOT NULL CHECK (json_valid(design_json)),
            design_hash TEXT CHECK (length(design_hash) = 64 AND design_hash NOT GLOB '*[^0-9a-f]*'),
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z'),
            launched_at TEXT CHECK (launched_at GLOB '????-??-??T??:??:??Z'),
            closed_at TEXT CHECK (closed_at GLOB '????-??-??T??:??:??Z'),
            CHECK ((status = 'draft') = (design_hash IS NULL)),
            CHECK ((status = 'draft') = (launched_at IS NULL)),
            CHECK ((status = 'closed') = (closed_at IS NOT NULL))
        ) STRICT;

        CREATE TABLE study_arm (
            study_id INTEGER NOT NULL REFERENCES study (study_id) ON DELETE CASCADE,
            position INTEGER NOT NULL CHECK (position >= 0),
            name TEXT NOT NULL CHECK (name <> ''),
            list_id INTEGER NOT NULL REFERENCES list (list_id),
            PRIMARY KEY (study_id, position),
            UNIQUE (study_id, name),
            UNIQUE (study_id, list_id)
        ) STRICT;

        CREATE TABLE study_text (
            study_id INTEGER NOT NULL REFERENCES study (study_id) ON DELETE CASCADE,
            language TEXT NOT NULL CHECK (language <> ''),
            texts_json TEXT NOT NULL CHECK (json_valid(texts_json)),
            hash TEXT NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
            PRIMARY KEY (study_id, language)
        ) STRICT;

        CREATE TABLE study_material (
            study_id INTEGER PRIMARY KEY REFERENCES study (study_id) ON DELETE CASCADE,
            material_json TEXT NOT NULL CHECK (json_valid(material_json)),
            hash TEXT NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*')
        ) STRICT;

        CREATE INDEX study_by_model ON study (model_id);
        CREATE INDEX study_arm_by_list ON study_arm (list_id);


        """

    /// Deleting a study as a whole is allowed: its own row is gone when those of its arms, texts and material
    /// go.
    private static let studyLocks = """
        CREATE TRIGGER study_locked BEFORE UPDATE OF study_id, name, model_id, design_json, design_hash, created_at, launched_at
        ON study WHEN OLD.status <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;

        CREATE TRIGGER study_status BEFORE UPDATE OF status ON study
        WHEN NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (VALUES ('draft', 'launched'), ('launched', 'closed'))
        BEGIN SELECT RAISE(ABORT, 'a study goes from draft to launched to closed'); END;

        CREATE TRIGGER study_arm_added BEFORE INSERT ON study_arm
        WHEN (SELECT status FROM study WHERE study_id = NEW.study_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;

        CREATE TRIGGER study_arm_changed BEFORE UPDATE ON study_arm
        WHEN (SELECT status FROM study WHERE study_id = OLD.study_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;

        CREATE TRIGGER study_arm_removed BEFORE DELETE ON study_arm
        WHEN (SELECT status FROM study WHERE study_id = OLD.study_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;

        CREATE TRIGGER study_text_added BEFORE INSERT ON study_text
        WHEN (SELECT status FROM study WHERE study_id = NEW.study_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;

        CREATE TRIGGER study_text_changed BEFORE UPDATE ON study_text
        WHEN (SELECT status FROM study WHERE study_id = OLD.study_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;

        CREATE TRIGGER study_text_removed BEFORE DELETE ON study_text
        WHEN (SELECT status FROM study WHERE study_id = OLD.study_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;

        CREATE TRIGGER study_material_added BEFORE INSERT ON study_material
        WHEN (SELECT status FROM study WHERE study_id = NEW.study_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;

        CREATE TRIGGER study_material_changed BEFORE UPDATE ON study_material
        WHEN (SELECT status FROM study WHERE study_id = OLD.study_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;

        CREATE TRIGGER study_material_removed BEFORE DELETE ON study_material
        WHEN (SELECT status FROM study WHERE study_id = OLD.study_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;


        """

    static let studyAnswers = """
        CREATE TABLE participant (
            participant_id TEXT NOT NULL PRIMARY KEY CHECK (length(participant_id) BETWEEN 1 AND 128),
            study_id INTEGER NOT NULL REFERENCES study (study_id) ON DELETE CASCADE,
            number INTEGER NOT NULL CHECK (number >= 0),
            condition TEXT NOT NULL CHECK (json_valid(condition) AND json_type(condition) = 'array'),
            language TEXT CHECK (language <> ''),
            consented_at TEXT CHECK (consented_at GLOB '????-??-??T??:??:??.???Z'),
            about_at TEXT CHECK (about_at GLOB '????-??-??T??:??:??.???Z'),
            completed_at TEXT CHECK (completed_at GLOB '????-??-??T??:??:??.???Z'),
            completion_code TEXT UNIQUE CHECK (length(completion_code) = 8),
            withdrawn_at TEXT CHECK (withdrawn_at GLOB '????-??-??T??:??:??.???Z'),
            UNIQUE (study_id, number),
            CHECK ((completed_at IS NULL) = (completion_code IS NULL)),
            CHECK ((language IS NULL) = (withdrawn_at IS NOT NULL)),
            CHECK ((consented_at IS NULL) = (withdrawn_at IS NOT NULL)),
            CHECK (withdrawn_at IS NULL OR (about_at IS NULL AND completed_at IS NULL))
        ) STRICT;

        CREATE TABLE participant_feature (
            participant_id TEXT NOT NULL REFERENCES participant (participant_id) ON DELETE CASCADE,
            feature TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (participant_id, feature, value)
        ) STRICT;

        CREATE TABLE study_response (
            participant_id TEXT NOT NULL REFERENCES participant (participant_id) ON DELETE CASCADE,
            part INTEGER NOT NULL CHECK (part >= 0),
            place INTEGER NOT NULL CHECK (place >= 0),
            arm INTEGER NOT NULL CHECK (arm >= 0),
            item_index INTEGER NOT NULL REFERENCES item (item_index),
            rating REAL,
            milliseconds INTEGER CHECK (milliseconds >= 0),
            is_carried_over INTEGER NOT NULL CHECK (is_carried_over IN (0, 1)),
            answered_at TEXT NOT NULL CHECK (answered_at GLOB '????-??-??T??:??:??.???Z'),
            revisions INTEGER NOT NULL CHECK (revisions >= 0),
            PRIMARY KEY (participant_id, part, place),
            UNIQUE (participant_id, part, item_index)
        ) STRICT;

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
            item_index INTEGER NOT NULL REFERENCES item (item_index),
            is_tapped INTEGER NOT NULL CHECK (is_tapped IN (0, 1)),
            PRIMARY KEY (participant_id, part, place),
            UNIQUE (participant_id, part, item_index),
            FOREIGN KEY (participant_id, part, page) REFERENCES study_grid_page (participant_id, part, page) ON DELETE CASCADE
        ) STRICT;

        CREATE INDEX study_tile_by_page ON study_tile (participant_id, part, page);

        CREATE TABLE study_recommendation (
            participant_id TEXT NOT NULL REFERENCES participant (participant_id) ON DELETE CASCADE,
            part INTEGER NOT NULL CHECK (part >= 0),
            rank INTEGER NOT NULL CHECK (rank >= 1),
            arm INTEGER NOT NULL CHECK (arm >= 0),
            item_index INTEGER NOT NULL REFERENCES item (item_index),
            estimate REAL NOT NULL,
            rating REAL,
            is_selected INTEGER NOT NULL CHECK (is_selected IN (0, 1)),
            answered_at TEXT CHECK (answered_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (participant_id, part, rank),
            UNIQUE (participant_id, part, item_index),
            CHECK (answered_at IS NOT NULL OR (rating IS NULL AND is_selected = 0))
        ) STRICT;

        CREATE TABLE study_part (
            participant_id TEXT NOT NULL REFERENCES participant (participant_id) ON DELETE CASCADE,
            part INTEGER NOT NULL CHECK (part >= 0),
            finished_at TEXT NOT NULL CHECK (finished_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (participant_id, part)
        ) STRICT;

        CREATE TABLE questionnaire_answer (
            participant_id TEXT NOT NULL REFERENCES participant (participant_id) ON DELETE CASCADE,
            question TEXT NOT NULL CHECK (question <> ''),
            answer INTEGER NOT NULL CHECK (answer >= 0),
            PRIMARY KEY (participant_id, question)
        ) STRICT;


        """

    static let access = """
        CREATE TABLE api_key (
            api_key_id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL CHECK (name <> ''),
            key_hash TEXT NOT NULL UNIQUE CHECK (key_hash <> ''),
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z'),
            revoked_at TEXT CHECK (revoked_at GLOB '????-??-??T??:??:??Z')
        ) STRICT;

        CREATE UNIQUE INDEX api_key_in_use ON api_key (name) WHERE revoked_at IS NULL;

        CREATE TABLE administrator (
            name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
            password_hash TEXT NOT NULL CHECK (password_hash <> ''),
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z')
        ) STRICT;


        """
}
