/// What launched studies keep of the dataset. Never edit a migration that was released: add another.
enum Migration11StudyMaterial {
    static let sql = """
        CREATE TABLE study_material (
            study_id INTEGER PRIMARY KEY REFERENCES study (study_id) ON DELETE CASCADE,
            material_json TEXT NOT NULL CHECK (json_valid(material_json)),
            hash TEXT NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*')
        ) STRICT;

        CREATE TRIGGER study_material_added BEFORE INSERT ON study_material
        WHEN (SELECT status FROM study WHERE study_id = NEW.study_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;

        CREATE TRIGGER study_material_changed BEFORE UPDATE ON study_material
        WHEN (SELECT status FROM study WHERE study_id = OLD.study_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;

        CREATE TRIGGER study_material_removed BEFORE DELETE ON study_material
        WHEN (SELECT status FROM study WHERE study_id = OLD.study_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a launched study cannot be changed'); END;

        PRAGMA user_version = 11;
        """
}
