/// What a list's popularity counts, what its reader must know, and what each displaced item costs.
/// Never edit a migration that was released: add another.
///
/// Scores of earlier versions counted support pairs. What a displaced item cost follows from the scores that were stored.
enum Migration10ListNotes {
    static let sql = """
        ALTER TABLE scoring_run ADD COLUMN popularity TEXT CHECK (popularity IN ('users', 'support'));
        UPDATE scoring_run SET popularity = 'support' WHERE gradient IS NOT NULL;

        ALTER TABLE onboarding_list ADD COLUMN note TEXT CHECK (note <> '');

        ALTER TABLE onboarding_list_displaced ADD COLUMN cost REAL NOT NULL DEFAULT 0;
        UPDATE onboarding_list_displaced
        SET cost = score - coalesce(
            (
                SELECT came.score
                FROM onboarding_list_item AS came
                WHERE came.list_id = onboarding_list_displaced.list_id
                    AND came.item_id = onboarding_list_displaced.replaced_by
            ), 0);

        PRAGMA user_version = 10;
        """
}
