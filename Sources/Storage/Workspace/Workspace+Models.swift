import Foundation
internal import GRDB
import Support

extension Workspace {
    /// Makes a model: a trained one begins unfinished with no epoch done, an imported one is complete.
    /// - Parameters:
    ///   - model: what is known of it.
    ///   - weights: its parameters, the bytes of a safetensors file.
    ///   - optimizerState: what an unfinished training needs to go on.
    ///   - date: now.
    /// - Returns: its number.
    /// - Throws: `WorkspaceError`, `invalid` for a name that cannot be one or that another model has.
    package func createModel(
        _ model: NewModel, weights: Data, optimizerState: Data? = nil, at date: Date
    ) throws -> Int64 {
        try write { database in
            try database.requireDataset(model.datasetHash, file: path)
            try ModelRows.requireFree(model.name, in: database)
            let isFinished = model.source == .imported
            try database.execute(
                sql: """
                    INSERT INTO model (name, source, status, dataset_hash, scalar, seed, options_json, epochs_done,
                        software_version, created_at, weights, optimizer_state, finished_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    model.name, model.source.rawValue, isFinished ? "finished" : "training",
                    model.datasetHash,
                    model.scalar, model.seed.storedSeed, model.optionsJSON, model.softwareVersion,
                    Timestamp.text(date),
                    weights, optimizerState, isFinished ? try ModelRows.finishTime(date, in: database) : nil,
                ])
            return database.lastInsertedRowID
        }
    }

    /// Stores one more epoch with the parameters after it; nothing of it is lost once this returns.
    ///
    /// Everything but the time goes into `model` and `training_epoch`, so that a training that was
    /// interrupted leaves the same bytes there as one that was not; the time goes into `training_timing`.
    /// - Parameters:
    ///   - modelID: the model, which must be unfinished.
    ///   - epoch: the epoch after the last one stored.
    ///   - weights: the parameters, the bytes of a safetensors file.
    ///   - optimizerState: what the training needs to go on.
    ///   - seconds: how long the epoch took.
    ///   - date: now.
    /// - Throws: `WorkspaceError`.
    package func saveEpoch(
        _ modelID: Int64, _ epoch: EpochRecord, weights: Data, optimizerState: Data?, seconds: Double,
        at date: Date
    ) throws {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE model SET epochs_done = ?, validation_loss = ?, validation_mae = ?, weights = ?, optimizer_state = ?
                    WHERE model_id = ? AND status = 'training' AND epochs_done = ?
                    """,
                arguments: [
                    epoch.epoch, epoch.validationLoss, epoch.validationMAE, weights, optimizerState, modelID,
                    epoch.epoch - 1,
                ])
            guard database.changesCount == 1 else {
                throw InvalidData(
                    problem: "epoch \(epoch.epoch) does not continue the training of model \(modelID)")
            }
            try database.execute(
                sql: """
                    INSERT INTO training_epoch (model_id, epoch, query_loss, validation_loss, validation_mae,
                        global_learning_rate) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    modelID, epoch.epoch, epoch.queryLoss, epoch.validationLoss, epoch.validationMAE,
                    epoch.globalLearningRate,
                ])
            try database.execute(
                sql:
                    "INSERT INTO training_timing (model_id, epoch, seconds, finished_at) VALUES (?, ?, ?, ?)",
                arguments: [modelID, epoch.epoch, seconds, Timestamp.text(date)])
        }
    }

    /// Completes a model and forgets what its training needed to go on.
    /// - Parameters:
    ///   - modelID: the model, which must be unfinished.
    ///   - weights: the parameters to keep, or `nil` for those of the last epoch.
    ///   - validationLoss: the validation error of these parameters, in squared rating units.
    ///   - validationMAE: the same, absolute, in rating units.
    ///   - date: now.
    /// - Throws: `WorkspaceError`.
    package func finishModel(
        _ modelID: Int64, weights: Data? = nil, validationLoss: Double? = nil, validationMAE: Double? = nil,
        at date: Date
    ) throws {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE model SET status = 'finished', optimizer_state = NULL, weights = coalesce(?, weights),
                        validation_loss = coalesce(?, validation_loss), validation_mae = coalesce(?, validation_mae),
                        finished_at = ?
                    WHERE model_id = ? AND status = 'training'
                    """,
                arguments: [
                    weights, validationLoss, validationMAE, try ModelRows.finishTime(date, in: database),
                    modelID,
                ])
            guard database.changesCount == 1 else {
                throw InvalidData(problem: "model \(modelID) is not being trained")
            }
        }
    }

    /// Removes an unfinished model with its epochs, as of a training that diverged: nobody shall continue it.
    /// - Throws: `WorkspaceError`.
    package func discardModel(_ modelID: Int64) throws {
        try write { database in
            try database.execute(
                sql: "DELETE FROM model WHERE model_id = ? AND status = 'training'", arguments: [modelID])
            guard database.changesCount == 1 else {
                throw InvalidData(problem: "model \(modelID) is not being trained")
            }
        }
    }

    /// The unfinished training that began last on this dataset, with exactly these options where they are
    /// given.
    /// - Throws: `WorkspaceError`.
    package func unfinishedModel(optionsJSON: String? = nil, datasetHash: String) throws -> StoredModel? {
        try read { database in
            let id = try Int64.fetchOne(
                database,
                sql: """
                    SELECT max(model_id) FROM model
                    WHERE status = 'training' AND dataset_hash = ?1 AND options_json = coalesce(?2, options_json)
                    """,
                arguments: [datasetHash, optionsJSON])
            return try id.flatMap { try ModelRows.model($0, in: database) }
        }
    }

    /// Checks that a model may be called so, before anything is computed for it.
    /// - Throws: `WorkspaceError.invalid`, which says what to do.
    package func requireFreeModelName(_ name: String?) throws {
        try read { try ModelRows.requireFree(name, in: $0) }
    }

    /// The number of the model that was finished last; `nil` where none is finished.
    /// - Throws: `WorkspaceError`.
    package func latestModel() throws -> Int64? {
        try read { try RecordLookup.model.latest(in: $0) }
    }

    /// The unfinished trainings on this dataset, the latest first.
    /// - Throws: `WorkspaceError`.
    package func unfinishedModels(datasetHash: String) throws -> [ModelRecord] {
        try models().filter { $0.status == .training && $0.details.datasetHash == datasetHash }.reversed()
    }

    /// A model with its parameters.
    /// - Throws: `WorkspaceError`, `notFound` with the models that there are.
    package func model(_ reference: RecordReference) throws -> StoredModel {
        let model = try read { database in
            try ModelRows.model(
                try RecordLookup.model.find(reference, in: database, file: path), in: database)
        }
        guard let model else { throw WorkspaceError.noDataset(file: path) }
        return model
    }

    /// All models without their parameters, oldest first.
    /// - Throws: `WorkspaceError`.
    package func models() throws -> [ModelRecord] {
        try read { try ModelRows.all(in: $0) }
    }

    /// The epochs of a model in their order.
    /// - Throws: `WorkspaceError`.
    package func epochs(ofModel modelID: Int64) throws -> [EpochRecord] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT epoch, query_loss, validation_loss, validation_mae, global_learning_rate FROM training_epoch
                    WHERE model_id = ? ORDER BY epoch
                    """,
                arguments: [modelID]
            ).map {
                EpochRecord(
                    epoch: try $0.value(0), queryLoss: try $0.value(1), validationLoss: try $0.value(2),
                    validationMAE: try $0.value(3), globalLearningRate: try $0.value(4))
            }
        }
    }

    /// How many seconds each epoch of a model took.
    /// - Throws: `WorkspaceError`.
    package func epochSeconds(ofModel modelID: Int64) throws -> [Double] {
        try read { database in
            try Double.fetchAll(
                database, sql: "SELECT seconds FROM training_timing WHERE model_id = ? ORDER BY epoch",
                arguments: [modelID])
        }
    }
}

/// Reads rows of the table of models.
private enum ModelRows {
    private static let columns = """
        model_id, name, source, status, dataset_hash, scalar, seed, options_json, epochs_done, validation_loss,
        validation_mae, software_version, created_at, finished_at
        """

    /// Checks that a name is one and that no model has it.
    static func requireFree(_ name: String?, in database: Database) throws {
        guard let name else { return }
        if let problem = GivenName.problem(name) {
            throw InvalidData(problem: "the model's name: \(problem)")
        }
        let id = try Int64.fetchOne(
            database, sql: "SELECT model_id FROM model WHERE name = ?", arguments: [name])
        guard let id else { return }
        throw InvalidData(
            problem: "model \(id) is called `\(name)` already; give another --name, or leave it out")
    }

    /// The time at which a model is finished, as stored: after that of every other one, whatever the clock
    /// was set to meanwhile, so that the latest is always the one finished last.
    static func finishTime(_ date: Date, in database: Database) throws -> String {
        let last = try String.fetchOne(database, sql: "SELECT max(finished_at) FROM model")
        let next = try last.map { try PreciseTimestamp.date($0).addingTimeInterval(0.001) }
        return PreciseTimestamp.text(max(date, next ?? date))
    }

    static func all(in database: Database) throws -> [ModelRecord] {
        try Row.fetchAll(database, sql: "SELECT \(columns) FROM model ORDER BY model_id").map(record)
    }

    static func model(_ id: Int64, in database: Database) throws -> StoredModel? {
        try Row.fetchOne(
            database, sql: "SELECT \(columns), weights, optimizer_state FROM model WHERE model_id = ?",
            arguments: [id]
        ).map {
            StoredModel(
                record: try record($0), weights: try $0.value("weights"),
                optimizerState: try $0.value("optimizer_state"))
        }
    }

    private static func record(_ row: Row) throws -> ModelRecord {
        let details = NewModel(
            name: try row.value("name"), source: ModelSource(rawValue: try row.value("source")) ?? .trained,
            datasetHash: try row.value("dataset_hash"),
            scalar: try row.value("scalar"), seed: try row.seed(), optionsJSON: try row.value("options_json"),
            softwareVersion: try row.value("software_version"))
        let finished: String? = try row.value("finished_at")
        return ModelRecord(
            id: try row.value("model_id"), details: details,
            status: ModelStatus(rawValue: try row.value("status")) ?? .training,
            epochsDone: try row.value("epochs_done"), validationLoss: try row.value("validation_loss"),
            validationMAE: try row.value("validation_mae"),
            createdAt: try row.createdAt(), finishedAt: try finished.map(PreciseTimestamp.date))
    }
}
