internal import GRDB
import Preference

/// What makes the first model, list or analysis of a workspace, by what the workspace holds: a command that
/// can work.
enum FirstRecord {
    /// What to do, as the end of a sentence.
    /// - Parameters:
    ///   - kind: what there is none of.
    ///   - wanted: what was asked for.
    ///   - database: the workspace, whose dataset is read: what can be trained is for the dataset to say.
    static func advice(_ kind: String, wanted: RecordReference, in database: Database) throws -> String {
        switch kind {
        case "model":
            guard let dataset = try DatasetLoader(database).dataset() else {
                return "run `icebreaker import SOURCE`"
            }
            return TrainingAdvice(for: dataset).sentence
        case "analysis":
            return "run `icebreaker \(wanted == .name("compare") ? "compare" : "evaluate")`"
        default:
            let hasModel = try Bool.exists("SELECT 1 FROM model WHERE status = 'finished'", [], database)
            return "run `icebreaker select\(hasModel ? "" : " --strategy popularity")`"
        }
    }
}

/// What completes a training that was interrupted.
enum UnfinishedModel {
    /// What to do, as the end of a sentence.
    ///
    /// A training continues on the version of the dataset that it began on; `train --resume` takes the last
    /// one of them.
    static func advice(_ model: Int64, in database: Database) throws -> String {
        let resumed = try Int64.fetchOne(
            database,
            sql: """
                SELECT max(model_id) FROM model WHERE status = 'training' AND source = 'trained'
                    AND coalesce(json_extract(options_json, '$.rateReductions'), 0) = 0
                    AND dataset_hash = (SELECT content_hash FROM dataset)
                """)
        if resumed == model { return "continue its training with `icebreaker train --resume`" }
        if let latest = try RecordLookup.model.latest(in: database) {
            return "choose one that is finished, such as `--model \(latest)`"
        }
        return "train another one with `icebreaker train`"
    }
}
