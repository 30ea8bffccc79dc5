/// Views for people who query the workspace. Never edit a migration that was released: add another.
enum Migration5Views {
    static let sql = """
        CREATE VIEW onboarding_candidates AS
        SELECT
            row_number() OVER (ORDER BY item_score.score DESC, item_score.item_id) AS rank,
            item_score.item_id,
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
        JOIN item USING (item_id)
        WHERE scoring_run.scoring_run_id = (SELECT max(scoring_run_id) FROM scoring_run)
        ORDER BY rank;

        CREATE VIEW popular_items AS
        SELECT
            row_number() OVER (ORDER BY coalesce(counted.ratings, 0) DESC, item.item_id) AS rank,
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
            SELECT item_id, count(*) AS ratings, avg(rating) AS mean_rating FROM interaction GROUP BY item_id
        ) AS counted ON counted.item_id = item.item_id
        ORDER BY rank;

        PRAGMA user_version = 5;
        """
}
