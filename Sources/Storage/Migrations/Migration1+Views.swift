/// Views for people, with the dataset's own ids and with titles. Where a view puts items in order, those of
/// equal rank stand in the order of their ids (`position`).
extension Migration1 {
    static let views = """
        CREATE VIEW ratings AS
        SELECT user.user_id, item.item_id, item.title, interaction.rating, interaction.timestamp
        FROM interaction
        JOIN user USING (user_index)
        JOIN item USING (item_index)
        WHERE interaction.interaction_id BETWEEN user.user_index * 4294967296 AND user.user_index * 4294967296 + 4294967295;

        CREATE VIEW user_features AS
        SELECT user.user_id, feature.name AS feature, feature.kind, user_feature.value_text, user_feature.value_number
        FROM user_feature
        JOIN feature USING (feature_id)
        JOIN user USING (user_index);

        CREATE VIEW item_features AS
        SELECT item.item_id, item.title, feature.name AS feature, feature.kind, item_feature.value_text,
            item_feature.value_number
        FROM item_feature
        JOIN feature USING (feature_id)
        JOIN item USING (item_index);

        CREATE VIEW popular_items AS
        SELECT
            row_number() OVER (ORDER BY coalesce(counted.ratings, 0) DESC, item.position) AS rank,
            item.item_id,
            item.title,
            item.year,
            item.genres,
            coalesce(counted.ratings, 0) AS ratings,
            counted.mean_rating,
            coalesce(counted.ratings, 0) * 1.0 / dataset.user_count AS share_of_users
        FROM dataset
        CROSS JOIN item
        LEFT JOIN (
            SELECT item_index, count(*) AS ratings, avg(rating) AS mean_rating FROM interaction GROUP BY item_index
        ) AS counted ON counted.item_index = item.item_index
        ORDER BY rank;

        CREATE VIEW scored_items AS
        SELECT
            scoring_run.scoring_run_id,
            scoring_run.strategy,
            row_number() OVER (
                PARTITION BY scoring_run.scoring_run_id ORDER BY item_score.score DESC, item.position
            ) AS rank,
            item.item_id,
            item.title,
            item.year,
            item.genres,
            item_score.score,
            item_score.gradient_norm,
            item_score.popularity,
            item_score.gradient_norm_normalized,
            item_score.popularity_normalized
        FROM scoring_run
        JOIN item_score USING (scoring_run_id)
        JOIN item USING (item_index);

        CREATE VIEW onboarding_candidates AS
        SELECT
            row_number() OVER (ORDER BY item_score.score DESC, item.position) AS rank,
            item.item_id,
            item.title,
            item.year,
            item.genres,
            item_score.score,
            item_score.gradient_norm,
            item_score.popularity,
            item_score.gradient_norm_normalized,
            item_score.popularity_normalized,
            scoring_run.scoring_run_id,
            scoring_run.strategy
        FROM scoring_run
        JOIN item_score USING (scoring_run_id)
        JOIN item USING (item_index)
        WHERE scoring_run.scoring_run_id = (SELECT max(scoring_run_id) FROM scoring_run)
        ORDER BY rank;

        CREATE VIEW onboarding_list AS
        SELECT
            list.list_id,
            list.name,
            list.version,
            scoring_run.strategy,
            list_item.rank,
            item.item_id,
            item.title,
            item.year,
            item.genres,
            item.poster,
            list_item.score,
            list_item.known_share,
            list_item.pinned,
            list_item.why
        FROM list
        JOIN scoring_run USING (scoring_run_id)
        JOIN list_item USING (list_id)
        JOIN item USING (item_index);

        CREATE VIEW displaced_items AS
        SELECT
            list.list_id,
            list.name,
            list.version,
            item.item_id,
            item.title,
            list_displaced.rule,
            list_displaced.score,
            list_displaced.cost,
            replacement.item_id AS replaced_by_id,
            replacement.title AS replaced_by
        FROM list
        JOIN list_displaced USING (list_id)
        JOIN item ON item.item_index = list_displaced.item_index
        LEFT JOIN item AS replacement ON replacement.item_index = list_displaced.replaced_by;

        CREATE VIEW compared_lists AS
        SELECT
            compared_list_item.analysis_run_id,
            compared_list_item.strategy,
            compared_list_item.rank,
            item.item_id,
            item.title,
            compared_list_item.score
        FROM compared_list_item
        JOIN item USING (item_index);

        CREATE VIEW grid_recommendation AS
        \(recommendation(order: "(SELECT position FROM item WHERE item.item_index = scored.item_index)"));


        """

    static let studyViews = """
        CREATE VIEW study_answers AS
        SELECT
            study.name AS study,
            participant.number,
            study_response.part,
            study_arm.name AS arm,
            study_response.place,
            item.item_id,
            item.title,
            study_response.rating,
            study_response.milliseconds,
            study_response.is_carried_over,
            study_response.answered_at
        FROM study
        JOIN participant USING (study_id)
        JOIN study_response USING (participant_id)
        JOIN study_arm ON study_arm.study_id = study.study_id AND study_arm.position = study_response.arm
        JOIN item USING (item_index);

        CREATE VIEW study_taps AS
        SELECT
            study.name AS study,
            participant.number,
            study_tile.part,
            study_arm.name AS arm,
            study_tile.page,
            study_tile.place,
            item.item_id,
            item.title,
            study_tile.is_tapped,
            study_grid_page.milliseconds,
            study_grid_page.answered_at
        FROM study
        JOIN participant USING (study_id)
        JOIN study_grid_page USING (participant_id)
        JOIN study_tile USING (participant_id, part, page)
        JOIN study_arm ON study_arm.study_id = study.study_id AND study_arm.position = study_grid_page.arm
        JOIN item USING (item_index);

        CREATE VIEW study_recommendations AS
        SELECT
            study.name AS study,
            participant.number,
            study_recommendation.part,
            study_arm.name AS arm,
            study_recommendation.rank,
            item.item_id,
            item.title,
            study_recommendation.estimate,
            study_recommendation.rating,
            study_recommendation.is_selected,
            study_recommendation.answered_at
        FROM study
        JOIN participant USING (study_id)
        JOIN study_recommendation USING (participant_id)
        JOIN study_arm ON study_arm.study_id = study.study_id AND study_arm.position = study_recommendation.arm
        JOIN item USING (item_index);


        """
}
