/// When a model was finished, which decides which one is the latest. Never edit a migration that was released: add another.
///
/// Of a training that ended before, it is the end of its last epoch; of weights from a file, when they were stored.
enum Migration12FinishedModels {
    static let sql = """
        ALTER TABLE model ADD COLUMN finished_at TEXT CHECK (finished_at GLOB '????-??-??T??:??:??.???Z');

        UPDATE model SET finished_at = (
            SELECT replace(coalesce(max(training_timing.finished_at), model.created_at), 'Z', '.000Z')
            FROM training_timing WHERE training_timing.model_id = model.model_id)
        WHERE status = 'finished';

        CREATE INDEX model_by_finish ON model (finished_at) WHERE status = 'finished';

        PRAGMA user_version = 12;
        """
}
