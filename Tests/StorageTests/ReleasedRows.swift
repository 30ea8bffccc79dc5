/// A few rows for the tables of each schema, as that version wrote them; the first entry belongs to schema 1.
enum ReleasedRows {
    /// What may be stored as soon as a schema is there; one that adds no table needs no entry.
    static let sql = [dataset + models + lists + grids + analyses + studies]

    private static let hash = String(repeating: "0123456789abcdef", count: 4)

    private static let dataset = """
        INSERT INTO dataset VALUES (1, 'old', 'test', '\(hash)', 'explicit', 1, 5, 1, 2, 3, 2, 'mean', 1);
        INSERT INTO dataset_version VALUES ('\(hash)', 1, 1, NULL);
        INSERT INTO rejection VALUES (1, 'ratings.csv', 'rating outside the scale', 3, 12);
        INSERT INTO import_warning VALUES (1, 'times', 2, 'all 2 times are equal');
        INSERT INTO user VALUES (0, '1', 0), (1, 'zoë', 1);
        INSERT INTO item VALUES (0, '1', 0, 'One', 1999, 'Comedy|Drama', NULL),
            (1, '🎬', 2, '', NULL, NULL, NULL), (2, '9007199254740993', 1, 'Two', NULL, NULL, 'https://a/b.jpg');
        INSERT INTO feature VALUES (1, 'user', 0, 'age', 'numeric', NULL, 1), (2, 'item', 0, 'genres', 'multivalued', 'genres', 1);
        INSERT INTO feature_token VALUES (2, 0, 'Comedy'), (2, 1, 'Drama');
        INSERT INTO user_feature VALUES (1, 0, NULL, 25.5);
        INSERT INTO item_feature VALUES (2, 0, '["Comedy","Drama"]', NULL);
        INSERT INTO interaction VALUES (0, 0, 0, 4.5, 978300760.5), (4294967297, 1, 1, 1, NULL);
        INSERT INTO repeated_rating VALUES (0, 0, 4, 978300700.5), (0, 1, 5, 978300760.5);

        """

    private static let models = """
        INSERT INTO model VALUES (3, 'first', 'trained', 'finished', '\(hash)', 'float', -1, '{"a":1}', 1, 0.5, 0.25, '0.0.1',
            '2025-01-31T12:00:00Z', '2025-01-31T12:00:01.250Z', x'00ff10', NULL),
            (7, NULL, 'trained', 'training', '\(hash)', 'float', 2, '{}', 1, NULL, NULL, '0.0.1', '2025-02-01T12:00:00Z', NULL,
            x'01', x'02');
        INSERT INTO training_epoch VALUES (3, 1, 0.9, 0.5, 0.25, 0.001), (7, 1, 1.5, NULL, NULL, 0.001);
        INSERT INTO training_timing VALUES (3, 1, 0.125, '2025-01-31T12:00:01Z');

        """

    private static let lists = """
        INSERT INTO scoring_run VALUES (4, 3, 'melu', 'loss', 'decision', 'global', 'max', 'users', 0, '{}', '\(hash)', '0.0.1',
            '2025-01-31T12:00:02Z');
        INSERT INTO item_score VALUES (4, 0, 2.5, 1, 1, 1, 1), (4, 1, 0, 1, 0, 1, 0), (4, 2, NULL, 0, NULL, 0, 0);
        INSERT INTO list VALUES (2, 'melu', 1, 4, 2, '{}', 1, 0.5, NULL, '0.0.1', '2025-01-31T12:00:03Z');
        INSERT INTO list_item VALUES (2, 1, 0, 1, 0, 'why', 0.5), (2, 2, 1, 0.25, 1, 'pinned', 0.5);
        INSERT INTO list_displaced VALUES (2, 2, 'excluded', 0.75, 0.5, 1);

        """

    private static let grids = """
        INSERT INTO grid VALUES (2, '\(hash)', 2, 4, '{}', '0.0.1', '2025-03-05T12:00:00Z');
        INSERT INTO grid_tile VALUES (2, 1, '1', 'One', 0.5), (2, 2, '🎬', '', 0.5);
        INSERT INTO grid_base VALUES (2, 2, '9007199254740993', 'Two', -0.125);
        INSERT INTO grid_term VALUES (2, 1, 1, NULL, NULL, NULL), (2, 2, 2, NULL, NULL, NULL), (2, 3, 1, 2, NULL, NULL),
            (2, 4, NULL, NULL, 'age', '25'), (2, 5, NULL, NULL, NULL, NULL);
        INSERT INTO grid_weight VALUES (2, 2, 1, 0.25);
        INSERT INTO grid_session VALUES ('anna', 2);
        INSERT INTO grid_tap VALUES ('anna', 2, '1');
        INSERT INTO grid_session_feature VALUES ('anna', 'age', '25');

        """

    private static let analyses = """
        INSERT INTO analysis_run VALUES (5, 'compare', 3, 0, '{}', '\(hash)', '0.0.1', '2025-01-31T12:00:04Z');
        INSERT INTO evaluation VALUES (5, 'warm', 'melu', 1, 'mae', 0.75, 0.7, 0.8, 10);
        INSERT INTO elicitation_result VALUES (5, 'melu', 'linear', 20, 'mae', 12.5, 0.76, -0.01, -0.02, 0, 0.03, 0.06, -0.2, 10);
        INSERT INTO elicitation_by_answer VALUES (5, 'melu', 'linear', 3, 'mae', 0.8, 0.7, 0.9, -0.1, -0.2, 0, 10);
        INSERT INTO compared_list_item VALUES (5, 'melu', 1, 1, 0.5);
        INSERT INTO strategy_measure VALUES (5, 'melu', 'linear', 'diversity', 0.5, 0.4, 0.6);
        INSERT INTO list_similarity VALUES (5, 'melu', 'popularity', 'kendall-tau', -0.5);

        """

    /// The arm, the text and the material come before the launch, which locks them.
    private static let studies = """
        INSERT INTO study (study_id, name, status, model_id, design_json, created_at)
            VALUES (6, 'pilot', 'draft', 3, '{}', '2025-03-01T12:00:00Z');
        INSERT INTO study_arm VALUES (6, 0, 'melu', 2);
        INSERT INTO study_text VALUES (6, 'en', '{}', '\(hash)');
        INSERT INTO study_material VALUES (6, '{}', '\(hash)');
        UPDATE study SET status = 'launched', design_hash = '\(hash)', launched_at = '2025-03-02T12:00:00Z';
        INSERT INTO participant VALUES ('p', 6, 0, '[0]', 'en', '2025-03-03T12:00:00.250Z', '2025-03-03T12:01:00.000Z',
            '2025-03-03T12:02:00.000Z', 'ABCDEFGH', NULL),
            ('gone', 6, 1, '[0]', NULL, NULL, NULL, NULL, NULL, '2025-03-03T13:00:00.000Z');
        INSERT INTO participant_feature VALUES ('p', 'age', '25');
        INSERT INTO study_response VALUES ('p', 0, 0, 0, 0, 4, 1500, 0, '2025-03-03T12:01:30.000Z', 1),
            ('p', 0, 1, 0, 1, NULL, NULL, 0, '2025-03-03T12:01:40.000Z', 0);
        INSERT INTO study_grid_page VALUES ('p', 1, 0, 0, 1500, '2025-03-05T12:00:00.000Z', 0);
        INSERT INTO study_tile VALUES ('p', 1, 0, 0, 0, 1), ('p', 1, 0, 1, 1, 0);
        INSERT INTO study_recommendation VALUES ('p', 0, 1, 0, 2, 3.5, 5, 1, '2025-03-03T12:01:50.000Z');
        INSERT INTO study_part VALUES ('p', 0, '2025-03-03T12:01:59.000Z');
        INSERT INTO questionnaire_answer VALUES ('p', 'novelty-new', 3);
        INSERT INTO api_key VALUES (1, 'app', 'k', '2025-03-01T12:00:00Z', NULL);
        INSERT INTO administrator VALUES ('root', 'h', '2025-03-01T12:00:00Z');
        """
}
